using Gan.Networks;
using StaticGrad;

namespace Gan;

/// <summary>The game: at each step the discriminator learns from a batch, then the generator.</summary>
public sealed class Training
{
    private readonly Dataset _data;
    private readonly Settings _settings;
    private readonly Random _random;

    private readonly Generator _generator;
    private readonly Generator.Gradient _generatorGradient;
    private readonly Adam _generatorAdam = new(beta1: 0.5);

    private readonly Discriminator _discriminator;
    private readonly Discriminator.Gradient _discriminatorGradient;
    private readonly Adam _discriminatorAdam = new(beta1: 0.5);

    private readonly Generator _averageGenerator;
    private readonly MovingAverage _average;
    private readonly double[] _snapshotNoise;
    private readonly double[] _real;
    private readonly double[] _noise;

    /// <summary>Prepares a run.</summary>
    public Training(Dataset data, Settings settings)
    {
        _data = data;
        _settings = settings;
        _random = new Random(settings.Seed);
        _generator = new Generator(_random);
        _generatorGradient = new Generator.Gradient(_generator);
        _discriminator = new Discriminator(_random);
        _discriminatorGradient = new Discriminator.Gradient(_discriminator);

        _averageGenerator = new Generator(new Random(settings.Seed));
        _average = new MovingAverage(_generator, settings.AverageDecay);
        _snapshotNoise = new double[settings.SnapshotPoints * Generator.NoiseSize];
        new Random(settings.Seed + 1).FillNormal(_snapshotNoise);
        _real = new double[settings.Batch * Dataset.Columns];
        _noise = new double[settings.Batch * Generator.NoiseSize];
    }

    /// <summary>Runs all steps.</summary>
    /// <param name="snapshotTaken">Told of each snapshot.</param>
    /// <param name="stepDone">Told after each step how many are done.</param>
    public TrainingResult Run(Action<Snapshot>? snapshotTaken = null, Action<int>? stepDone = null)
    {
        var discriminatorRate = new CosineDecay(_settings.DiscriminatorRate, _settings.Steps);
        var generatorRate = new CosineDecay(_settings.GeneratorRate, _settings.Steps);
        var snapshots = new List<Snapshot>();
        var discriminatorLosses = new double[_settings.Steps];
        var generatorLosses = new double[_settings.Steps];
        for (var step = 0; step <= _settings.Steps; step++)
        {
            if (_settings.SnapshotSteps.Contains(step))
            {
                snapshots.Add(TakeSnapshot(step));
                snapshotTaken?.Invoke(snapshots[^1]);
            }

            if (step < _settings.Steps)
            {
                discriminatorRate.Apply(_discriminatorAdam, step);
                generatorRate.Apply(_generatorAdam, step);
                discriminatorLosses[step] = StepDiscriminator();
                generatorLosses[step] = StepGenerator();
                _average.Add(_generator);
                stepDone?.Invoke(step + 1);
            }
        }

        return new TrainingResult(_averageGenerator, snapshots, discriminatorLosses, generatorLosses);
    }

    private double StepDiscriminator()
    {
        _data.Draw(_random, _real);
        _random.FillNormal(_noise);
        _discriminatorGradient.Clear();
        var loss = Losses.DiscriminatorLossBackward(_discriminator, _generator, _real, _noise, _discriminatorGradient);
        _discriminatorAdam.Step(_discriminator, _discriminatorGradient);
        return loss;
    }

    private double StepGenerator()
    {
        _random.FillNormal(_noise);
        _generatorGradient.Clear();
        var loss = Losses.GeneratorLossBackward(_generator, _discriminator, _noise, _generatorGradient);
        _generatorAdam.Step(_generator, _generatorGradient);
        return loss;
    }

    private Snapshot TakeSnapshot(int step)
    {
        _average.CopyTo(_averageGenerator);
        var points = _averageGenerator.GenerateAll(_snapshotNoise);
        return new Snapshot(step, points, EnergyDistance.Between(_data.Points, points));
    }
}
