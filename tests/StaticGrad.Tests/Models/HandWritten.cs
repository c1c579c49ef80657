using System.Runtime.InteropServices;

namespace StaticGrad.Tests.Models;

/// <summary>A model as the generator would complete it, by hand: nested, with an array of models, floats and frozen parts.</summary>
internal sealed class Network : IModel<Network.Gradient>
{
    public double Scale = 1.5;
    public Layer[] Layers = [new(2, 3), new(3, 1)];
    public double[] Mean = [0.25, -0.5];
    public Affine Head = new() { Slope = 2, Offset = 0.5f, Unit = 10 };
    public double[][] Ragged = [[1, 2], [], [3]];

    public void VisitParameters(IParameterVisitor visitor, ref Gradient gradient)
    {
        gradient.ThrowIfOtherShape(this);
        visitor.Visit(new("Scale", [], false), new Span<double>(ref Scale), new Span<double>(ref gradient.Scale));
        for (var i = 0; i < Layers.Length; i++)
        {
            visitor.Enter("Layers", i);
            Layers[i].VisitParameters(visitor, ref gradient.Layers[i]);
            visitor.Leave();
        }

        visitor.Enter("Head", -1);
        Head.VisitParameters(visitor, ref gradient.Head);
        visitor.Leave();
        for (var i = 0; i < Ragged.Length; i++)
        {
            visitor.Visit(new("Ragged", [Ragged[i].Length], false, i), Ragged[i], gradient.Ragged[i]);
        }
    }

    public void VisitState(IParameterVisitor visitor, bool isFrozen = false)
    {
        visitor.Visit(new("Scale", [], false), new Span<double>(ref Scale), []);
        for (var i = 0; i < Layers.Length; i++)
        {
            visitor.Enter("Layers", i);
            Layers[i].VisitState(visitor);
            visitor.Leave();
        }

        visitor.Visit(new("Mean", [Mean.Length], true), Mean, []);
        visitor.Enter("Head", -1);
        Head.VisitState(visitor);
        visitor.Leave();
        for (var i = 0; i < Ragged.Length; i++)
        {
            visitor.Visit(new("Ragged", [Ragged[i].Length], false, i), Ragged[i], []);
        }
    }

    public sealed class Gradient(Network model) : IGradient<Gradient>
    {
        public double Scale;
        public Layer.Gradient[] Layers = [.. model.Layers.Select(layer => new Layer.Gradient(layer))];
        public Affine.Gradient Head;
        public double[][] Ragged = [.. model.Ragged.Select(row => new double[row.Length])];

        public void ThrowIfOtherShape(Network model)
        {
            if (Layers.Length != model.Layers.Length || Ragged.Length != model.Ragged.Length)
            {
                throw new ArgumentException("Other shape.", "gradient");
            }
        }

        public void Clear() => ((IGradient<Gradient>)this).Scale(0);

        public void Add(Gradient other, double scale = 1) => throw new NotSupportedException();

        void IGradient<Gradient>.Scale(double factor)
        {
            Scale *= factor;
            foreach (var layer in Layers)
            {
                layer.Scale(factor);
            }

            Head.Scale(factor);
            foreach (ref var x in Ragged.SelectMany(row => row.Select((_, i) => (row, i))).ToArray().AsSpan())
            {
                x.row[x.i] *= factor;
            }
        }

        public double SquaredNorm() => Scale * Scale + Layers.Sum(layer => layer.SquaredNorm()) + Head.SquaredNorm()
            + Ragged.Sum(row => row.Sum(x => x * x));
    }
}

internal sealed class Layer(int inputs, int outputs) : IModel<Layer.Gradient>
{
    public double[,] Weights = Filled(inputs, outputs);
    public float[] Bias = [.. Enumerable.Range(0, outputs).Select(i => 0.1f * (i + 1))];

    public void VisitParameters(IParameterVisitor visitor, ref Gradient gradient)
    {
        visitor.Visit(
            new("Weights", [Weights.GetLength(0), Weights.GetLength(1)], false), Flat(Weights), Flat(gradient.Weights));
        visitor.Visit(new("Bias", [Bias.Length], false), Bias, gradient.Bias);
    }

    public void VisitState(IParameterVisitor visitor, bool isFrozen = false)
    {
        visitor.Visit(new("Weights", [Weights.GetLength(0), Weights.GetLength(1)], false), Flat(Weights), []);
        visitor.Visit(new("Bias", [Bias.Length], false), Bias, []);
    }

    private static double[,] Filled(int rows, int columns)
    {
        var weights = new double[rows, columns];
        var i = 0;
        foreach (ref var weight in Flat(weights))
        {
            weight = Math.Sin(++i) / 3;
        }

        return weights;
    }

    private static Span<double> Flat(double[,] matrix) =>
        matrix.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);

    public sealed class Gradient(Layer layer) : IGradient<Gradient>
    {
        public double[,] Weights = new double[layer.Weights.GetLength(0), layer.Weights.GetLength(1)];
        public float[] Bias = new float[layer.Bias.Length];

        public void Clear() => Scale(0);

        public void Add(Gradient other, double scale = 1) => throw new NotSupportedException();

        public void Scale(double factor)
        {
            foreach (ref var x in Flat(Weights))
            {
                x *= factor;
            }

            foreach (ref var x in Bias.AsSpan())
            {
                x *= (float)factor;
            }
        }

        public double SquaredNorm() => Weights.Cast<double>().Sum(x => x * x) + Bias.Sum(x => (double)x * x);
    }
}

internal struct Affine : IModel<Affine.Gradient>
{
    public double Slope;
    public float Offset;
    public double Unit;

    public void VisitParameters(IParameterVisitor visitor, ref Gradient gradient)
    {
        visitor.Visit(
            new("Slope", [], false), MemoryMarshal.CreateSpan(ref Slope, 1), MemoryMarshal.CreateSpan(ref gradient.Slope, 1));
        visitor.Visit(
            new("Offset", [], false), MemoryMarshal.CreateSpan(ref Offset, 1), MemoryMarshal.CreateSpan(ref gradient.Offset, 1));
    }

    public void VisitState(IParameterVisitor visitor, bool isFrozen = false)
    {
        visitor.Visit(new("Slope", [], false), MemoryMarshal.CreateSpan(ref Slope, 1), []);
        visitor.Visit(new("Offset", [], false), MemoryMarshal.CreateSpan(ref Offset, 1), []);
        visitor.Visit(new("Unit", [], true), MemoryMarshal.CreateSpan(ref Unit, 1), []);
    }

    public struct Gradient : IGradient<Gradient>
    {
        public double Slope;
        public float Offset;

        public void Clear() => this = default;

        public void Add(Gradient other, double scale = 1)
        {
            Slope += scale * other.Slope;
            Offset += (float)scale * other.Offset;
        }

        public void Scale(double factor)
        {
            Slope *= factor;
            Offset *= (float)factor;
        }

        public readonly double SquaredNorm() => Slope * Slope + (double)Offset * Offset;
    }
}

/// <summary>Shows whatever a test lists: models of any shape, also impossible ones.</summary>
internal sealed class Listed(params (string Name, Array Values)[] parameters) : IModel<Listed>
{
    public void VisitParameters(IParameterVisitor visitor, ref Listed gradient) => VisitState(visitor);

    public void VisitState(IParameterVisitor visitor, bool isFrozen = false)
    {
        foreach (var (name, values) in parameters)
        {
            var info = new ModelParameter(name, [values.Length], false);
            if (values is double[] doubles)
            {
                visitor.Visit(info, doubles, doubles);
            }
            else
            {
                visitor.Visit(info, (float[])values, (float[])values);
            }
        }
    }
}
