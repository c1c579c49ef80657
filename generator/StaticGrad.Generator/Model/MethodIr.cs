namespace StaticGrad.Generator.Model;

/// <summary>A method, lowered.</summary>
/// <param name="Key">Documentation id.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="QualifiedName">How generated code calls it.</param>
/// <param name="IsInstance">The first parameter is the object that it is called on.</param>
/// <param name="Home">The type that its derivative for callers stands in; null for the caller's.</param>
/// <param name="Access">How that is declared: as accessible as the method, in this assembly.</param>
/// <param name="NextVariable">The first free variable id.</param>
internal sealed record MethodIr(
    string Key,
    string Name,
    string QualifiedName,
    bool IsInstance,
    Container? Home,
    string Access,
    EquatableArray<Parameter> Parameters,
    IrType Result,
    Block Body,
    int NextVariable)
{
    /// <summary>Which elements its calls, as they were lowered, pass by reference.</summary>
    public EquatableArray<PassedPlace> Places { get; init; } = EquatableArray<PassedPlace>.Empty;

    /// <summary>Which of the parameters the variable is; -1 for another variable.</summary>
    public int IndexOf(Variable variable) => Array.FindIndex(Parameters.Items, parameter => parameter.Variable.Id == variable.Id);
}

/// <summary>An element, or a static field, that is passed by <c>in</c>: what the called method sees changes when it does.</summary>
/// <param name="Call">The call.</param>
/// <param name="Argument">Which of its arguments it is.</param>
/// <param name="View">Of what it is an element; a static field itself.</param>
/// <param name="Site">Where the argument stands.</param>
internal sealed record PassedPlace(Call Call, int Argument, Expr View, int Site);

/// <summary>How an argument is passed.</summary>
internal enum Passing
{
    Value,
    In,
    Ref,
    Out,

    /// <summary>The object that an instance method is called on.</summary>
    This,
}

/// <param name="Variable">The parameter as the body sees it.</param>
/// <param name="Frozen">Marked [Frozen].</param>
/// <param name="Passing">By value, or <c>in</c>.</param>
/// <param name="Default">The default value as C# writes it, or null.</param>
/// <param name="Params">A <c>params</c> array.</param>
/// <param name="Site">Where it stands.</param>
internal sealed record Parameter(Variable Variable, bool Frozen, Passing Passing, string? Default, bool Params, int Site)
{
    /// <summary>[CallerLineNumber]: what stands for the default is the line of the call.</summary>
    public bool TakesLine { get; init; }

    public string Name => Variable.Name;

    public IrType Type => Variable.Type;
}
