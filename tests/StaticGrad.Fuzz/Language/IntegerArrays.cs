using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A name of an array or span of ints.</summary>
internal sealed class IntegersRead(IntegersVariable variable) : Node
{
    protected override string? Construct => null;

    public IntegersVariable Variable => variable;

    public static IntegersRead? Grow(Grower g, Func<IntegersVariable, bool> fits) =>
        g.Scope.IntegerArrays.Where(fits).ToList() is { Count: > 0 } fitting ? new IntegersRead(g.Choices.Of(fitting)) : null;

    public int[] Run(Machine machine) => machine.Frame.IntegerArrays[variable.Slot];

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

/// <summary>An index that is in range of an array of ints: (k &amp; 7) % n.Length, or a small literal, which nearly always is.</summary>
internal sealed class IntegersIndex(Integer operand, IntegersRead? wrapped) : Integer
{
    protected override string? Construct => null;

    public static Integer Grow(Grower g, IntegersRead array) => g.Choices.Chance(50)
        ? new IntegersIndex(new IntegerLiteral(g.Choices.Next(2)), null)
        : new IntegersIndex(g.Integer(1), array);

    public override int Run(Machine machine)
    {
        var value = operand.Run(machine);
        var length = wrapped?.Run(machine).Length;
        return length == 0 ? throw new ProgramException(typeof(DivideByZeroException)) : length is { } count ? (value & 7) % count : value;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (wrapped is null)
        {
            writer.Write($"{operand}");
        }
        else
        {
            writer.Write($"({operand} & 7) % {wrapped}.Length");
        }
    }
}

/// <summary>n[k]</summary>
internal sealed class IntegerElement(IntegersRead array, Integer index) : Integer
{
    public static Integer? Grow(Grower g) =>
        IntegersRead.Grow(g, _ => true) is { } array ? new IntegerElement(array, IntegersIndex.Grow(g, array)) : null;

    public override int Run(Machine machine)
    {
        var cells = array.Run(machine);
        var at = index.Run(machine);
        return (uint)at < (uint)cells.Length ? cells[at] : throw new ProgramException(typeof(IndexOutOfRangeException));
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{array}[{index}]");
}

/// <summary>n[k] = e, or n[k] += e.</summary>
internal sealed class IntegerStore(IntegersRead array, Integer index, Integer value, bool isSum) : Statement
{
    public static Statement? Grow(Grower g) => IntegersRead.Grow(g, variable => variable is { Origin.IsWritable: true, Kind: not ViewKind.ReadOnlySpan }) is { } array
        ? new IntegerStore(array, IntegersIndex.Grow(g, array), new IntegerArithmetic("&", g.Integer(2), new IntegerLiteral(3)), g.Choices.Chance(40))
        : null;

    protected override Flow RunCore(Machine machine)
    {
        var cells = array.Run(machine);
        var at = index.Run(machine);
        if (isSum || array.Variable.Kind != ViewKind.Array)
        {
            // An array checks when it stores; a span, and a sum, before the right side is computed.
            CheckRange(cells, at);
        }

        var old = isSum ? cells[at] : 0;
        var added = value.Run(machine);
        CheckRange(cells, at);
        cells[at] = machine.Integer((long)old + added);
        return Flow.Next;
    }

    private static void CheckRange(int[] cells, int at)
    {
        if ((uint)at >= (uint)cells.Length)
        {
            throw new ProgramException(typeof(IndexOutOfRangeException));
        }
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{array}[{index}] {(isSum ? "+=" : "=")} {value};");
}

/// <summary>int[] n = { 1, k }; or one of zeros.</summary>
internal sealed class NewIntegerArray(IntegersVariable target, Integer[]? elements, int length) : Statement
{
    public static Statement Grow(Grower g)
    {
        var elements = g.Choices.Chance(60) ? new Integer[2 + g.Choices.Next(2)] : null;
        for (var i = 0; i < elements?.Length; i++)
        {
            elements[i] = g.Integer(1);
        }

        var length = 2 + g.Choices.Next(3);
        return new NewIntegerArray(g.Scope.AddIntegers(ViewKind.Array, new Origin(IsWritable: true, IsLocal: true)), elements, length);
    }

    protected override Flow RunCore(Machine machine)
    {
        machine.Frame.IntegerArrays[target.Slot] = elements is null ? new int[length] : [.. elements.Select(element => element.Run(machine))];
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (elements is null)
        {
            writer.Line($"var {target.Name} = new int[{length}];");
        }
        else
        {
            writer.Line($"int[] {target.Name} = {{ {elements} }};");
        }
    }
}
