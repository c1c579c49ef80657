using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>Grad.Detach of a number.</summary>
internal sealed class Detach(Number operand, bool isExtension) : Number(operand.IsFloat)
{
    public static Number Grow(Grower g, bool isFloat, int depth) =>
        new Detach(g.Number(isFloat, depth - 1), g.Choices.Chance(50));

    public override Num Run(Machine machine) => machine.Stop(operand.Run(machine));

    protected override void PrintCore(SourceWriter writer)
    {
        if (isExtension)
        {
            writer.Write($"({operand}).Detach()");
        }
        else
        {
            writer.Write($"Grad.Detach({operand})");
        }
    }
}

/// <summary>Grad.Detach of an array or span: the same storage, and no gradient through this name.</summary>
internal sealed class DetachedView : ViewNode
{
    private readonly ViewNode _view;

    private DetachedView(ViewNode view)
        : base(view.Kind, view.IsFloat, view.Origin) => _view = view;

    public static ViewNode Of(ViewNode view) => new DetachedView(view);

    public override View Run(Machine machine) => _view.Run(machine) with { IsDetached = true };

    protected override void PrintCore(SourceWriter writer) => writer.Write($"Grad.Detach({_view})");
}

/// <summary>A block, or the rest of one, in which nothing has a gradient.</summary>
internal sealed class NoGrad(Block body, bool isDeclaration) : Statement
{
    protected override string Construct => isDeclaration ? "NoGradDeclaration" : "NoGradBlock";

    public static Statement? Grow(Grower g)
    {
        if (g.IsFrozen)
        {
            return null;
        }

        g.IsFrozen = true;
        var statement = new NoGrad(g.Block(3), g.Choices.Chance(30));
        g.IsFrozen = false;
        return statement;
    }

    protected override Flow RunCore(Machine machine)
    {
        machine.Frozen++;
        var flow = body.Run(machine);
        machine.Frozen--;
        return flow;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        if (isDeclaration)
        {
            writer.Braces(() =>
            {
                writer.Line($"using var _ = Grad.NoGrad();");
                foreach (var statement in body.Statements)
                {
                    statement.Print(writer);
                }
            });
        }
        else
        {
            writer.Line($"using (Grad.NoGrad())");
            body.Print(writer);
        }
    }
}

/// <summary>A local whose gradient can be read.</summary>
internal sealed class Retain(NumberVariable target, Number value, int index) : Statement
{
    public NumberVariable Target => target;

    public static Statement? Grow(Grower g)
    {
        // In a loop, or behind a branch, which assignment is the retained one is another rule's test.
        if (!g.CanRetain)
        {
            return null;
        }

        var value = g.Number(g.UsesFloats && g.Choices.Chance(30), 3);
        var target = g.Scope.AddNumber(value.IsFloat);
        var statement = new Retain(target, value, g.Program.Retained.Count);
        g.Program.Retained.Add(statement);
        return statement;
    }

    protected override Flow RunCore(Machine machine)
    {
        target.Set(machine, machine.Retain(value.Run(machine), index, target.IsFloat));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"var {target.Name} = Grad.Retain({value});");
}
