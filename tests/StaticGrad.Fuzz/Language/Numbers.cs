using System.Globalization;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal sealed class Literal(double value, bool isFloat) : Number(isFloat)
{
    protected override string? Construct => null;

    /// <summary>Eighths are exact in both types.</summary>
    public static Number Grow(Grower g, bool isFloat) => new Literal((g.Choices.Next(41) - 20) / 8.0, isFloat);

    public override Num Run(Machine machine) => new(value);

    protected override void PrintCore(SourceWriter writer)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        text += IsFloat ? "f" : text.Contains('.') || text.Contains('E') ? "" : ".0";
        writer.Append(value < 0 ? $"({text})" : text);
    }
}

/// <summary>A variable's value.</summary>
internal sealed class NumberRead(NumberVariable variable) : Number(variable.IsFloat)
{
    protected override string? Construct => null;

    public override Num Run(Machine machine) => variable.Get(machine);

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

/// <summary>A static readonly field or a constant of the program's type.</summary>
internal sealed class StaticField(int which, bool isFloat, bool isProperty) : Number(isFloat)
{
    private static readonly double[] Values = [0.5, -1.25, 2.75];

    public static Number Grow(Grower g, bool isFloat) => new StaticField(g.Choices.Next(Values.Length), isFloat, g.Choices.Chance(25));

    protected override string Construct => isProperty ? "StaticProperty" : "StaticField";

    public override Num Run(Machine machine) => new(Values[which]);

    protected override void PrintCore(SourceWriter writer)
    {
        var name = $"{(isProperty ? "Setting" : "Constant")}{which}{(IsFloat ? "F" : "")}";
        var value = Values[which].ToString(CultureInfo.InvariantCulture);
        writer.Fields.Add(isProperty ? $"private static {Type} {name} => {value}{(IsFloat ? "f" : "")};" : IsFloat
            ? $"private const float {name} = {value}f;"
            : $"private static readonly double {name} = {value};");
        writer.Append(name);
    }
}

internal sealed class Element(ViewNode view, Integer index) : Number(view.IsFloat)
{
    public static Number? Grow(Grower g, bool isFloat, int depth) =>
        g.View(isFloat, depth) is { } view ? new Element(view, g.IndexOf(view, depth - 1)) : null;

    public override Num Run(Machine machine)
    {
        var memory = view.Run(machine);
        return memory.Load(machine, index.Run(machine));
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{view}[{index}]");
}

/// <summary>The element that stands a number of places before the end.</summary>
internal sealed class ElementFromEnd(ViewNode view, int back) : Number(view.IsFloat)
{
    public static Number? Grow(Grower g, bool isFloat, int depth) =>
        g.View(isFloat, depth) is { } view ? new ElementFromEnd(view, 1 + g.Choices.Next(2)) : null;

    public override Num Run(Machine machine)
    {
        var memory = view.Run(machine);
        return memory.Load(machine, memory.Length - back);
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{view}[^{back}]");
}

internal sealed class Negative(Number operand) : Number(operand.IsFloat)
{
    public static Number Grow(Grower g, bool isFloat, int depth) => new Negative(g.Number(isFloat, depth - 1));

    public override Num Run(Machine machine)
    {
        var value = operand.Run(machine);
        return machine.Make(-value.Value, IsFloat, new Partial(value, -1));
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"(-{operand})");
}

/// <summary>+, -, *, / and % of two numbers; a float and a double are computed as doubles.</summary>
internal sealed class Arithmetic(char operation, Number left, Number right) : Number(left.IsFloat && right.IsFloat)
{
    private static readonly string[] Names = ["Addition", "Subtraction", "Multiplication", "Division", "Remainder"];

    public const string Operations = "+-*/%";

    protected override string? Construct => Names[Operations.IndexOf(operation)];

    public static Number Grow(Grower g, bool isFloat, int depth)
    {
        var operation = Choose(g);
        var left = g.Number(isFloat || (g.UsesFloats && g.Choices.Chance(15)), depth - 1);
        var right = operation is '/' or '%' ? g.Divisor(isFloat, depth - 1) : g.Number(isFloat, depth - 1);
        return new Arithmetic(operation, left, right);
    }

    public static char Choose(Grower g) => "+-*+-*/%"[g.Choices.Next(8)];

    public override Num Run(Machine machine)
    {
        var a = left.Run(machine);
        var b = right.Run(machine);
        return Apply(machine, operation, a, b, IsFloat);
    }

    public static Num Apply(Machine machine, char operation, Num a, Num b, bool isFloat)
    {
        var (x, y) = (a.Value, b.Value);
        var value = machine.Rounded(
            operation switch { '+' => x + y, '-' => x - y, '*' => x * y, '/' => x / y, _ => x % y },
            isFloat);
        (DoubleDouble dx, DoubleDouble dy) = operation switch
        {
            '+' => (1, 1),
            '-' => (1, -1),
            '*' => (y, x),
            '/' => (1 / (DoubleDouble)y, -(DoubleDouble)x / y / y),
            _ => (1, -Math.Truncate(x / y)),
        };
        if (operation == '%')
        {
            machine.Mark((long)dy.High);
        }

        return machine.Make(value, isFloat, new Partial(a, dx), new Partial(b, dy));
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({left} {operation.ToString()} {right})");
}

/// <summary>condition ? number : number</summary>
internal sealed class Conditional(Truth condition, Number then, Number otherwise) : Number(then.IsFloat)
{
    public static Number Grow(Grower g, bool isFloat, int depth) =>
        new Conditional(g.Truth(depth - 1), g.Number(isFloat, depth - 1), g.Number(isFloat, depth - 1));

    public override Num Run(Machine machine)
    {
        var chosen = machine.Branch(condition.Run(machine)) ? then.Run(machine) : otherwise.Run(machine);
        return machine.Assigned(chosen);
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({condition} ? {then} : {otherwise})");
}

/// <summary>A cast between double and float.</summary>
internal sealed class Cast(Number operand) : Number(!operand.IsFloat)
{
    public static Number? Grow(Grower g, bool isFloat, int depth) =>
        g.UsesFloats ? new Cast(g.Number(!isFloat, depth - 1)) : null;

    public override Num Run(Machine machine)
    {
        var value = operand.Run(machine);
        return machine.Make(machine.Rounded(value.Value, IsFloat), IsFloat, new Partial(value, 1));
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({Type})({operand})");
}

/// <summary>An int as a number.</summary>
internal sealed class FromInteger(Integer operand, bool isFloat, bool isScaled) : Number(isFloat)
{
    public static Number Grow(Grower g, bool isFloat, int depth) =>
        new FromInteger(g.Integer(depth - 1), isFloat, g.Choices.Chance(50));

    public override Num Run(Machine machine)
    {
        var value = machine.Rounded(operand.Run(machine), IsFloat);
        return isScaled ? Arithmetic.Apply(machine, '*', new Num(0.25), new Num(value), IsFloat) : machine.Make(value, IsFloat);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (isScaled)
        {
            writer.Write($"(0.25{(IsFloat ? "f" : "")} * {operand})");
        }
        else
        {
            writer.Write($"({Type}){operand}");
        }
    }
}

/// <summary>An assignment whose value is used.</summary>
internal sealed class AssignmentValue(NumberVariable target, Number value) : Number(target.IsFloat)
{
    public static Number? Grow(Grower g, bool isFloat, int depth) =>
        g.Scope.Assignable(isFloat) is { Count: > 0 } targets
            ? new AssignmentValue(g.Choices.Of(targets), g.Number(isFloat, depth - 1))
            : null;

    public override Num Run(Machine machine)
    {
        target.Set(machine, value.Run(machine));
        return target.Get(machine);
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({target.Name} = {value})");
}
