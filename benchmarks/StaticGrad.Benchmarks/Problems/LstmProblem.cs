using StaticGrad.Benchmarks.ByHand;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Problems;

/// <summary>The character model's loss on random letters, a bit an element, as in ADBench's data.</summary>
public sealed class LstmProblem : Problem
{
    private const double Seed = 0.7;

    private readonly Leaf mainParameters;
    private readonly Leaf extraParameters;
    private readonly double[] initialState;
    private readonly double[] sequence;
    private readonly int layers;
    private double last;

    public LstmProblem(int layers, int characters, int bits)
        : this(layers, characters, bits, new RandomNumbers(seed: 2))
    {
    }

    private LstmProblem(int layers, int characters, int bits, RandomNumbers random)
        : base(
            $"LSTM l={layers} c={characters} b={bits}",
            new Leaf("mainParameters", random.Uniforms(layers * 8 * bits, 0, 1)),
            new Leaf("extraParameters", random.Uniforms(3 * bits, 0, 1)))
    {
        (mainParameters, extraParameters) = (Leaves[0], Leaves[1]);
        this.layers = layers;
        initialState = random.Uniforms(layers * 2 * bits, 0, 1);
        sequence = Encode(characters, bits, random);
    }

    public override double Method()
        => last = Lstm.Loss(mainParameters.Values, extraParameters.Values, initialState, sequence, layers);

    public override double ByHand()
        => last = LstmByHand.LossBackward(
            mainParameters.Values,
            extraParameters.Values,
            initialState,
            sequence,
            layers,
            Seed,
            mainParameters.Gradient,
            extraParameters.Gradient);

#if GENERATED
    public override double Generated()
        => last = Lstm.LossBackward(
            mainParameters.Values,
            extraParameters.Values,
            initialState,
            sequence,
            layers,
            Seed,
            mainParameters.Gradient,
            extraParameters.Gradient);
#endif

    public override double SeededValue() => Seed * Method();

    public override double[] TakeResult()
    {
        double[] result = [last];
        last = double.NaN;
        return result;
    }

    private static double[] Encode(int characters, int bits, RandomNumbers random)
    {
        var sequence = new double[characters * bits];
        for (var t = 0; t < characters; t++)
        {
            // Mostly ASCII; one in fifty has the high bits of typographic punctuation, which ADBench's text has too.
            var code = random.Next(50) == 0 ? 0x2010 + random.Next(16) : 'a' + random.Next(26);
            for (var bit = 0; bit < bits; bit++)
            {
                sequence[t * bits + bit] = (code >> (bits - 1 - bit)) & 1;
            }
        }

        return sequence;
    }
}
