using Gan.Networks;
using StaticGrad;

namespace Gan;

/// <summary>
/// An exponential moving average of a generator's parameters. The players of the game circle around its solution; the
/// average is nearer to it than either is at any time (Yazıcı and others, 2019).
/// </summary>
public sealed class MovingAverage
{
    private readonly double _decay;
    private readonly double[] _average;
    private readonly double[] _current;

    /// <summary>Starts from the generator's present parameters.</summary>
    public MovingAverage(Generator generator, double decay)
    {
        _decay = decay;
        _average = new double[generator.ParameterCount()];
        _current = new double[_average.Length];
        generator.CopyParametersTo(_average);
    }

    /// <summary>Lets the present parameters into the average.</summary>
    public void Add(Generator generator)
    {
        generator.CopyParametersTo(_current);
        for (var i = 0; i < _average.Length; i++)
        {
            _average[i] += (1 - _decay) * (_current[i] - _average[i]);
        }
    }

    /// <summary>Gives a generator the average.</summary>
    public void CopyTo(Generator generator) => generator.CopyParametersFrom(_average);
}
