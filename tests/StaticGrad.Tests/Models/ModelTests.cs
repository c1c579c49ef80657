using Xunit;

namespace StaticGrad.Tests.Models.Generated;

/// <summary>Gradients of models against central differences over the model's own storage.</summary>
public class ModelTests
{
    private static readonly double[] Input = [0.3, -0.7, 1.1];

    private static Network Fresh() => new() { Layers = [new DenseLayer(3, 3, 1), new DenseLayer(3, 3, 2) { Slope = -0.5 }] };

    [Fact]
    public void NestedAndFrozenLayers()
    {
        var network = Fresh();
        Check(network, () => network.Loss(Input, 0.4), network.LossGradient(Input, 0.4).This, network.LossGradient(Input, 0.4).Value);
    }

    [Fact]
    public void TwoDimensionalArrays()
    {
        var network = Fresh();
        Check(network, () => network.Grid(0.8), network.GridGradient(0.8).This, network.GridGradient(0.8).Value);
    }

    [Fact]
    public void JaggedArrays()
    {
        var network = Fresh();
        Check(network, network.Jagged, network.JaggedGradient().This, network.JaggedGradient().Value);
    }

    [Fact]
    public void ArraysOfStructs()
    {
        var network = Fresh();
        Check(network, () => network.Distances(0.7), network.DistancesGradient(0.7).This, network.DistancesGradient(0.7).Value);
    }

    [Fact]
    public void NoGradAndDetachInAModel()
    {
        var network = Fresh();
        var gradient = network.RegularisedGradient().This;

        // What is under NoGrad and detached is held: the same method with those values as constants.
        double held;
        {
            double s = network.Head.Size;
            foreach (var layer in network.Layers)
            {
                s += layer.Size * layer.Count + layer.Slope * network.Scale;
            }

            held = s * network.Offset;
        }

        var x = network.Centre.X;
        Check(network, () => held + network.Offset * network.Offset + x * network.Centre.Y, gradient, network.RegularisedGradient().Value);
    }

    [Fact]
    public void TwoModelsAndTheirFreezes()
    {
        var a = new DenseLayer(3, 4, 11);
        var b = new DenseLayer(4, 2, 12);
        var both = ModelUses.TwoGradient(a, b, Input);
        Check(a, () => ModelUses.Two(a, b, Input), both.A, both.Value);
        Check(b, () => ModelUses.Two(a, b, Input), both.B, both.Value);
        var only = ModelUses.OnlyBGradient(a, b, Input);
        Check(b, () => ModelUses.Two(a, b, Input), only.B, only.Value);
        var frozen = ModelUses.FrozenGradient(a, b, Input);
        Check(b, () => ModelUses.Frozen(a, b, Input), frozen.B, frozen.Value);
        Assert.Equal(ModelUses.TwoGradient(a, b, Input).X, frozen.X);
    }

    [Fact]
    public void LeafSelectionOfThis()
    {
        var layer = new DenseLayer(3, 2, 3);
        var whole = layer.FirstGradient(Input);
        Check(layer, () => layer.First(Input), whole.This, whole.Value);
        Check(layer, () => layer.First(Input), layer.OfThisGradient(Input).This, whole.Value);
        Assert.Equal(whole.X, layer.OfInputGradient(Input).X);
    }

    [Fact]
    public void StructsAndRecords()
    {
        var option = new Option(100, 0.01, 0.2f, 5);
        var g = ModelUses.PriceGradient(option, 90);
        Assert.Equal(ModelUses.Price(option, 90), g.Value);
        Assert.Equal(Ridders(v => ModelUses.Price(option with { Spot = v }, 90), 100), g.Option.Spot, 1e-7);
        Assert.Equal(Ridders(v => ModelUses.Price(option with { Rate = v }, 90), 0.01), g.Option.Rate, 1e-4);
        Assert.Equal(-1, g.Strike);
        var p = new Point(3, 4, 2);
        var q = new Point(-1, 2, 1);
        var byReference = ModelUses.ByReferenceGradient(p, q, 0.5);
        Assert.Equal(q.Y + 2 * 3.0 / 5, byReference.P.X, 1e-12);
        Assert.Equal(-q.X * 0.5 + 2 * 4.0 / 5, byReference.P.Y, 1e-12);
        Assert.Equal(-p.Y * 0.5, byReference.Q.X, 1e-12);
        Assert.Equal(p.X, byReference.Q.Y, 1e-12);
        var own = p.LengthGradient();
        Assert.Equal(2 * 3.0 / 5, own.This.X, 1e-12);
        Point.Gradient sum = default;
        p.LengthBackward(ref sum);
        p.LengthBackward(2, ref sum);
        Assert.Equal(3 * 2 * 4.0 / 5, sum.Y, 1e-12);
    }

    [Fact]
    public void ArraysOfModelsAsParameters()
    {
        DenseLayer[] layers = [new(3, 1, 1), new(3, 1, 2), new(3, 1, 3)];
        var g = ModelUses.OfAllGradient(layers, Input);
        var r = ModelUses.RecursiveGradient(layers, 0.4, 0);
        for (var i = 0; i < layers.Length; i++)
        {
            Check(layers[i], () => ModelUses.OfAll(layers, Input), g.Layers[i], g.Value);
            Check(layers[i], () => ModelUses.Recursive(layers, 0.4, 0), r.Layers[i], r.Value);
        }
    }

    [Fact]
    public void OptionalParts()
    {
        var tree = new Tree
        {
            Weight = 0.7,
            Bias = [0.4],
            Left = new Tree { Weight = 1.3, Right = new Tree { Weight = -0.6, Bias = [1.5] } },
            Right = new Tree { Weight = 0.9 },
        };
        Check(tree, () => tree.Sum(0.8), tree.SumGradient(0.8).This, tree.SumGradient(0.8).Value);
        Check(tree, () => tree.Flat(0.8), tree.FlatGradient(0.8).This, tree.FlatGradient(0.8).Value);
        tree.Left.Bias = [0.3];
        Check(tree, () => tree.Flat(0.8), tree.FlatGradient(0.8).This, tree.FlatGradient(0.8).Value);
        tree.Left = null;
        Check(tree, () => tree.Flat(0.8), tree.FlatGradient(0.8).This, tree.FlatGradient(0.8).Value);
        Assert.Null(tree.FlatGradient(0.8).This.Left);
    }

    [Fact]
    public void BackwardAddsAndClearZeroes()
    {
        var network = Fresh();
        var once = network.LossGradient(Input, 0.4).This;
        var twice = new Network.Gradient(network);
        double t = 0;
        network.LossBackward(Input, 0.4, twice, ref t);
        network.LossBackward(Input, 0.4, twice, ref t);
        once.Scale(2);
        Assert.Equal(Numbers(network, once), Numbers(network, twice));
        Assert.Equal(once.Norm(), twice.Norm());
        twice.Add(once, -1);
        Assert.Equal(0, twice.SquaredNorm());
        once.Clear();
        Assert.Equal(0, once.Norm());
    }

    [Fact]
    public void AGradientOfAnotherModelIsRefusedBeforeAnythingRuns()
    {
        var network = Fresh();
        var other = new Network { Layers = [new DenseLayer(3, 3, 1)] };
        var gradient = new Network.Gradient(other);
        double t = 0;
        var error = Assert.Throws<ArgumentException>(() => network.LossBackward(Input, 0.4, gradient, ref t));
        Assert.Contains("Layers", error.Message);
        Assert.Equal(0, gradient.SquaredNorm());
    }

    /// <summary>Every number that can be trained, and every slot, in the same order; none of the frozen ones.</summary>
    private static void Check<TModel, TGradient>(TModel model, Func<double> f, TGradient gradient, double value)
        where TModel : IModel<TGradient>
    {
        Assert.Equal(f(), value);
        var expected = new Perturbing(f);
        model.VisitParameters(expected, ref gradient);
        Assert.NotEmpty(expected.Derivatives);
        for (var i = 0; i < expected.Derivatives.Count; i++)
        {
            var (name, numeric, actual, tolerance) = expected.Derivatives[i];
            Assert.True(Math.Abs(numeric - actual) <= tolerance * (1 + Math.Abs(numeric)), $"{name}: {numeric} expected, {actual} found");
        }
    }

    private static double[] Numbers<TModel, TGradient>(TModel model, TGradient gradient)
        where TModel : IModel<TGradient>
    {
        var visitor = new Perturbing(() => 0);
        model.VisitParameters(visitor, ref gradient);
        return [.. visitor.Derivatives.Select(item => item.Actual)];
    }

    private static double Ridders(Func<double, double> f, double x)
    {
        var h = 1e-4 * Math.Max(1, Math.Abs(x));
        double Difference(double step) => (f(x + step) - f(x - step)) / (2 * step);
        return ((4 * Difference(h / 2)) - Difference(h)) / 3;
    }

    private sealed class Perturbing(Func<double> f) : IParameterVisitor
    {
        public List<(string Name, double Numeric, double Actual, double Tolerance)> Derivatives { get; } = [];

        public void Enter(string member, int index)
        {
        }

        public void Leave()
        {
        }

        public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
        {
            Assert.False(parameter.IsFrozen);
            Assert.Equal(value.Length, gradient.Length);
            for (var i = 0; i < value.Length; i++)
            {
                var x = value[i];
                var derivative = Extrapolated(value, i, 1e-4);
                value[i] = x;
                Derivatives.Add((parameter.Name, derivative, gradient[i], 1e-7));
            }
        }

        public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
        {
            for (var i = 0; i < value.Length; i++)
            {
                var x = value[i];
                const float step = 1f / 64;
                value[i] = x + step;
                var above = f();
                value[i] = x - step;
                var below = f();
                value[i] = x;
                Derivatives.Add((parameter.Name, (above - below) / (2 * step), gradient[i], 1e-3));
            }
        }

        private double Extrapolated(Span<double> value, int i, double h)
        {
            var x = value[i];
            value[i] = x + h;
            var a = f();
            value[i] = x - h;
            var b = f();
            value[i] = x + (h / 2);
            var c = f();
            value[i] = x - (h / 2);
            var d = f();
            return ((4 * (c - d) / h) - ((a - b) / (2 * h))) / 3;
        }
    }
}
