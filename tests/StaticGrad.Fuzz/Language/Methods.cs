using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal enum ResultKind
{
    Number,
    None,
    View,
}

/// <summary>A parameter: its variable, and what is written before its type.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="IsFrozen">Whether it is marked [Frozen].</param>
/// <param name="IsIn">Whether it is passed by reference, read-only.</param>
/// <param name="Default">The value of a number that a call leaves out; null where it cannot be.</param>
internal sealed record Parameter(Variable Variable, bool IsFrozen = false, bool IsIn = false, double? Default = null)
{
    public string Type => Variable switch
    {
        NumberVariable number => TypeNames.Of(number.IsFloat),
        ViewVariable view => TypeNames.Of(view.Kind, view.IsFloat),
        IntegersVariable integers => TypeNames.OfIntegers(integers.Kind),
        ModelVariable model => model.Definition.Name,
        TruthVariable => "bool",
        _ => "int",
    };

    public bool IsWritten => Variable is ViewVariable { Origin.IsWritable: true };

    public string Text => $"{(IsFrozen ? "[Frozen] " : "")}{(IsIn ? "in " : "")}{Type} {Variable.Name}{DefaultText}";

    private string DefaultText => Default is { } value
        ? " = " + value.ToString(System.Globalization.CultureInfo.InvariantCulture) + (Type == "float" ? "f" : "")
        : "";
}

/// <summary>A method, the one under test or one that it calls.</summary>
internal sealed class Method(string name, ResultKind result, bool isFloat) : Node
{
    protected override string? Construct => null;

    public string Name => name;

    public ResultKind Result => result;

    public bool IsFloat => isFloat;

    /// <summary>The type it stands in, when that is not the type of the method under test.</summary>
    public string? Home { get; init; }

    /// <summary>The model whose instance method it is.</summary>
    public ModelVariable? This { get; init; }

    public bool IsFrozen { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>Whether it is a computed property of a model.</summary>
    public bool IsProperty { get; init; }

    /// <summary>The methods that call one another in a circle, this one among them; null outside a recursion.</summary>
    public List<Method>? Circle { get; init; }

    /// <summary>The [Differentiable] attribute of the method under test.</summary>
    public string? Attribute { get; init; }

    public List<Parameter> Parameters { get; } = [];

    public Block Body { get; set; } = new([]);

    public int FrameSize { get; set; }

    public string CallName => Home is null ? name : $"{Home}.{name}";

    public bool Writes => Parameters.Any(parameter => parameter.IsWritten);

    private string ResultType => result switch
    {
        ResultKind.None => "void",
        ResultKind.View => TypeNames.Of(ViewKind.Array, isFloat),
        _ => TypeNames.Of(isFloat),
    };

    protected override void PrintCore(SourceWriter writer)
    {
        if (Attribute is not null)
        {
            writer.Line($"{Attribute}");
        }

        if (IsFrozen)
        {
            writer.Constructs.Add("FrozenMethod");
            writer.Line($"[Frozen]");
        }

        foreach (var parameter in Parameters.Where(parameter => parameter.IsIn || parameter.IsFrozen))
        {
            writer.Constructs.Add(parameter.IsIn ? "InParameter" : "FrozenParameter");
        }

        var parameters = string.Join(", ", Parameters.Select(parameter => parameter.Text));
        writer.Write($"{(IsPublic || Home is not null ? "public" : "private")} {(This is null ? "static " : "")}{ResultType} {name}");
        writer.Append(IsProperty ? "" : $"({parameters})");
        if (Body.Statements is [Return { Value: { } value }])
        {
            writer.Constructs.Add("ExpressionBody");
            writer.Line($" => {value};");
        }
        else if (IsProperty)
        {
            writer.EndLine();
            writer.Braces(() =>
            {
                writer.Line($"get");
                Body.Print(writer);
            });
        }
        else
        {
            writer.EndLine();
            Body.Print(writer);
        }
    }

    private void Run(Machine machine) => Body.Run(machine);

    /// <summary>Runs the body in a frame whose parameters are set.</summary>
    public void Run(Machine machine, Frame frame)
    {
        machine.Step();
        machine.Frozen += IsFrozen ? 1 : 0;
        machine.Enter(frame, Run);
        machine.Frozen -= IsFrozen ? 1 : 0;
        if (IsFrozen)
        {
            machine.Result = machine.Stop(machine.Result);
        }
    }
}

/// <summary>The last statement of a method.</summary>
internal sealed class Return(Number? value, ViewNode? view = null) : Statement
{
    protected override string? Construct => null;

    public Number? Value => value;

    protected override Flow RunCore(Machine machine)
    {
        if (value is not null)
        {
            machine.Result = value.Run(machine);
        }
        else
        {
            machine.ResultView = view!.Run(machine);
        }

        return Flow.Return;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"return {(Node?)value ?? view!};");
}
