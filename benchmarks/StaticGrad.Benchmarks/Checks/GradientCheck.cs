using StaticGrad.Benchmarks.Problems;

namespace StaticGrad.Benchmarks.Checks;

/// <summary>
/// Verifies what the benchmarks compare: the adjoint by hand against central differences, the generated one against
/// the one by hand, and the values of both against the method, bit for bit.
/// </summary>
internal static class GradientCheck
{
    private const int ParametersAtFullSize = 60;

    /// <summary>Of the leaf's largest gradient: central differences leave some nine digits at best.</summary>
    private const double DifferencesTolerance = 1e-5;

    /// <summary>Two exact adjoints differ by rounding only.</summary>
    private const double AdjointTolerance = 1e-10;

    public static bool Run()
    {
        var passes = true;
        foreach (var problem in ProblemSet.Small())
        {
            passes &= Check(problem, problem.ParameterCount);
        }

        foreach (var problem in ProblemSet.FullSize())
        {
            passes &= Check(problem, ParametersAtFullSize);
        }

        Console.WriteLine(passes ? "All checks pass." : "SOME CHECKS FAIL.");
        return passes;
    }

    private static bool Check(Problem problem, int parameters)
    {
        Console.WriteLine($"{problem.Name}: {problem.ParameterCount} parameters");
        problem.Method();
        var value = problem.TakeResult();

        var byHand = Gradients(problem, problem.ByHand);
        var passes = CheckContract(problem, "by hand", problem.ByHand, value, byHand);
        passes &= CheckDifferences(problem, byHand, parameters);
#if GENERATED
        var generated = Gradients(problem, problem.Generated);
        passes &= CheckContract(problem, "generated", problem.Generated, value, generated);
        for (var i = 0; i < problem.Leaves.Count; i++)
        {
            var error = Difference(generated[i], byHand[i]) / Scale(byHand, i);
            passes &= Report($"generated, {problem.Leaves[i].Name} against by hand", error, AdjointTolerance);
        }
#endif
        return passes;
    }

    private static bool CheckContract(
        Problem problem, string name, Func<double> adjoint, double[] value, double[][] gradients)
    {
        var passes = Report($"{name}, value bit for bit", SameBits(value, problem.TakeResult()));
        passes &= Report($"{name}, adds to its buffers", Accumulates(problem, adjoint, gradients));
        return passes & Report(
            $"{name}, zeroes the cotangents of what it overwrites",
            !problem.ConsumedCotangents.ContainsAnyExcept(0.0));
    }

    private static bool CheckDifferences(Problem problem, double[][] gradients, int parameters)
    {
        var passes = true;
        var random = new Random(4);
        for (var i = 0; i < problem.Leaves.Count; i++)
        {
            var leaf = problem.Leaves[i];
            var length = leaf.Values.Length;
            var indices = Enumerable.Range(0, length).ToArray();
            if (parameters < problem.ParameterCount)
            {
                random.Shuffle(indices);
                indices = indices[..Math.Min(length, parameters / problem.Leaves.Count)];
            }

            var scale = Scale(gradients, i);
            var error = indices.Max(index => Math.Abs(problem.CentralDifference(leaf, index) - gradients[i][index]));
            passes &= Report(
                $"by hand, {leaf.Name} against central differences ({indices.Length} of {length})",
                error / scale,
                DifferencesTolerance);
        }

        return passes;
    }

    private static double[][] Gradients(Problem problem, Func<double> adjoint)
    {
        problem.ClearGradients();
        adjoint();
        return [.. problem.Leaves.Select(leaf => (double[])leaf.Gradient.Clone())];
    }

    /// <summary>A second run on the same buffers must double them.</summary>
    private static bool Accumulates(Problem problem, Func<double> adjoint, double[][] once)
    {
        adjoint();
        return problem.Leaves
            .Select((leaf, i) => Difference(leaf.Gradient, [.. once[i].Select(g => 2 * g)]) / Scale(once, i))
            .All(error => error <= AdjointTolerance);
    }

    private static bool SameBits(double[] left, double[] right)
        => left.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(right.Select(BitConverter.DoubleToInt64Bits));

    private static double Difference(double[] actual, double[] expected)
        => actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max();

    /// <summary>
    /// What errors of a leaf are relative to: its largest gradient, unless that is nothing but rounding, as for the
    /// weight of an only component.
    /// </summary>
    private static double Scale(double[][] gradients, int leaf)
        => Math.Max(gradients[leaf].Max(Math.Abs), 1e-3 * gradients.Max(each => each.Max(Math.Abs)));

    private static bool Report(string what, double error, double tolerance)
    {
        // Not "error > tolerance": a NaN must fail.
        var passes = error <= tolerance;
        Console.WriteLine(FormattableString.Invariant($"  {(passes ? "ok  " : "FAIL")} {what}: {error:E1}"));
        return passes;
    }

    private static bool Report(string what, bool passes)
    {
        Console.WriteLine($"  {(passes ? "ok  " : "FAIL")} {what}");
        return passes;
    }
}
