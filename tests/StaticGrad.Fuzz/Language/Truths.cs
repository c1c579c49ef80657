using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal sealed class TruthRead(TruthVariable variable) : Truth
{
    public static Truth? Grow(Grower g) => g.Scope.Truths is { Count: > 0 } all ? new TruthRead(g.Choices.Of(all)) : null;

    public override bool Run(Machine machine) => machine.Frame.Truths[variable.Slot];

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

/// <summary>A comparison of two numbers.</summary>
internal sealed class Comparison(string operation, Number left, Number right) : Truth
{
    public static Truth Grow(Grower g, int depth)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        return new Comparison(g.Choices.Among("<", ">", "<=", ">="), g.Number(isFloat, depth - 1), g.Number(isFloat, depth - 1));
    }

    public override bool Run(Machine machine)
    {
        var a = left.Run(machine).Value;
        var b = right.Run(machine).Value;
        return machine.Branch(operation switch { "<" => a < b, ">" => a > b, "<=" => a <= b, _ => a >= b });
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{left} {operation} {right}");
}

/// <summary>A comparison of two ints.</summary>
internal sealed class IntegerComparison(string operation, Integer left, Integer right) : Truth
{
    public static Truth Grow(Grower g, int depth) =>
        new IntegerComparison(g.Choices.Among("<", ">", "==", "!=", "<=", ">="), g.Integer(depth - 1), g.Integer(depth - 1));

    public override bool Run(Machine machine)
    {
        var a = left.Run(machine);
        var b = right.Run(machine);
        return operation switch { "<" => a < b, ">" => a > b, "==" => a == b, "!=" => a != b, "<=" => a <= b, _ => a >= b };
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{left} {operation} {right}");
}

/// <summary>&amp;&amp;, ||, &amp;, | and ^ of two conditions.</summary>
internal sealed class Logical(string operation, Truth left, Truth right) : Truth
{
    public static Truth Grow(Grower g, int depth) =>
        new Logical(g.Choices.Among("&&", "||", "&&", "||", "&", "|", "^"), g.Truth(depth - 1), g.Truth(depth - 1));

    public override bool Run(Machine machine) => operation switch
    {
        "&&" => machine.Branch(left.Run(machine)) && right.Run(machine),
        "||" => machine.Branch(left.Run(machine)) || right.Run(machine),
        "&" => left.Run(machine) & right.Run(machine),
        "|" => left.Run(machine) | right.Run(machine),
        _ => left.Run(machine) ^ right.Run(machine),
    };

    protected override void PrintCore(SourceWriter writer) => writer.Write($"({left} {operation} {right})");
}

internal sealed class Not(Truth operand) : Truth
{
    public static Truth Grow(Grower g, int depth) => new Not(g.Truth(depth - 1));

    public override bool Run(Machine machine) => !operand.Run(machine);

    protected override void PrintCore(SourceWriter writer) => writer.Write($"!({operand})");
}

/// <summary>double.IsNaN and its like.</summary>
internal sealed class Classification(string function, Number operand) : Truth
{
    public static Truth Grow(Grower g, int depth) => new Classification(
        g.Choices.Among("IsNegative", "IsFinite", "IsNaN", "IsInteger"), g.Number(g.UsesFloats && g.Choices.Chance(30), depth - 1));

    public override bool Run(Machine machine)
    {
        var value = operand.Run(machine).Value;
        return machine.Branch(function switch
        {
            "IsNegative" => double.IsNegative(value),
            "IsFinite" => double.IsFinite(value),
            "IsNaN" => double.IsNaN(value),
            _ => double.IsInteger(value),
        });
    }

    protected override void PrintCore(SourceWriter writer) => writer.Write($"{operand.Type}.{function}({operand})");
}
