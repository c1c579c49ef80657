using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A local and its first value.</summary>
internal sealed class Declaration(NumberVariable target, Number value, bool isTyped) : Statement
{
    protected override string? Construct => isTyped ? null : "Var";

    public static Statement Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        var value = g.Number(isFloat, 3);

        // A float may be declared as the double it becomes.
        var isWidened = isFloat && g.Choices.Chance(10);
        return new Declaration(g.Scope.AddNumber(isFloat && !isWidened), value, isWidened || g.Choices.Chance(60));
    }

    protected override Flow RunCore(Machine machine)
    {
        target.Set(machine, value.Run(machine));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) =>
        writer.Line($"{(isTyped ? TypeNames.Of(target.IsFloat) : "var")} {target.Name} = {value};");
}

/// <summary>A local that gets its value in both arms of an if.</summary>
internal sealed class LateAssignment(NumberVariable target, Truth condition, Number then, Number otherwise) : Statement
{
    public static Statement Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        var (condition, then, otherwise) = (g.Truth(2), g.Number(isFloat, 3), g.Number(isFloat, 3));
        return new LateAssignment(g.Scope.AddNumber(isFloat), condition, then, otherwise);
    }

    protected override Flow RunCore(Machine machine)
    {
        target.Set(machine, machine.Branch(condition.Run(machine)) ? then.Run(machine) : otherwise.Run(machine));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"{TypeNames.Of(target.IsFloat)} {target.Name};");
        writer.Line($"if ({condition})");
        writer.Braces(() => writer.Line($"{target.Name} = {then};"));
        writer.Line($"else");
        writer.Braces(() => writer.Line($"{target.Name} = {otherwise};"));
    }
}

internal sealed class Assignment(NumberVariable target, Number value) : Statement
{
    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        return g.Scope.Assignable(isFloat) is { Count: > 0 } targets
            ? new Assignment(g.Choices.Of(targets), g.Number(isFloat, 3))
            : null;
    }

    protected override Flow RunCore(Machine machine)
    {
        target.Set(machine, value.Run(machine));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{target.Name} = {value};");
}

/// <summary>x += e and its like.</summary>
internal sealed class CompoundAssignment(NumberVariable target, char operation, Number value) : Statement
{
    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        if (g.Scope.Assignable(isFloat) is not { Count: > 0 } targets)
        {
            return null;
        }

        var operation = Arithmetic.Choose(g);
        return new CompoundAssignment(g.Choices.Of(targets), operation, g.RightSide(operation, isFloat, 3));
    }

    protected override Flow RunCore(Machine machine)
    {
        // The old value is read before the right side runs.
        var old = target.Get(machine);
        target.Set(machine, Arithmetic.Apply(machine, operation, old, value.Run(machine), target.IsFloat));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{target.Name} {operation.ToString()}= {value};");
}

/// <summary>x++ and x-- of a number.</summary>
internal sealed class NumberIncrement(NumberVariable target, bool isDown) : Statement
{
    public static Statement? Grow(Grower g) => g.Scope.Assignable(g.UsesFloats && g.Choices.Chance(30)) is { Count: > 0 } targets
        ? new NumberIncrement(g.Choices.Of(targets), g.Choices.Chance(50))
        : null;

    protected override Flow RunCore(Machine machine)
    {
        target.Set(machine, Arithmetic.Apply(machine, isDown ? '-' : '+', target.Get(machine), new Num(1), target.IsFloat));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{target.Name}{(isDown ? "--" : "++")};");
}

/// <summary>a[i] = e</summary>
internal sealed class Store(ViewNode view, Integer index, Number value) : Statement
{
    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        return g.WritableView(isFloat) is { } view
            ? new Store(view, g.IndexOf(view, 2), g.Number(isFloat, 3))
            : null;
    }

    protected override Flow RunCore(Machine machine)
    {
        var memory = view.Run(machine);
        var place = index.Run(machine);
        if (view.Kind != ViewKind.Array)
        {
            // A span's indexer runs before the right side; an array checks when it stores.
            memory.InRange(place);
        }

        memory.Store(machine, place, value.Run(machine));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{view}[{index}] = {value};");
}

/// <summary>a[i] += e and its like.</summary>
internal sealed class CompoundStore(ViewNode view, Integer index, char operation, Number value) : Statement
{
    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        if (g.WritableView(isFloat) is not { } view)
        {
            return null;
        }

        var operation = Arithmetic.Choose(g);
        return new CompoundStore(view, g.IndexOf(view, 2), operation, g.RightSide(operation, isFloat, 3));
    }

    protected override Flow RunCore(Machine machine)
    {
        var memory = view.Run(machine);
        var place = index.Run(machine);
        var old = memory.Load(machine, place);
        memory.Store(machine, place, Arithmetic.Apply(machine, operation, old, value.Run(machine), view.IsFloat));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{view}[{index}] {operation.ToString()}= {value};");
}

/// <summary>(a, b) = (e, f), swaps included.</summary>
internal sealed class Deconstruction(NumberVariable first, NumberVariable second, Number left, Number right) : Statement
{
    public static Statement? Grow(Grower g)
    {
        var isFloat = g.UsesFloats && g.Choices.Chance(30);
        if (g.Scope.Assignable(isFloat) is not { Count: > 1 } targets)
        {
            return null;
        }

        var (first, second) = (g.Choices.Of(targets), g.Choices.Of(targets));
        return g.Choices.Chance(50)
            ? new Deconstruction(first, second, new NumberRead(second), new NumberRead(first))
            : new Deconstruction(first, second, g.Number(isFloat, 3), g.Number(isFloat, 3));
    }

    protected override Flow RunCore(Machine machine)
    {
        var a = left.Run(machine);
        var b = right.Run(machine);
        first.Set(machine, a);
        second.Set(machine, b);
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"({first.Name}, {second.Name}) = ({left}, {right});");
}

/// <summary>var (s, c) = Math.SinCos(e);</summary>
internal sealed class SinCos(NumberVariable sine, NumberVariable cosine, Number argument, bool isPi) : Statement
{
    protected override string Construct => isPi ? "SinCosPi" : "SinCos";

    public static Statement Grow(Grower g)
    {
        var argument = g.Number(g.UsesFloats && g.Choices.Chance(30), 3);
        return new SinCos(
            g.Scope.AddNumber(argument.IsFloat), g.Scope.AddNumber(argument.IsFloat), argument, g.Choices.Chance(40));
    }

    protected override Flow RunCore(Machine machine)
    {
        var x = argument.Run(machine);
        var (s, c) = Value(machine, x.Value);
        var (ofSine, ofCosine) = isPi
            ? (DoubleDouble.Pi * DoubleDouble.CosPi(x.Value), -DoubleDouble.Pi * DoubleDouble.SinPi(x.Value))
            : (DoubleDouble.Cos(x.Value), -DoubleDouble.Sin(x.Value));
        sine.Set(machine, machine.Make(s, argument.IsFloat, new Partial(x, ofSine)));
        cosine.Set(machine, machine.Make(c, argument.IsFloat, new Partial(x, ofCosine)));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        var function = (argument.IsFloat, isPi) switch
        {
            (true, true) => "float.SinCosPi",
            (true, false) => "MathF.SinCos",
            (false, true) => "double.SinCosPi",
            _ => "Math.SinCos",
        };
        writer.Functions.Add(function + "/1");
        writer.Line($"var ({sine.Name}, {cosine.Name}) = {function}({argument});");
    }

    private (double Sine, double Cosine) Value(Machine machine, double x) => (argument.IsFloat && !machine.IsExact, isPi) switch
    {
        (true, true) => float.SinCosPi((float)x),
        (true, false) => MathF.SinCos((float)x),
        (false, true) => double.SinCosPi(x),
        _ => Math.SinCos(x),
    };
}

/// <summary>k = e, k += e and int declarations.</summary>
internal sealed class IntegerAssignment(IntegerVariable target, string operation, Integer value) : Statement
{
    protected override string Construct => operation is "var" ? "IntegerLocal" : "IntegerAssignment";

    public static Statement Grow(Grower g)
    {
        if (g.Scope.AssignableIntegers is { Count: > 0 } targets && g.Choices.Chance(50))
        {
            return new IntegerAssignment(g.Choices.Of(targets), g.Choices.Among("=", "+=", "-="), g.Integer(3));
        }

        var value = g.Choices.Chance(25) ? ToInteger.Grow(g, 3) : g.Integer(3);
        return new IntegerAssignment(g.Scope.AddInteger(), "var", value);
    }

    protected override Flow RunCore(Machine machine)
    {
        ref var integer = ref machine.Frame.Integers[target.Slot];
        var old = integer;
        var right = value.Run(machine);
        integer = machine.Integer(operation switch { "+=" => (long)old + right, "-=" => (long)old - right, _ => right });
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (operation is "var")
        {
            writer.Line($"var {target.Name} = {value};");
        }
        else
        {
            writer.Line($"{target.Name} {operation} {value};");
        }
    }
}

internal sealed class TruthLocal(TruthVariable target, Truth value) : Statement
{
    public static Statement Grow(Grower g)
    {
        var value = g.Truth(3);
        return new TruthLocal(g.Scope.AddTruth(), value);
    }

    protected override Flow RunCore(Machine machine)
    {
        machine.Frame.Truths[target.Slot] = value.Run(machine);
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"var {target.Name} = {value};");
}
