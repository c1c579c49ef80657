using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;
using Compiler = StaticGrad.Generator.Tests.Harness.Programs;

namespace StaticGrad.Mutation.Tests;

/// <summary>
/// The tests of StaticGrad.Tests that run derivatives, compiled here, so that the compiler as it is now differentiates their programs.
/// </summary>
internal static class NumericSuite
{
    private static readonly string[] Sources =
    [
        "Programs", "Samples", "Harness", "Models/HandWritten.cs", "Models/ModelPrograms.cs", "Models/ModelTests.cs", "Models/State.cs",
        "GradientTests.cs", "BadInputTests.cs",
    ];

    /// <summary>Two threads find nothing that a changed compiler would do, and take their time.</summary>
    private static readonly string[] LeftOut = ["TwoThreadsGetWhatOneGets"];

    /// <summary>Parsed once: no mutant changes them.</summary>
    private static readonly IReadOnlyList<SyntaxTree> Trees =
    [
        .. Sources.SelectMany(Files)
            .Concat(Files("Programs").Where(path => !path.EndsWith(".NoDual.cs", StringComparison.Ordinal)).Select(DualOf))
            .Select(path => Compiler.Parse(File.ReadAllText(path), path)),
    ];

    /// <summary>Each method runs a few times only: making it fast would be most of the work.</summary>
    private static readonly CSharpCompilation Input = WithDebugging(Compiler.Compile(Trees)).AddReferences(
        MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));

    public static void Run()
    {
        var run = GeneratorRun.Of(Input);
        Assert.Null(run.Exception);
        var tests =
            from type in run.Load().GetTypes()
            from method in type.GetMethods()
            where method.GetCustomAttributes<FactAttribute>().Any() && !LeftOut.Contains(method.Name)
            from arguments in Arguments(method)
            select (method, arguments);
        var count = 0;
        foreach (var (method, arguments) in tests)
        {
            method.Invoke(Activator.CreateInstance(method.DeclaringType!), BindingFlags.DoNotWrapExceptions, null, Converted(arguments, method), null);
            count++;
        }

        Assert.True(count > 1000, $"{count} tests were found");
    }

    /// <summary>As xUnit does: the numbers of an attribute may be of another type than the parameter.</summary>
    private static object?[]? Converted(object?[]? arguments, MethodInfo method) => arguments?
        .Select((argument, i) => method.GetParameters()[i].ParameterType is { IsPrimitive: true } type && argument is IConvertible && argument.GetType() != type
            ? Convert.ChangeType(argument, type, CultureInfo.InvariantCulture)
            : argument)
        .ToArray();

    private static CSharpCompilation WithDebugging(CSharpCompilation compilation) =>
        compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Debug));

    private static IEnumerable<string> Files(string source)
    {
        var path = Path.Combine(Repository.Root, "tests", "StaticGrad.Tests", source);
        return File.Exists(path) ? [path] : Directory.GetFiles(path, "*.cs").Order(StringComparer.Ordinal);
    }

    private static string DualOf(string program) => Path.Combine(Repository.Metadata("DualFolder"), Path.GetFileName(program));

    /// <summary>The rows of a theory; one row without anything for a fact.</summary>
    private static IEnumerable<object?[]> Arguments(MethodInfo method) =>
        method.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data)
            .Concat(method.GetCustomAttributes<MemberDataAttribute>()
                .SelectMany(member => (IEnumerable<object?[]>)method.DeclaringType!.GetProperty(member.MemberName)!.GetValue(null)!))
            .DefaultIfEmpty([]);
}
