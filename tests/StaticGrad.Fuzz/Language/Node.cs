using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>
/// A part of a program: it prints itself as C#, and runs itself on the oracle's machine. What a construct is grown from stands
/// beside both, in one class.
/// </summary>
internal abstract class Node
{
    /// <summary>The name under which the coverage counts it; null for parts that are in every program.</summary>
    protected virtual string? Construct => GetType().Name;

    public void Print(SourceWriter writer)
    {
        if (Construct is { } construct)
        {
            writer.Constructs.Add(construct);
        }

        PrintCore(writer);
    }

    protected abstract void PrintCore(SourceWriter writer);
}

/// <summary>An expression of type double or float.</summary>
internal abstract class Number(bool isFloat) : Node
{
    public bool IsFloat => isFloat;

    public string Type => isFloat ? "float" : "double";

    public abstract Num Run(Machine machine);
}

/// <summary>An expression of type int.</summary>
internal abstract class Integer : Node
{
    public abstract int Run(Machine machine);
}

/// <summary>An expression of type bool.</summary>
internal abstract class Truth : Node
{
    public abstract bool Run(Machine machine);
}

/// <summary>How a view is declared.</summary>
internal enum ViewKind
{
    Array,
    Span,
    ReadOnlySpan,
}

/// <summary>An expression that is an array or a span of numbers.</summary>
/// <param name="kind">Its type.</param>
/// <param name="isFloat">The type of its elements.</param>
/// <param name="origin">The variable whose storage it is: two views of one origin may overlap.</param>
internal abstract class ViewNode(ViewKind kind, bool isFloat, Origin origin) : Node
{
    public ViewKind Kind => kind;

    public bool IsFloat => isFloat;

    public Origin Origin => origin;

    public abstract View Run(Machine machine);
}

/// <summary>What storage a view belongs to, and what may be done with it.</summary>
/// <param name="IsWritable">Whether elements may be stored.</param>
/// <param name="IsLocal">Whether it is an array that the method made.</param>
/// <param name="IsFrozen">Whether what varies may be stored through a detached alias only.</param>
internal sealed record Origin(bool IsWritable, bool IsLocal, bool IsFrozen = false)
{
    // Two origins are the same only when they are one object.
    public bool Equals(Origin? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}

internal abstract class Statement : Node
{
    public Flow Run(Machine machine)
    {
        machine.Step();
        return RunCore(machine);
    }

    protected abstract Flow RunCore(Machine machine);
}

/// <summary>Statements in braces.</summary>
internal sealed class Block(IReadOnlyList<Statement> statements) : Node
{
    protected override string? Construct => null;

    public IReadOnlyList<Statement> Statements => statements;

    public Flow Run(Machine machine)
    {
        foreach (var statement in statements)
        {
            if (statement.Run(machine) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>Runs as the body of a foreach: once for each item, which <paramref name="take"/> puts into its variable.</summary>
    public Flow ForEach(Machine machine, int count, Action<int> take)
    {
        for (var i = 0; i < count; i++)
        {
            machine.Step();
            take(i);
            var flow = Run(machine);
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

    protected override void PrintCore(SourceWriter writer) => writer.Braces(() =>
    {
        foreach (var statement in statements)
        {
            statement.Print(writer);
        }
    });
}
