using CurveFit;
using Xunit;

namespace StaticGrad.Samples.Tests;

/// <summary>The main job: NIST's certified parameters from generated gradients.</summary>
public sealed class CurveFitTests
{
    private static readonly IReadOnlyList<Problem> Problems = Problem.LoadAll();

    public static TheoryData<string, int> LevenbergMarquardtFits()
    {
        var data = new TheoryData<string, int>();
        foreach (var problem in Problems)
        {
            data.Add(problem.Data.Name, 1);
            data.Add(problem.Data.Name, 2);
        }

        return data;
    }

    [Fact]
    public void There_are_five_sets() => Assert.Equal(5, Problems.Count);

    [Theory]
    [MemberData(nameof(LevenbergMarquardtFits))]
    public void Levenberg_Marquardt_reaches_six_digits(string set, int start)
    {
        var fit = Fit.Run(Problems.Single(problem => problem.Data.Name == set), Method.LevenbergMarquardt, start);
        Assert.True(fit.ReachesGoal, $"{set} from start {start}: {fit.Digits:F1} digits");
    }
}
