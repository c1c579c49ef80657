using BenchmarkDotNet.Attributes;
using StaticGrad.Benchmarks.Problems;

namespace StaticGrad.Benchmarks.Suites;

[BenchmarkCategory("GMM d=20 K=50 n=1000")]
public class LargeGmmBenchmarks : ObjectiveBenchmarks
{
    protected override Problem Create() => ProblemSet.LargeGmm();
}

[BenchmarkCategory("GMM d=10 K=25 n=1000")]
public class MediumGmmBenchmarks : ObjectiveBenchmarks
{
    protected override Problem Create() => ProblemSet.MediumGmm();
}

[BenchmarkCategory("LSTM l=2 c=1024")]
public class LstmBenchmarks : ObjectiveBenchmarks
{
    protected override Problem Create() => ProblemSet.Lstm();
}

[BenchmarkCategory("BA 31,843 observations")]
public class BundleAdjustmentBenchmarks : ObjectiveBenchmarks
{
    protected override Problem Create() => ProblemSet.BundleAdjustment();
}
