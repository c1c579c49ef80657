using BenchmarkDotNet.Running;
using StaticGrad.Benchmarks.Suites;
using StaticGrad.Benchmarks.Checks;

// --check: verify the adjoints, measure nothing. --disassembly: compare the JIT's code of a method with and without markers. --short: a rough run of a minute or two. Anything else goes to
// BenchmarkDotNet, for example --filter '*Lstm*'.
if (Disassembly.IsChild(args))
{
    return Disassembly.RunChild();
}

if (args.Contains("--disassembly"))
{
    return Disassembly.Run() ? 0 : 1;
}

if (args.Contains("--check"))
{
    return GradientCheck.Run() ? 0 : 1;
}

var arguments = args.Where(argument => argument != "--short").ToList();
if (!arguments.Contains("--filter"))
{
    arguments.AddRange(["--filter", "*"]);
}

var config = BenchmarkConfig.Create(isShort: args.Contains("--short"));
// BenchmarkDotNet looks for the project from here upwards; the program may be run from anywhere.
Directory.SetCurrentDirectory(AppContext.BaseDirectory);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. arguments], config).ToList();
RatioSummary.Print(summaries);
var succeeded = EditSummary.Print(summaries) && summaries.Count > 0
    && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
return succeeded ? 0 : 1;
