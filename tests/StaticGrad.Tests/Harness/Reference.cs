using StaticGrad.Tests.Duals;

namespace StaticGrad.Tests.Harness;

/// <summary>
/// Derivatives by other means than the generated code, of the product of a cotangent with everything that a program
/// results in: its value and its output buffers.
/// </summary>
internal sealed class Reference(Subject subject, double seed, Func<Slot, int, double> cotangent)
{
    /// <summary>Whether there is a function in double to take differences of: a float program needs its dual version.</summary>
    public bool HasDifferences => !subject.IsSingle || subject.HasDual;

    /// <summary>The derivative by forward mode.</summary>
    public double ByDual(Slot slot, int element)
    {
        var arguments = DualArguments();
        Add(arguments, slot, element, new Dual(0, 1));
        var (_, tangent) = RunDual(arguments);
        return tangent;
    }

    /// <summary>The derivative by central differences, and an estimate of its error.</summary>
    public (double Value, double Error) ByDifferences(Slot slot, int element) => Ridders(step =>
    {
        if (subject.IsSingle)
        {
            var duals = DualArguments();
            Add(duals, slot, element, step);
            return RunDual(duals).Value;
        }

        var arguments = subject.FreshArguments();
        if (slot.IsScalar)
        {
            arguments[slot.Index] = (double)arguments[slot.Index]! + step;
        }
        else
        {
            ((double[])arguments[slot.Index]!)[element] += step;
        }

        return Dot(subject.Run(arguments), arguments);
    });

    private double Dot(double value, object?[] arguments)
    {
        var sum = subject.HasResult ? seed * value : 0;
        foreach (var slot in subject.Slots.Where(slot => slot.IsWritten))
        {
            sum += Subject.Numbers(arguments[slot.Index]!).Select((item, i) => cotangent(slot, i) * item).Sum();
        }

        return sum;
    }

    private object?[] DualArguments() => [.. subject.FreshArguments().Select(argument => argument switch
    {
        double number => (Dual)number,
        float number => (Dual)number,
        double[] array => Array.ConvertAll(array, item => (Dual)item),
        float[] array => Array.ConvertAll(array, item => (Dual)item),
        _ => argument,
    })];

    private static void Add(object?[] arguments, Slot slot, int element, Dual step)
    {
        if (slot.IsScalar)
        {
            arguments[slot.Index] = (Dual)arguments[slot.Index]! + step;
        }
        else
        {
            var array = (Dual[])arguments[slot.Index]!;
            array[element] += step;
        }
    }

    private (double Value, double Tangent) RunDual(object?[] arguments)
    {
        var result = subject.RunDual(arguments);
        var (value, tangent) = subject.HasResult ? (seed * result.Value, seed * result.Tangent) : (0, 0);
        foreach (var slot in subject.Slots.Where(slot => slot.IsWritten))
        {
            var array = (Dual[])arguments[slot.Index]!;
            for (var i = 0; i < array.Length; i++)
            {
                value += cotangent(slot, i) * array[i].Value;
                tangent += cotangent(slot, i) * array[i].Tangent;
            }
        }

        return (value, tangent);
    }

    /// <summary>
    /// Ridders' method: central differences with steps that halve, extrapolated to step zero; the best of the table, judged
    /// by how much neighbours differ. A branch that a long step crosses spoils the first rows only.
    /// </summary>
    private static (double Value, double Error) Ridders(Func<double, double> at)
    {
        const int rows = 13;
        var table = new double[rows, rows];
        var (best, error) = (double.NaN, double.PositiveInfinity);
        for (var i = 0; i < rows; i++)
        {
            var step = Math.ScaleB(1, -4 - i);
            table[0, i] = (at(step) - at(-step)) / (2 * step);
            for (var j = 1; j <= i; j++)
            {
                var weight = Math.ScaleB(1, 2 * j);
                table[j, i] = (table[j - 1, i] * weight - table[j - 1, i - 1]) / (weight - 1);
                var difference = Math.Max(
                    Math.Abs(table[j, i] - table[j - 1, i]), Math.Abs(table[j, i] - table[j - 1, i - 1]));
                if (difference <= error)
                {
                    (best, error) = (table[j, i], difference);
                }
            }
        }

        return (best, error);
    }
}
