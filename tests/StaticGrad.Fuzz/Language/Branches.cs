using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal sealed class If(Truth condition, Block then, Block? otherwise) : Statement
{
    protected override string Construct => otherwise is null ? "If" : "IfElse";

    public static Statement Grow(Grower g) =>
        new If(g.Truth(2), g.Block(4), g.Choices.Chance(45) ? g.Block(3) : null);

    protected override Flow RunCore(Machine machine) =>
        machine.Branch(condition.Run(machine)) ? then.Run(machine) : otherwise?.Run(machine) ?? Flow.Next;

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"if ({condition})");
        then.Print(writer);
        if (otherwise is not null)
        {
            writer.Line($"else");
            otherwise.Print(writer);
        }
    }
}

/// <summary>if (condition) { …; break; } and its like: continue, return, throw.</summary>
internal sealed class GuardedExit(Truth condition, Block before, Exit exit) : Statement
{
    protected override string? Construct => null;

    public static Statement? Grow(Grower g)
    {
        var condition = g.Truth(3);
        var mark = g.Scope.Mark();
        var before = g.Choices.Chance(30) ? g.Statements(2) : new Block([]);
        var exit = Exit.Grow(g);
        g.Scope.Restore(mark);
        return new GuardedExit(condition, before, exit);
    }

    protected override Flow RunCore(Machine machine)
    {
        if (!machine.Branch(condition.Run(machine)))
        {
            return Flow.Next;
        }

        var flow = before.Run(machine);
        return flow == Flow.Next ? exit.Run(machine) : flow;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"if ({condition})");
        writer.Braces(() =>
        {
            foreach (var statement in before.Statements)
            {
                statement.Print(writer);
            }

            exit.Print(writer);
        });
    }
}

/// <summary>A statement that leaves: break, continue, return or throw.</summary>
internal sealed class Exit(Flow flow, Number? value, string? exception) : Statement
{
    protected override string Construct => exception is not null ? "Throw" : flow switch
    {
        Flow.Break => "Break",
        Flow.Continue => "Continue",
        _ => "EarlyReturn",
    };

    public static Exit Grow(Grower g)
    {
        var choice = g.Choices.Next(10);
        if (g.LoopDepth > 0 && choice < 7)
        {
            return new Exit(choice < 4 ? Flow.Break : Flow.Continue, null, null);
        }

        return choice == 9 || g.Method.Result == ResultKind.View
            ? new Exit(Flow.Return, null, g.Choices.Among("ArgumentException", "InvalidOperationException", "ArithmeticException"))
            : new Exit(Flow.Return, g.Method.Result == ResultKind.Number ? g.Number(g.Method.IsFloat, 3) : null, null);
    }

    protected override Flow RunCore(Machine machine)
    {
        if (exception is not null)
        {
            throw new ProgramException(Type.GetType("System." + exception)!);
        }

        if (value is not null)
        {
            machine.Result = value.Run(machine);
        }

        return flow;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (exception is not null)
        {
            writer.Line($"throw new {exception}(\"refused\");");
        }
        else if (value is not null)
        {
            writer.Line($"return {value};");
        }
        else
        {
            writer.Line($"{flow.ToString().ToLowerInvariant()};");
        }
    }
}
