using System.Globalization;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal sealed class ViewRead(ViewVariable variable) : ViewNode(variable.Kind, variable.IsFloat, variable.Origin)
{
    protected override string? Construct => null;

    public ViewVariable Variable => variable;

    public override View Run(Machine machine) => machine.Frame.Views[variable.Slot];

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

/// <summary>A static array, which is a constant, or null.</summary>
internal sealed class StaticArray(bool isFloat, bool isMissing) : ViewNode(ViewKind.Array, isFloat, new Origin(IsWritable: false, IsLocal: false))
{
    private static readonly double[] Values = [1.5, -0.75, 0.25];

    protected override string Construct => isMissing ? "MissingStatic" : "StaticArray";

    public override View Run(Machine machine) =>
        View.Of(new Storage(IsFloat, isMissing ? [] : [.. Values.Select(value => new Num(value))], isMissing: isMissing));

    protected override void PrintCore(SourceWriter writer)
    {
        var suffix = IsFloat ? "f" : "";
        if (isMissing)
        {
            writer.Fields.Add($"private static readonly {TypeNames.Of(IsFloat)}[] None{suffix} = null!;");
            writer.Append("None" + suffix);
            return;
        }

        var name = IsFloat ? "TableF" : "Table";
        var values = string.Join(", ", Values.Select(value => value.ToString(CultureInfo.InvariantCulture) + suffix));
        writer.Fields.Add($"private static readonly {TypeNames.Of(IsFloat)}[] {name} = {{ {values} }};");
        writer.Append(name);
    }
}

/// <summary>How a part of an array or span is written.</summary>
internal enum SliceForm
{
    AsSpan,
    Slice,
    Range,
}

/// <summary>A part of an array or a span.</summary>
internal sealed class Slice(ViewNode view, Integer start, Integer? length, SliceForm form)
    : ViewNode(view.Kind == ViewKind.ReadOnlySpan ? ViewKind.ReadOnlySpan : ViewKind.Span, view.IsFloat, view.Origin)
{
    protected override string Construct => form switch
    {
        SliceForm.AsSpan => "AsSpan",
        SliceForm.Slice => "Slice",
        _ => "Range",
    };

    /// <summary>A part that begins at a constant, so that most views are long enough for it.</summary>
    public static Slice Grow(Grower g, ViewNode view)
    {
        var start = g.Choices.Next(3);
        Integer? length = g.Choices.Chance(50) ? null
            : g.Choices.Chance(70) ? new IntegerLiteral(1 + g.Choices.Next(2))
            : new IntegerArithmetic("-", new LengthOf(view), new IntegerLiteral(start));
        var form = view.Kind == ViewKind.Array ? SliceForm.AsSpan
            : length is null or IntegerLiteral && g.Choices.Chance(50) ? SliceForm.Range
            : SliceForm.Slice;
        return new Slice(view, new IntegerLiteral(start), length, form);
    }

    public override View Run(Machine machine)
    {
        var memory = view.Run(machine).As(Kind);
        var first = start.Run(machine);
        var count = length?.Run(machine) ?? memory.Length - first;
        return memory.Slice(first, count);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (form == SliceForm.Range)
        {
            writer.Write($"{view}[{start}..");
            if (length is not null)
            {
                writer.Write($"({start} + {length})");
            }

            writer.Append("]");
            return;
        }

        writer.Write($"{view}.{(form == SliceForm.AsSpan ? "AsSpan" : "Slice")}({start}");
        if (length is not null)
        {
            writer.Write($", {length}");
        }

        writer.Append(")");
    }
}

/// <summary>var s = a.AsSpan(1, 2); and other names for the storage of a view.</summary>
internal sealed class ViewDeclaration(ViewVariable target, ViewNode value, bool isTyped) : Statement
{
    protected override string Construct => value is Slice or DetachedView ? "SliceLocal" : "AliasLocal";

    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        if (g.View(isFloat, depth: 1) is not { } view)
        {
            return null;
        }

        view = g.Choices.Next(5) switch
        {
            < 2 => Slice.Grow(g, view),
            2 => DetachedView.Of(view),
            _ => view,
        };
        var kind = view.Kind;
        var isTyped = g.Choices.Chance(50);
        if (isTyped && g.Choices.Chance(50))
        {
            // An implicit conversion, from an array to a span or on to a read-only one.
            kind = kind == ViewKind.Array && g.Choices.Chance(50) ? ViewKind.Span : ViewKind.ReadOnlySpan;
        }

        return new ViewDeclaration(g.Scope.AddView(kind, isFloat, view.Origin), view, isTyped);
    }

    protected override Flow RunCore(Machine machine)
    {
        machine.Frame.Views[target.Slot] = value.Run(machine).As(target.Kind);
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) =>
        writer.Line($"{(isTyped ? TypeNames.Of(target.Kind, target.IsFloat) : "var")} {target.Name} = {value};");
}

/// <summary>A new local array: of a length, or of its elements.</summary>
internal sealed class NewArray(ViewVariable target, Integer? length, Number[]? elements) : Statement
{
    protected override string Construct => elements is null ? "NewArray" : "ArrayInitialiser";

    public static Statement Grow(Grower g) => Grow(g, g.UsesFloats && g.Choices.Chance(30));

    public static Statement Grow(Grower g, bool isFloat)
    {
        Integer? length = null;
        Number[]? elements = null;
        if (g.Choices.Chance(60))
        {
            length = g.Choices.Next(3) switch
            {
                0 => new IntegerLiteral(2 + g.Choices.Next(4)),
                1 when g.View(isFloat, depth: 1) is { } view => new LengthOf(view),
                _ => new IntegerArithmetic("+", new IntegerArithmetic("&", g.Integer(1), new IntegerLiteral(3)), new IntegerLiteral(2)),
            };
        }
        else
        {
            elements = new Number[2 + g.Choices.Next(2)];
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = g.Number(isFloat, 2);
            }
        }

        return new NewArray(
            g.Scope.AddView(ViewKind.Array, isFloat, new Origin(IsWritable: true, IsLocal: true)), length, elements);
    }

    protected override Flow RunCore(Machine machine)
    {
        var cells = elements is null ? new Num[length!.Run(machine)] : new Num[elements.Length];
        for (var i = 0; i < elements?.Length; i++)
        {
            cells[i] = machine.Assigned(elements[i].Run(machine));
        }

        machine.Frame.Views[target.Slot] = View.Of(new Storage(target.IsFloat, cells));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        var type = TypeNames.Of(target.IsFloat);
        if (elements is null)
        {
            writer.Line($"var {target.Name} = new {type}[{length!}];");
        }
        else
        {
            writer.Line($"{type}[] {target.Name} = {{ {elements} }};");
        }
    }
}

/// <summary>Clear and Fill of a span.</summary>
internal sealed class FillOrClear(ViewNode view, Number? value) : Statement
{
    protected override string Construct => value is null ? "Clear" : "Fill";

    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        if (g.WritableView(isFloat) is not { } view)
        {
            return null;
        }

        view = view.Kind == ViewKind.Array || g.Choices.Chance(40) ? Language.Slice.Grow(g, view) : view;
        return new FillOrClear(view, g.Choices.Chance(60) ? g.Number(isFloat, 2) : null);
    }

    protected override Flow RunCore(Machine machine)
    {
        var memory = view.Run(machine);
        var filling = value?.Run(machine) ?? new Num(0);
        for (var i = 0; i < memory.Length; i++)
        {
            memory.Store(machine, i, filling);
        }

        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (value is null)
        {
            writer.Line($"{view}.Clear();");
        }
        else
        {
            writer.Line($"{view}.Fill({value});");
        }
    }
}

internal static class TypeNames
{
    public static string Of(bool isFloat) => isFloat ? "float" : "double";

    public static string Of(ViewKind kind, bool isFloat) => Of(kind, Of(isFloat));

    public static string OfIntegers(ViewKind kind) => Of(kind, "int");

    private static string Of(ViewKind kind, string element) => kind switch
    {
        ViewKind.Array => element + "[]",
        ViewKind.Span => $"Span<{element}>",
        _ => $"ReadOnlySpan<{element}>",
    };
}
