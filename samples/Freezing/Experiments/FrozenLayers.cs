using System.Globalization;
using StaticGrad;

namespace Freezing.Experiments;

/// <summary>Trains a head on a frozen body: frozen by an attribute on the field, and by choosing what to train.</summary>
public static partial class FrozenLayers
{
    private const int Inputs = 3;
    private const int Hidden = 2;
    private const int Steps = 10;

    private static readonly double[] X = [1, -2, 0.5];

    public static void Run(Report report)
    {
        report.Begin(
            "A frozen layer costs no optimiser state",
            """
            body, head = nn.Linear(3, 2), nn.Linear(2, 1)                      # in double precision: 8 and 3 numbers
            body.requires_grad_(False)
            optimizer = torch.optim.Adam([p for p in [*body.parameters(), *head.parameters()] if p.requires_grad])
            loss = (head(torch.tanh(body(x))) - target).pow(2).sum()           # and ten steps
            sum(v.nbytes for s in optimizer.state.values() for k, v in s.items() if k != 'step')
            """);

        // All is trained.
        var whole = new Network();
        var ofWhole = new Network.Gradient(whole);
        var optimizer = new Adam();
        for (var step = 0; step < Steps; step++)
        {
            ofWhole.Clear();
            whole.NetworkLossBackward(X, 1, ofWhole);
            optimizer.Step(whole, ofWhole);
        }

        report.Expect("nothing frozen: Adam's state", Bytes(optimizer), "176 bytes", "176, without requires_grad_(False)");

        // The field of the body is [Frozen].
        var frozen = new NetworkWithFrozenBody();
        var ofFrozen = new NetworkWithFrozenBody.Gradient(frozen);
        var body = ParametersOf(frozen.Body);
        optimizer = new Adam();
        for (var step = 0; step < Steps; step++)
        {
            ofFrozen.Clear();
            frozen.FrozenBodyLossBackward(X, 1, ofFrozen);
            optimizer.Step(frozen, ofFrozen);
        }

        report.Expect("[Frozen] body: Adam's state", Bytes(optimizer), "48 bytes", "48");
        report.Expect("[Frozen] body: the body", ParametersOf(frozen.Body), body, "is what it was");

        // Of two models, one is chosen.
        Layer chosenBody = new(Inputs, Hidden), head = new(Hidden, 1);
        var ofHead = new Layer.Gradient(head);
        optimizer = new Adam();
        for (var step = 0; step < Steps; step++)
        {
            ofHead.Clear();
            HeadLossBackward(chosenBody, head, X, 1, ofHead);
            optimizer.Step(head, ofHead);
        }

        report.Expect("head chosen: Adam's state", Bytes(optimizer), "48 bytes", "48, of torch.optim.Adam(head.parameters())");
        report.Expect("head chosen: the body", ParametersOf(chosenBody), body, "is what it was");
        report.Expect(
            "head chosen: the head", ParametersOf(head), ParametersOf(frozen.Head), "the same either way");
    }

    /// <summary>The same network as two models, of which the loss has gradients of one.</summary>
    [Differentiable(nameof(head), Name = "HeadLoss")]
    public static double Loss(Layer body, Layer head, ReadOnlySpan<double> x, double target)
    {
        var hidden = new double[Hidden];
        body.Forward(x, hidden);
        for (var i = 0; i < hidden.Length; i++)
        {
            hidden[i] = Math.Tanh(hidden[i]);
        }

        var output = new double[1];
        head.Forward(hidden, output);
        var error = output[0] - target;
        return error * error;
    }

    private static string Bytes(Optimizer optimizer) =>
        optimizer.StateBytes.ToString(CultureInfo.InvariantCulture) + " bytes";

    private static double[] ParametersOf(Layer layer)
    {
        var parameters = new double[layer.ParameterCount()];
        layer.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>nn.Linear, with other numbers to begin with.</summary>
    [Differentiable]
    public sealed partial class Layer
    {
        private readonly double[] _weights;
        private readonly double[] _bias;

        /// <summary>Makes a layer.</summary>
        public Layer(int inputs, int outputs)
        {
            _weights = new double[inputs * outputs];
            _bias = new double[outputs];
            for (var i = 0; i < _weights.Length; i++)
            {
                _weights[i] = 0.25 * (i + 1) - 0.5;
            }
        }

        /// <summary>Computes y from x.</summary>
        public void Forward(ReadOnlySpan<double> x, Span<double> y)
        {
            for (var o = 0; o < y.Length; o++)
            {
                var sum = _bias[o];
                for (var i = 0; i < x.Length; i++)
                {
                    sum += _weights[o * x.Length + i] * x[i];
                }

                y[o] = sum;
            }
        }
    }

    /// <summary>All of it is trained.</summary>
    [Differentiable]
    public sealed partial class Network
    {
        /// <summary>The first layer.</summary>
        public Layer Body { get; } = new(Inputs, Hidden);

        /// <summary>The last layer.</summary>
        public Layer Head { get; } = new(Hidden, 1);

        /// <summary>What is minimised.</summary>
        [Differentiable(Name = "NetworkLoss")]
        public double Loss([Frozen] ReadOnlySpan<double> x, [Frozen] double target) =>
            FrozenLayers.Loss(Body, Head, x, target);
    }

    /// <summary>Its head is trained.</summary>
    [Differentiable]
    public sealed partial class NetworkWithFrozenBody
    {
        /// <summary>The first layer.</summary>
        [Frozen]
        public Layer Body { get; } = new(Inputs, Hidden);

        /// <summary>The last layer.</summary>
        public Layer Head { get; } = new(Hidden, 1);

        /// <summary>What is minimised.</summary>
        [Differentiable(Name = "FrozenBodyLoss")]
        public double Loss([Frozen] ReadOnlySpan<double> x, [Frozen] double target) =>
            FrozenLayers.Loss(Body, Head, x, target);
    }
}
