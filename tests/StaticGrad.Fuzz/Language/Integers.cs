using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal sealed class IntegerLiteral(int value) : Integer
{
    protected override string? Construct => null;

    public static Integer Grow(Grower g) => new IntegerLiteral(g.Choices.Next(4));

    public override int Run(Machine machine) => value;

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{value}");
}

internal sealed class IntegerRead(IntegerVariable variable) : Integer
{
    protected override string? Construct => null;

    public override int Run(Machine machine) => machine.Frame.Integers[variable.Slot];

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

internal sealed class LengthOf(ViewNode view) : Integer
{
    public static Integer? Grow(Grower g, int depth) =>
        (g.View(false, depth) ?? g.View(true, depth)) is { } view ? new LengthOf(view) : null;

    public override int Run(Machine machine) => view.Run(machine).Length;

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{view}.Length");
}

/// <summary>+, -, *, /, %, &amp;, |, ^ of two ints; small, so that they stay indices.</summary>
internal sealed class IntegerArithmetic(string operation, Integer left, Integer right) : Integer
{
    private static readonly string[] Operations = ["+", "-", "*", "%", "/", "&", "|", "^", "<<", ">>"];

    public static Integer Grow(Grower g, int depth)
    {
        var operation = g.Choices.Of(Operations);
        var right = operation is "%" or "/" or "<<" or ">>"
            ? new IntegerLiteral(1 + g.Choices.Next(3))
            : g.Integer(depth - 1);
        return new IntegerArithmetic(operation, g.Integer(depth - 1), right);
    }

    public override int Run(Machine machine)
    {
        long a = left.Run(machine);
        var b = right.Run(machine);
        return machine.Integer(operation switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "%" => a % b,
            "&" => a & b,
            "|" => (int)a | b,
            "^" => a ^ b,
            "<<" => (int)a << b,
            _ => a >> b,
        });
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({left} {operation} {right})");
}

/// <summary>An index that is in range of a view, whatever the operand.</summary>
internal sealed class WrappedIndex(Integer operand, ViewNode view) : Integer
{
    public override int Run(Machine machine)
    {
        var value = operand.Run(machine);
        var length = view.Run(machine).Length;
        return length == 0 ? throw new ProgramException(typeof(DivideByZeroException)) : (value & 7) % length;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({operand} & 7) % {view}.Length");
}

/// <summary>A number turned into an int: no gradient passes.</summary>
internal sealed class ToInteger(Number operand) : Integer
{
    public static Integer Grow(Grower g, int depth) => new ToInteger(g.Number(false, depth - 1));

    public override int Run(Machine machine)
    {
        // The text detaches the operand: what it computes is a constant.
        var value = (int)operand.Run(machine).Value;
        machine.Mark(value);
        return value;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"(int)({operand})");
}

/// <summary>k++ inside an expression.</summary>
internal sealed class Increment(IntegerVariable variable, bool isPrefix) : Integer
{
    public static Integer? Grow(Grower g) => g.Scope.AssignableIntegers is { Count: > 0 } targets
        ? new Increment(g.Choices.Of(targets), g.Choices.Chance(30))
        : null;

    public override int Run(Machine machine)
    {
        var before = machine.Frame.Integers[variable.Slot];
        var after = machine.Integer(before + 1L);
        machine.Frame.Integers[variable.Slot] = after;
        return isPrefix ? after : before;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Append(isPrefix ? $"++{variable.Name}" : $"{variable.Name}++");
}

/// <summary>An int through another type of integers: cut off, or checked.</summary>
internal sealed class IntegerCast(Integer operand, string type, bool isChecked) : Integer
{
    private static readonly string[] Types = ["byte", "sbyte", "short", "ushort", "char", "uint", "long", "ulong"];

    protected override string Construct => isChecked ? "CheckedCast" : "IntegerCast";

    public static Integer Grow(Grower g, int depth)
    {
        var type = g.Choices.Of(Types);

        // What the compiler can compute itself, it does not compile when it overflows.
        return g.Choices.Chance(30) && g.Scope.Integers is { Count: > 0 } variables
            ? new IntegerCast(new IntegerRead(g.Choices.Of(variables)), type, isChecked: true)
            : new IntegerCast(g.Integer(depth - 1), type, isChecked: false);
    }

    public override int Run(Machine machine)
    {
        var value = machine.Unchecked(operand);
        var cut = unchecked(type switch
        {
            "byte" => (byte)value,
            "sbyte" => (sbyte)value,
            "short" => (short)value,
            "ushort" => (ushort)value,
            "char" => (char)value,
            _ => value,
        });
        var isLost = cut != value || (value < 0 && type is "uint" or "ulong");
        return isChecked && isLost ? throw new ProgramException(typeof(OverflowException)) : cut;
    }

    protected override void PrintCore(SourceWriter writer) =>
        writer.Write($"{(isChecked ? "checked" : "unchecked")}((int)({type})({operand}))");
}
