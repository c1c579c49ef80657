using System.Diagnostics;

namespace CurveFit;

/// <summary>The two minimisers of MathNet.Numerics that are compared.</summary>
public enum Method
{
    /// <summary>Uses the Jacobian of the model: <see cref="CurveFit.LevenbergMarquardt"/>.</summary>
    LevenbergMarquardt,

    /// <summary>Uses the gradient of the sum of squares: <see cref="CurveFit.Bfgs"/>.</summary>
    Bfgs,
}

/// <summary>One problem, fitted by one method from one starting point.</summary>
/// <param name="Problem">What was fitted.</param>
/// <param name="Method">The minimiser.</param>
/// <param name="Start">The number of the starting point: 1 or 2.</param>
/// <param name="Solution">What the minimiser found.</param>
/// <param name="Digits">How many digits of the worst parameter are right; see <see cref="CorrectDigits"/>.</param>
/// <param name="Time">Wall-clock time of this one fit.</param>
public sealed record Fit(Problem Problem, Method Method, int Start, Solution Solution, double Digits, TimeSpan Time)
{
    /// <summary>The certified parameters have this many digits: more cannot be confirmed.</summary>
    public const double CertifiedDigits = 11;

    /// <summary>A fit with fewer right digits than this in some parameter counts as not having arrived.</summary>
    public const double Goal = 6;

    /// <summary>Whether every parameter is right to <see cref="Goal"/> digits.</summary>
    public bool ReachesGoal => Digits >= Goal;

    /// <summary>Fits every problem by both methods from both starting points.</summary>
    /// <param name="problems">What to fit.</param>
    /// <param name="progress">Told after each fit which part of all of them is done, from 0 to 1.</param>
    public static IReadOnlyList<Fit> RunAll(IReadOnlyList<Problem> problems, Action<double>? progress = null)
    {
        var plan =
            from problem in problems
            from method in Enum.GetValues<Method>()
            from start in Enumerable.Range(1, problem.Data.Starts.Count)
            select (problem, method, start);

        var all = plan.ToList();
        var fits = new List<Fit>();
        foreach (var (problem, method, start) in all)
        {
            fits.Add(Run(problem, method, start));
            progress?.Invoke((double)fits.Count / all.Count);
        }

        return fits;
    }

    /// <summary>Fits one problem.</summary>
    /// <param name="problem">What to fit.</param>
    /// <param name="method">The minimiser.</param>
    /// <param name="start">The number of the starting point: 1 or 2.</param>
    public static Fit Run(Problem problem, Method method, int start)
    {
        var from = problem.Data.Starts[start - 1];
        var clock = Stopwatch.StartNew();
        var solution = method switch
        {
            Method.LevenbergMarquardt => LevenbergMarquardt.Solve(problem, from),
            Method.Bfgs => Bfgs.Solve(problem, from),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a method"),
        };
        var time = clock.Elapsed;
        return new Fit(problem, method, start, solution, CorrectDigits(solution.B, problem.Data.Certified), time);
    }

    /// <summary>
    /// NIST's measure, the log relative error: -log10(|b - c| / |c|) of the worst parameter, from 0 to
    /// <see cref="CertifiedDigits"/>.
    /// </summary>
    public static double CorrectDigits(ReadOnlySpan<double> b, ReadOnlySpan<double> certified)
    {
        var worst = CertifiedDigits;
        for (var i = 0; i < certified.Length; i++)
        {
            var error = Math.Abs(b[i] - certified[i]) / Math.Abs(certified[i]);
            worst = Math.Min(worst, -Math.Log10(error)); // NaN, once there, stays
        }

        return worst > 0 ? worst : 0;
    }
}
