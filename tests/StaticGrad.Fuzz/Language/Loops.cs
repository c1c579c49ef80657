using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A for loop with a counter, up or down, by one or more.</summary>
internal sealed class For(IntegerVariable counter, Integer first, Integer bound, int step, Block body) : Statement
{
    protected override string Construct => counter.IsAssignable ? "ForWithAssignedCounter"
        : step < 0 ? "ForDown"
        : step > 1 ? "ForStep"
        : "For";

    public static Statement Grow(Grower g)
    {
        var step = g.Choices.Among(1, 1, 1, 1, 2, -1, -1, -2);
        var limit = Limit(g);
        var mark = g.Scope.Mark();
        var counter = g.Scope.AddInteger(isAssignable: g.Choices.Chance(6));
        var body = g.LoopBody();
        g.Scope.Restore(mark);
        var start = new IntegerLiteral(g.Choices.Among(0, 0, 0, 1));
        return step > 0
            ? new For(counter, start, limit, step, body)
            : new For(counter, new IntegerArithmetic("-", limit, new IntegerLiteral(1)), start, step, body);
    }

    /// <summary>A small number of trips: a literal, a length, or one known only at run time.</summary>
    public static Integer Limit(Grower g) => g.Choices.Next(5) switch
    {
        < 2 => new IntegerLiteral(2 + g.Choices.Next(3)),
        < 4 when (g.View(g.UsesFloats && g.Choices.Chance(30), depth: 1)) is { } view => new LengthOf(view),
        _ => new IntegerArithmetic("&", g.Integer(2), new IntegerLiteral(3)),
    };

    protected override Flow RunCore(Machine machine)
    {
        var integers = machine.Frame.Integers;
        for (integers[counter.Slot] = first.Run(machine); Continues(machine, integers); integers[counter.Slot] += step)
        {
            machine.Step();
            var flow = body.Run(machine);
            if (flow == Flow.Break)
            {
                break;
            }

            if (flow == Flow.Return)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        var i = counter.Name;
        writer.Write($"for (var {i} = {first}; {i} {(step > 0 ? "<" : ">=")} {bound}; ");
        writer.Append(step switch { 1 => $"{i}++", -1 => $"{i}--", > 0 => $"{i} += {step}", _ => $"{i} -= {-step}" });
        writer.Line($")");
        body.Print(writer);
    }

    private bool Continues(Machine machine, int[] integers)
    {
        // The bound runs after the counter is read, at each trip.
        var i = integers[counter.Slot];
        return machine.Branch(step > 0 ? i < bound.Run(machine) : i >= bound.Run(machine));
    }
}

/// <summary>while, do and endless loops, whose trip count depends on data; a counter of their own bounds it.</summary>
internal sealed class DynamicLoop(LoopForm form, IntegerVariable counter, int limit, Truth condition, Block body) : Statement
{
    protected override string Construct => form.ToString();

    public static Statement Grow(Grower g)
    {
        var counter = g.Scope.AddInteger(isAssignable: false);
        return new DynamicLoop(
            g.Choices.Among(LoopForm.While, LoopForm.Do, LoopForm.While, LoopForm.Endless, LoopForm.ForEver),
            counter, 1 + g.Choices.Next(4), g.Truth(3), g.LoopBody());
    }

    protected override Flow RunCore(Machine machine)
    {
        machine.Frame.Integers[counter.Slot] = 0;
        while (form == LoopForm.Do || Continues(machine))
        {
            machine.Step();
            var flow = body.Run(machine);
            if (flow == Flow.Break)
            {
                break;
            }

            if (flow == Flow.Return)
            {
                return flow;
            }

            if (form == LoopForm.Do && !Continues(machine))
            {
                break;
            }
        }

        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"var {counter.Name} = 0;");
        switch (form)
        {
            case LoopForm.While:
                writer.Line($"while ({counter.Name}++ < {limit} && {condition})");
                body.Print(writer);
                break;
            case LoopForm.Do:
                writer.Line($"do");
                body.Print(writer);
                writer.Line($"while ({counter.Name}++ < {limit} && {condition});");
                break;
            default:
                writer.Line($"{(form == LoopForm.Endless ? "while (true)" : "for (;;)")}");
                writer.Braces(() =>
                {
                    writer.Line($"if (!({counter.Name}++ < {limit} && {condition}))");
                    writer.Braces(() => writer.Line($"break;"));
                    foreach (var statement in body.Statements)
                    {
                        statement.Print(writer);
                    }
                });
                break;
        }
    }

    private bool Continues(Machine machine) =>
        machine.Branch(machine.Frame.Integers[counter.Slot]++ < limit && condition.Run(machine));
}

internal enum LoopForm
{
    While,
    Do,
    Endless,
    ForEver,
}

internal sealed class ForEach(NumberVariable element, ViewNode view, Block body) : Statement
{
    public static Statement? Grow(Grower g)
    {
        if (g.View(g.UsesFloats && g.Choices.Chance(30), depth: 1) is not { } view)
        {
            return null;
        }

        var mark = g.Scope.Mark();
        var element = g.Scope.AddNumber(view.IsFloat, isAssignable: false);
        var body = g.LoopBody();
        g.Scope.Restore(mark);
        return new ForEach(element, view, body);
    }

    protected override Flow RunCore(Machine machine)
    {
        var memory = view.Run(machine);
        return body.ForEach(machine, memory.Length, i => element.Set(machine, memory.Load(machine, i)));
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"foreach (var {element.Name} in {view})");
        body.Print(writer);
    }
}

/// <summary>foreach over an array or span of ints.</summary>
internal sealed class ForEachInteger(IntegerVariable element, IntegersRead array, Block body) : Statement
{
    public static Statement? Grow(Grower g)
    {
        if (IntegersRead.Grow(g, _ => true) is not { } array)
        {
            return null;
        }

        var mark = g.Scope.Mark();
        var element = g.Scope.AddInteger(isAssignable: false);
        var body = g.LoopBody();
        g.Scope.Restore(mark);
        return new ForEachInteger(element, array, body);
    }

    protected override Flow RunCore(Machine machine)
    {
        var cells = array.Run(machine);
        return body.ForEach(machine, cells.Length, i => machine.Frame.Integers[element.Slot] = cells[i]);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"foreach (var {element.Name} in {array})");
        body.Print(writer);
    }
}
