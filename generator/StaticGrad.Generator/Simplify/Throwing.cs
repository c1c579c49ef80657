using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>The kinds of exceptions that evaluating an expression may end with.</summary>
[Flags]
internal enum Throws
{
    Nothing = 0,

    /// <summary>IndexOutOfRangeException.</summary>
    Index = 1,

    /// <summary>NullReferenceException, of a part of a model, or of a static array or one of a model.</summary>
    Null = 2,

    /// <summary>ArgumentOutOfRangeException, of slices.</summary>
    Range = 4,

    /// <summary>One of several exceptions, or of several messages: which one is seen depends on the order in any case.</summary>
    Several = 8,
}

/// <summary>Which exceptions expressions may end with, so that passes that move them leave the first one the first.</summary>
internal sealed class Throwing
{
    /// <summary>Arrays of models and static ones: a parameter has been looked for, and a new array is one.</summary>
    private readonly HashSet<int> _nullable = [];

    public Throwing(Block block)
    {
        foreach (var assign in block.All().OfType<Assign>().Where(assign => assign.Target.Type.Shape == Shape.Array && MayBeNull(assign.Value)))
        {
            _nullable.Add(assign.Target.Id);
        }
    }

    public Throws Of(Stmt statement) => statement.Expressions().Aggregate(
        OfPlace(statement),
        (throws, expression) => throws | Of(expression));

    /// <summary>
    /// The statement's own evaluation, step by step: a variable that is read, or an operation that may throw. An array's
    /// place is checked behind the value that is stored there, a span's before.
    /// </summary>
    public IEnumerable<(Variable? Variable, Throws Throws)> InOrder(Stmt statement)
    {
        (Variable?, Throws)[] place = statement is Store or AddTo ? [(null, OfPlace(statement))] : [];
        var steps = statement.Expressions().Select(InOrder).ToList();
        return statement switch
        {
            Store { View.Type.Shape: Shape.Array } => [.. steps.SelectMany(step => step), .. place],
            Store or AddTo => [.. steps[0], .. steps[1], .. place, .. steps[2]],
            _ => steps.SelectMany(step => step),
        };
    }

    private IEnumerable<(Variable? Variable, Throws Throws)> InOrder(Expr expression) =>
        expression is VariableRef reference
            ? [(reference.Variable, Throws.Nothing)]
            : expression.Operands().SelectMany(InOrder).Append((null, OfOwn(expression)));

    public Throws Of(Expr expression) =>
        expression.Operands().Aggregate(OfOwn(expression), (throws, operand) => throws | Of(operand));

    private Throws OfPlace(Stmt statement) =>
        statement is Store or AddTo ? Throws.Index | OfView(statement.Expressions()[0]) : Throws.Nothing;

    private Throws OfView(Expr view) => view.Type.Shape == Shape.Array && MayBeNull(view) ? Throws.Null : Throws.Nothing;

    private bool MayBeNull(Expr array) => array switch
    {
        Member or Item or StaticRead or Call => true,
        DetachOf detach => MayBeNull(detach.Operand),
        VariableRef reference => _nullable.Contains(reference.Variable.Id),
        _ => false,
    };

    /// <summary>Whether it can be told which of two expressions is evaluated first.</summary>
    public static bool IsOrderSeen(Throws one, Throws other) =>
        one != Throws.Nothing
        && other != Throws.Nothing
        && (one | other) is not (Throws.Index or Throws.Null or Throws.Range);

    /// <summary>What the operation itself may throw; not its operands.</summary>
    public Throws OfOwn(Expr expression) => expression switch
    {
        _ when IsIntegerDivision(expression) => Throws.Several,
        Unary { Overflow: Overflow.Checked } or Binary { Overflow: Overflow.Checked } or Conversion { Overflow: Overflow.Checked } => Throws.Several,
        RuntimeCall { Function: Reverse.Runtime.Present or Reverse.Runtime.PresentArray } => Throws.Null,
        RuntimeCall { Function: Reverse.Runtime.LookedUp } => Throws.Several,
        RuntimeCall { Function: Reverse.Runtime.GridIndex or Reverse.Runtime.GridLength } => Throws.Null | Throws.Index,
        RuntimeCall { Function: Reverse.Runtime.Index } index when index.Arguments[0].Type.Scalar == ScalarType.UInt64 => Throws.Several,
        Load { View.Type.Shape: Shape.Cell } => Throws.Nothing,
        Load load => Throws.Index | OfView(load.View),
        Length { IsEarly: true } => Throws.Nothing,
        Length { View: { Type.IsObject: true } and not VariableRef { Variable.Kind: VariableKind.Parameter } } => Throws.Null,
        Length length => OfView(length.View),
        Member { Object: VariableRef { Variable.Kind: VariableKind.Parameter } } => Throws.Nothing,
        Member => Throws.Null,
        Item => Throws.Several,
        Slice => Throws.Range,
        NewArray { Count: not Constant } => Throws.Several,
        Intrinsic { Type.IsInteger: true } => Throws.Several,
        Intrinsic call when call.Function.EndsWith(".Clamp", StringComparison.Ordinal) => Throws.Several,
        Intrinsic call when call.Function.EndsWith(".Round", StringComparison.Ordinal) => Throws.Several,
        _ => Throws.Nothing,
    };

    /// <summary>Whether a value that is assigned is computed without a call, and throws at most what is given.</summary>
    public bool IsQuiet(Stmt statement, Throws allowed) =>
        statement is Assign or AssignPair
        && (Of(statement) & ~allowed) == Throws.Nothing
        && !statement.Expressions().Any(expression => expression.Any(part => part is Call));

    public static bool IsIntegerDivision(Expr value) =>
        value is Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsInteger: true };
}
