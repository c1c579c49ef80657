namespace StaticGrad.Generator.Model;

/// <summary>A statement.</summary>
internal abstract record Stmt
{
    /// <summary>Unique in the method; the key of the analyses' tables. 0 until numbered.</summary>
    public int Id { get; init; }

    /// <summary>Index into the unit's locations, which only the analyzer keeps; -1 for none.</summary>
    public int Site { get; init; } = -1;

    /// <summary>Index into the unit's source texts: the user's statement that this is part of; -1 for none.</summary>
    public int Line { get; init; } = -1;

    /// <summary>Inside a NoGrad block: what it computes is a constant.</summary>
    public bool NoGrad { get; init; }
}

/// <summary>A sequence of statements, one lexical block.</summary>
internal sealed record Block(EquatableArray<Stmt> Statements)
{
    public static readonly Block Empty = new(EquatableArray<Stmt>.Empty);

    public static Block Of(IEnumerable<Stmt> statements) => new(statements.ToEquatableArray());

    public bool IsEmpty => Statements.Count == 0;
}

internal sealed record Assign(Variable Target, Expr Value) : Stmt;

/// <summary>Assigns the two results of <c>SinCos</c>.</summary>
internal sealed record AssignPair(Variable First, Variable Second, Expr Value) : Stmt;

/// <summary><c>view[index] = value</c></summary>
internal sealed record Store(Expr View, Expr Index, Expr Value) : Stmt;

/// <summary><c>view[index] += value</c>, or <c>-=</c>.</summary>
internal sealed record AddTo(Expr View, Expr Index, Expr Value, bool Subtract) : Stmt;

/// <summary><c>target += value</c>, or <c>-=</c>: the accumulation of an adjoint.</summary>
internal sealed record Accumulate(Variable Target, Expr Value, bool Subtract = false) : Stmt;

internal sealed record If(Expr Condition, Block Then, Block Else) : Stmt;

/// <summary>
/// A counted loop: <c>for (counter = from; counter &lt; to; counter += step)</c>, or <c>&gt;</c> and downwards for a negative
/// step; <c>&lt;=</c> and <c>&gt;=</c> when inclusive. The bounds are evaluated once; the body does not assign the counter.
/// </summary>
internal sealed record For(
    int Loop, Variable Counter, Expr From, Expr To, bool Inclusive, int Step, Block Body) : Stmt;

/// <summary>Runs <see cref="Body"/>, then <see cref="Continuing"/> (where <c>continue</c> lands), until a break.</summary>
internal sealed record Loop(int Number, Block Body, Block Continuing) : Stmt;

/// <summary>
/// The rest of a block after a statement that may have left it: printed in line, and reversed only when it was reached.
/// </summary>
internal sealed record Sequel(Block Body) : Stmt;

internal sealed record Break(int Loop) : Stmt;

internal sealed record Continue(int Loop) : Stmt;

internal sealed record Return(Expr? Value) : Stmt;

internal sealed record Throw(Expr Exception) : Stmt;

/// <summary>A call for its effect.</summary>
internal sealed record Invoke(Expr Call) : Stmt;

/// <summary>Leaves the forward sweep from inside a loop; only in generated code.</summary>
internal sealed record Goto(string Label) : Stmt;

internal sealed record Label(string Name) : Stmt;

/// <summary>A heading in generated code; behind it, statements may be headed by the source lines that they belong to.</summary>
internal sealed record Heading(string Text, bool WithLines) : Stmt;

/// <summary>Declares a variable for the statements that follow, with a zero; only in generated code.</summary>
internal sealed record Declare(Variable Variable) : Stmt;
