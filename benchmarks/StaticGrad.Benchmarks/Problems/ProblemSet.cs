namespace StaticGrad.Benchmarks.Problems;

/// <summary>The problems of the benchmarks, and small ones of the same kinds, of which every parameter is checked.</summary>
public static class ProblemSet
{
    public static GmmProblem LargeGmm() => new(d: 20, k: 50, n: 1000);

    public static GmmProblem MediumGmm() => new(d: 10, k: 25, n: 1000);

    public static LstmProblem Lstm() => new(layers: 2, characters: 1024, bits: 14);

    public static BundleAdjustmentProblem BundleAdjustment() => new(cameras: 49, points: 7776, observations: 31843);

    public static IEnumerable<Problem> FullSize() => [LargeGmm(), MediumGmm(), Lstm(), BundleAdjustment()];

    public static IEnumerable<Problem> Small()
        =>
        [
            new GmmProblem(d: 1, k: 1, n: 1),
            new GmmProblem(d: 4, k: 3, n: 20),
            new LstmProblem(layers: 1, characters: 2, bits: 1),
            new LstmProblem(layers: 3, characters: 12, bits: 7),
            new BundleAdjustmentProblem(cameras: 1, points: 1, observations: 1),
            new BundleAdjustmentProblem(cameras: 3, points: 5, observations: 14),
        ];
}
