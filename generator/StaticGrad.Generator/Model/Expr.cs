namespace StaticGrad.Generator.Model;

/// <summary>
/// An expression. Lowering produces operations with atomic operands only (variables and constants); rules and the emitter's
/// folding produce trees.
/// </summary>
internal abstract record Expr(IrType Type)
{
    public bool IsAtom => this is Constant or VariableRef;
}

/// <summary>A literal; <see cref="Bits"/> holds the value: IEEE bits of a double or float (as a double), or the integer.</summary>
internal sealed record Constant(IrType Type, long Bits) : Expr(Type)
{
    public static Constant Of(double value, IrType type) => new(type, BitConverter.DoubleToInt64Bits(value));

    public static Constant Of(int value) => new(IrType.Int32, value);

    public static Constant Of(bool value) => new(IrType.Bool, value ? 1 : 0);

    public static Constant Zero(IrType type) => type.HasFloatingElement ? Of(0.0, type) : new(type, 0);

    /// <summary>The value of a floating-point constant.</summary>
    public double Floating => BitConverter.Int64BitsToDouble(Bits);

    public bool IsFloating(double value) => Type.IsFloatingScalar && Floating.Equals(value);
}

internal sealed record StringConstant(string Value) : Expr(new IrType(ScalarType.String));

internal sealed record VariableRef(Variable Variable) : Expr(Variable.Type);

internal enum UnaryOperator
{
    Negate,
    BitwiseNot,
    Not,
}

internal sealed record Unary(UnaryOperator Operator, Expr Operand, IrType Type, Overflow Overflow = default) : Expr(Type);

/// <summary>What integer arithmetic does with a result out of its type's range.</summary>
internal enum Overflow
{
    /// <summary>What it does in this compilation where nothing is said; also arithmetic of ours, which stays in range.</summary>
    AsCompiled,

    /// <summary>Throws.</summary>
    Checked,

    /// <summary>Wraps around, in a compilation that throws where nothing is said.</summary>
    Wraps,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,

    /// <summary>Short-circuiting; only the folding pass makes these, from <see cref="If"/>.</summary>
    AndAlso,
    OrElse,
}

internal sealed record Binary(BinaryOperator Operator, Expr Left, Expr Right, IrType Type, Overflow Overflow = default)
    : Expr(Type)
{
    public bool IsComparison => Operator is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
}

/// <summary>A numeric conversion to <see cref="Expr.Type"/>.</summary>
internal sealed record Conversion(Expr Operand, IrType Type, Overflow Overflow = default) : Expr(Type);

/// <summary>A call of a function of the rule table, by its C# name, for example <c>System.Math.Exp</c>.</summary>
internal sealed record Intrinsic(string Function, EquatableArray<Expr> Arguments, IrType Type) : Expr(Type);

/// <summary>Reads a view's element.</summary>
internal sealed record Load(Expr View, Expr Index) : Expr(View.Type.Element);

/// <summary>A field or property of an object.</summary>
/// <param name="Object">The object.</param>
/// <param name="Name">The member as C# names it.</param>
/// <param name="Slot">The member of the object's gradients that goes with it.</param>
/// <param name="Frozen">[Frozen]: no gradient flows into it.</param>
/// <param name="PrivateTo">The type that alone may name it; null when the type of the generated members may too.</param>
/// <param name="IsEarly">Read before the method itself would: where an object on the way is missing, so is the member.</param>
/// <param name="IsOfLibrary">Of a model of another assembly.</param>
internal sealed record Member(
    Expr Object, string Name, string Slot, IrType Type, bool Frozen, string? PrivateTo, bool IsEarly = false, bool IsOfLibrary = false)
    : Expr(Type);

/// <summary>An item of an array of models or of a jagged array.</summary>
internal sealed record Item(Expr Array, Expr Index, IrType Type) : Expr(Type);

/// <summary>Whether a member or an item is missing.</summary>
internal sealed record IsNull(Expr Object) : Expr(IrType.Bool);

/// <summary>The elements of a two-dimensional array, row by row.</summary>
internal sealed record Flat(Expr Array, IrType Type) : Expr(Type);

/// <summary>How many elements a view has, or items an array.</summary>
/// <param name="IsEarly">Read before the method itself would, or where it does not: an array that is missing has none.</param>
internal sealed record Length(Expr View, bool IsEarly = false) : Expr(IrType.Int32);

/// <summary>A view of a part of another view; <see cref="Count"/> null is the rest.</summary>
internal sealed record Slice(Expr View, Expr Offset, Expr? Count, IrType Type) : Expr(Type);

/// <summary>The same storage seen as another kind of view (array as span, span as read-only span).</summary>
internal sealed record ViewCast(Expr View, IrType Type) : Expr(Type);

/// <summary>A fresh array of zeros.</summary>
internal sealed record NewArray(Expr Count, IrType Type) : Expr(Type);

/// <summary>The operand's value, no gradient.</summary>
internal sealed record DetachOf(Expr Operand) : Expr(Operand.Type)
{
    /// <summary>Where the user wrote it; -1 for one that stands for [Frozen].</summary>
    public int Site { get; init; } = -1;
}

/// <summary>The operand's value; its gradient is a property of the result.</summary>
internal sealed record RetainOf(Expr Operand, string Name) : Expr(Operand.Type);

/// <summary>Reads a static field or property; a constant to differentiation.</summary>
/// <param name="IsReadOnly">Whether every read gives the same.</param>
internal sealed record StaticRead(string QualifiedName, IrType Type, string? PrivateTo = null, bool IsReadOnly = false) : Expr(Type);

internal sealed record Conditional(Expr Condition, Expr WhenTrue, Expr WhenFalse) : Expr(WhenTrue.Type);

/// <summary>A call of a user's method. Only the value of an <see cref="Assign"/> or an <see cref="Invoke"/>.</summary>
internal sealed record Call(MethodReference Target, EquatableArray<Expr> Arguments, IrType Type) : Expr(Type);

/// <summary>A call that the reverse transform makes: of the run-time library or of another generated member.</summary>
internal sealed record RuntimeCall(string Function, EquatableArray<Expr> Arguments, IrType Type) : Expr(Type);

/// <summary>Passes a variable by reference; an argument of a <see cref="RuntimeCall"/>.</summary>
internal sealed record RefTo(Expr Place) : Expr(Place.Type);

/// <summary>Creates an exception; the value of a <see cref="Throw"/>.</summary>
/// <param name="Places">Indices of the arguments that are passed by <c>in</c>, and say so.</param>
/// <param name="PrivateTo">The type that alone may name it; null when the type of the generated members may too.</param>
internal sealed record NewException(string TypeName, EquatableArray<Expr> Arguments, EquatableArray<int> Places, string? PrivateTo)
    : Expr(new IrType(ScalarType.Void));

/// <summary>An argument as a type above its own; <see cref="TypeName"/> as C# writes it.</summary>
internal sealed record Boxed(Expr Operand, string TypeName) : Expr(Operand.Type);

/// <summary>A null of a type, as an argument.</summary>
internal sealed record NullOf(string TypeName) : Expr(new IrType(ScalarType.String));

/// <summary>An interpolated string; text parts are <see cref="StringConstant"/>s.</summary>
internal sealed record Interpolated(EquatableArray<Expr> Parts) : Expr(new IrType(ScalarType.String));

/// <summary>What a <see cref="Call"/> calls.</summary>
/// <param name="Key">Documentation id: the key of the callee's lowered body in the unit.</param>
/// <param name="QualifiedName">How generated code names it.</param>
/// <param name="Constant">[Frozen]: its result is a constant, whatever its arguments are.</param>
/// <param name="IsInstance">The first argument is the object that it is called on.</param>
/// <param name="IsProperty">A computed property: called without parentheses.</param>
/// <param name="PrivateTo">The type that alone may name it; null when the type of the generated members may too.</param>
/// <param name="Unreachable">Its name and why generated code may not name it, or null.</param>
/// <param name="Arrays">Indices of the parameters that are arrays, for which no span can stand in.</param>
/// <param name="ReadOnly">Indices of the parameters that are read-only spans.</param>
/// <param name="Places">Indices of the arguments that are passed by <c>in</c>, and say so.</param>
internal sealed record MethodReference(
    string Key,
    string QualifiedName,
    bool Constant,
    bool IsInstance,
    bool IsProperty,
    string? PrivateTo,
    string? Unreachable,
    EquatableArray<int> Arrays,
    EquatableArray<int> ReadOnly,
    EquatableArray<int> Places)
{
    public bool TakesArray(int index) => Arrays.Contains(index);

    public bool TakesReadOnly(int index) => ReadOnly.Contains(index);
}
