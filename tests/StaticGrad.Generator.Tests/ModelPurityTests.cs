using System.Reflection;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// What the pipeline keeps between runs is plain data: a symbol, node or location in it would hold whole compilations in
/// memory and compare unequal after each edit.
/// </summary>
public sealed class ModelPurityTests
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxToken), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location),
        typeof(Compilation), typeof(SemanticModel), typeof(IOperation), typeof(AttributeData), typeof(Diagnostic), typeof(Delegate),
    ];

    private static readonly string[] Steps =
        [DifferentiableGenerator.Steps.Lower, DifferentiableGenerator.Steps.Compile, DifferentiableGenerator.Steps.Model, DifferentiableGenerator.Steps.Shared];

    [Fact]
    public void No_type_reachable_from_a_tracked_step_holds_compiler_objects()
    {
        var offences = new List<string>();
        foreach (var type in Reachable(OutputTypes()))
        {
            offences.AddRange(Fields(type)
                .Where(field => Parts(field.FieldType).Any(part => Forbidden.Any(forbidden => forbidden.IsAssignableFrom(part))))
                .Select(field => $"{type.Name}.{field.Name} is {field.FieldType.Name}"));
        }

        Assert.Empty(offences);
    }

    [Fact]
    public void Every_reachable_type_has_value_equality()
    {
        var offences = Reachable(OutputTypes())
            .Where(type => type.Assembly == typeof(DifferentiableGenerator).Assembly && type is { IsEnum: false, IsAbstract: false, IsArray: false })
            .Where(type => type.GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType == typeof(object)
                || type.GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType == typeof(ValueType))
            .Select(type => type.Name);
        Assert.Empty(offences);
    }

    [Fact]
    public void No_type_reachable_from_a_tracked_step_compares_its_items_by_reference()
    {
        var offences = Reachable(OutputTypes())
            .Where(type => type.Assembly == typeof(DifferentiableGenerator).Assembly && !type.Name.StartsWith("EquatableArray", StringComparison.Ordinal))
            .SelectMany(type => Fields(type).Where(field => IsCollection(field.FieldType)).Select(field => $"{type.Name}.{field.Name}"));
        Assert.Empty(offences);
    }

    [Fact]
    public void The_walk_reaches_the_representation()
    {
        var names = Reachable(OutputTypes()).Select(type => type.Name).ToHashSet();
        Assert.Empty(new[] { "Unit", "MethodIr", "Assign", "For", "Intrinsic", "Variable", "Finding", "CompiledUnit" }.Except(names));
    }

    private static IEnumerable<Type> OutputTypes()
    {
        const string Source =
            """
            [Differentiable]
            public partial class Model
            {
                public double Weight;
            }

            public static partial class Program
            {
                [Differentiable]
                public static double F(double x, int n) => Power(x, n) * x;

                private static double Power(double x, int n) => n == 0 ? 1 : Power(x, n - 1) * x;
            }
            """;
        var result = GeneratorRun.CreateDriver(trackSteps: true)
            .RunGenerators(Programs.Compile(Source)).GetRunResult().Results.Single();
        Assert.Empty(Steps.Except(result.TrackedSteps.Keys));
        var outputs = Steps.SelectMany(step => result.TrackedSteps[step]).SelectMany(run => run.Outputs).Select(output => output.Value.GetType());
        return outputs.Distinct();
    }

    /// <summary>Types of fields, of type arguments, and everything that derives from them in the generator.</summary>
    private static HashSet<Type> Reachable(IEnumerable<Type> roots)
    {
        var types = typeof(DifferentiableGenerator).Assembly.GetTypes();
        var seen = new HashSet<Type>();
        var pending = new Queue<Type>(roots);
        while (pending.TryDequeue(out var type))
        {
            if (!seen.Add(type) || type.IsPrimitive || type == typeof(string))
            {
                continue;
            }

            var isOurs = type.Assembly == typeof(DifferentiableGenerator).Assembly;
            var fields = isOurs || Parts(type).Count() > 1 ? Fields(type).SelectMany(field => Parts(field.FieldType)) : [];
            foreach (var next in fields.Concat(Parts(type)).Concat(isOurs ? types.Where(other => other != type && type.IsAssignableFrom(other)) : []))
            {
                pending.Enqueue(next);
            }
        }

        return seen;
    }

    /// <summary>The type itself, its elements' type and its type arguments.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        yield return type;
        foreach (var part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            foreach (var inner in Parts(part))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool IsCollection(Type type) =>
        type != typeof(string)
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
        && !type.Name.StartsWith("EquatableArray", StringComparison.Ordinal);
}
