using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Growing;

/// <summary>A program with points to run it at.</summary>
internal sealed class RandomProgram
{
    private readonly IReadOnlyList<Method> _helpers;

    /// <param name="name">The type of the method under test, and the file.</param>
    /// <param name="entry">The method under test.</param>
    /// <param name="leaves">The parameters (or this) that have gradient arguments, in their order.</param>
    /// <param name="retained">The locals whose gradients are kept.</param>
    /// <param name="models">The model types.</param>
    /// <param name="helpers">The methods that may be called.</param>
    /// <param name="points">Arguments.</param>
    public RandomProgram(
        string name,
        Method entry,
        IReadOnlyList<Parameter> leaves,
        IReadOnlyList<Retain> retained,
        IReadOnlyList<ModelDefinition> models,
        IReadOnlyList<Method> helpers,
        IReadOnlyList<object[]> points)
    {
        Name = name;
        Entry = entry;
        Leaves = leaves;
        Retained = retained;
        Points = points;
        var reached = Reached(entry, helpers);
        var (called, fields) = (reached.Called, reached.Fields);
        _helpers = [.. helpers.Where(called.Contains)];
        Models = [.. models.Where(model => IsUsed(model))];
        var writer = new SourceWriter();
        HasStatics = fields.Any(field => field.Contains(Statics.Reset, StringComparison.Ordinal));
        Print(writer, fields, [entry, .. called]);
        Text = writer.ToString();
        if (points.Any(point => point.Any(Inputs.HasMissing)))
        {
            writer.Constructs.Add("MissingPart");
        }

        if (points.Any(point => point.Any(Inputs.HasMissingArray)))
        {
            writer.Constructs.Add("MissingArray");
        }

        Constructs = writer.Constructs;
        Functions = writer.Functions;
        MayCopyArrays = writer.MayCopyArrays;
        PassesPlaces = writer.PassesPlaces
            || writer.GivenTablePlaces.Any(method => Reached(method, helpers).Constructs.Overlaps([nameof(Touch), nameof(TableStore)]));
        Offences = writer.Offences;
    }

    public string Name { get; }

    /// <summary>Whether it has storage that starts anew at each run.</summary>
    public bool HasStatics { get; }

    public Method Entry { get; }

    public IReadOnlyList<Parameter> Leaves { get; }

    public IReadOnlyList<Retain> Retained { get; }

    public IReadOnlyList<object[]> Points { get; }

    /// <summary>The cotangent of the result.</summary>
    public required double Seed { get; init; }

    /// <summary>Whether it is compiled so that integer arithmetic that overflows throws.</summary>
    public required bool ChecksOverflow { get; init; }

    /// <summary>The program as a user writes it.</summary>
    public string Text { get; }

    public IReadOnlySet<string> Constructs { get; }

    public IReadOnlySet<string> Functions { get; }

    /// <inheritdoc cref="SourceWriter.Offences"/>
    public IReadOnlyList<(int First, int Last)> Offences { get; }

    /// <inheritdoc cref="SourceWriter.MayCopyArrays"/>
    public bool MayCopyArrays { get; }

    /// <inheritdoc cref="SourceWriter.PassesPlaces"/>
    public bool PassesPlaces { get; }

    /// <summary>The parameter list of the harness: this, then the parameters.</summary>
    public IReadOnlyList<Parameter> Arguments =>
        [.. Entry.This is { } self ? [new Parameter(self)] : Array.Empty<Parameter>(), .. Entry.Parameters];

    public IReadOnlyList<ModelDefinition> Models { get; }

    /// <summary>A method and the helpers that it comes to, printed: which they are, and what stands in them.</summary>
    private static SourceWriter Reached(Method method, IReadOnlyList<Method> helpers)
    {
        var scratch = new SourceWriter();
        method.Print(scratch);
        var printed = new HashSet<Method>();
        while (helpers.FirstOrDefault(helper => scratch.Called.Contains(helper) && printed.Add(helper)) is { } called)
        {
            called.Print(scratch);
        }

        return scratch;
    }

    private bool IsUsed(ModelDefinition definition) => Arguments
        .Concat(_helpers.SelectMany(helper => helper.Parameters))
        .Any(parameter => parameter.Variable is ModelVariable model && Contains(model.Definition, definition));

    private static bool Contains(ModelDefinition model, ModelDefinition part) =>
        model == part || model.Members.Any(member => member.Model is { } inner && Contains(inner, part));

    private void Print(SourceWriter writer, IEnumerable<string> fields, HashSet<Method> methods)
    {
        writer.Line($"using System;");
        writer.Line($"using StaticGrad;");
        writer.EndLine();
        writer.Line($"public static partial class {Name}");
        writer.Braces(() =>
        {
            foreach (var field in fields)
            {
                writer.Line($"{field}");
            }

            foreach (var model in Models)
            {
                model.Print(writer, methods);
                writer.EndLine();
            }

            PrintMethods(writer, _helpers.Where(helper => helper is { This: null, Home: null }));
            if (Entry.This is null)
            {
                Entry.Print(writer);
            }

            if (_helpers.Any(helper => helper.Home is not null))
            {
                writer.EndLine();
                writer.Line($"public static class Other");
                writer.Braces(() => PrintMethods(writer, _helpers.Where(helper => helper.Home is not null)));
            }
        });
        PrintShape(writer.Constructs);
    }

    private static void PrintMethods(SourceWriter writer, IEnumerable<Method> methods)
    {
        foreach (var method in methods)
        {
            method.Print(writer);
            writer.EndLine();
        }
    }

    /// <summary>What stands in the heads of methods.</summary>
    private void PrintShape(SortedSet<string> constructs)
    {
        constructs.Add(Entry.Result == ResultKind.None ? "VoidMethod" : Entry.IsFloat ? "FloatResult" : "DoubleResult");
        if (Entry.Attribute!.Contains('"'))
        {
            constructs.Add("LeafSelection");
        }

        if (Entry.Result != ResultKind.None && Entry.Writes)
        {
            constructs.Add("InOutBuffer");
        }

        foreach (var parameter in Arguments)
        {
            constructs.Add("Parameter:" + (parameter.Variable is ModelVariable ? "Model" : parameter.Type));
        }
    }
}
