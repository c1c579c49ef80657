using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

internal enum MemberKind
{
    Number,
    Array,
    Matrix,
    Jagged,
    Model,
    Models,
}

/// <summary>A member of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place among the members.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsFloat">The type of its numbers.</param>
/// <param name="IsFrozen">Whether it is marked [Frozen].</param>
/// <param name="IsProperty">Whether it is an auto-property.</param>
/// <param name="Model">The type of a nested model, or of the elements of a list.</param>
internal sealed record Member(
    string Name, int Index, MemberKind Kind, bool IsFloat, bool IsFrozen, bool IsProperty, ModelDefinition? Model)
{
    /// <summary>How many of a point's arrays or lists it takes.</summary>
    public int Parts => Kind is MemberKind.Jagged or MemberKind.Models ? ModelDefinition.Length : 1;

    public string Type => Kind switch
    {
        MemberKind.Number => TypeNames.Of(IsFloat),
        MemberKind.Array => TypeNames.Of(IsFloat) + "[]",
        MemberKind.Matrix => TypeNames.Of(IsFloat) + "[,]",
        MemberKind.Jagged => TypeNames.Of(IsFloat) + "[][]",
        MemberKind.Model => Model!.Name,
        _ => Model!.Name + "[]",
    };
}

/// <summary>A [Differentiable] type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keyword">class, struct, record or record struct.</param>
/// <param name="Members">Its members.</param>
internal sealed record ModelDefinition(string Name, string Keyword, IReadOnlyList<Member> Members)
{
    /// <summary>Every array of a model is as long, so that its indices can be in range.</summary>
    public const int Length = 2;

    public bool IsStruct => Keyword is "struct" or "record struct";

    public List<Method> Methods { get; } = [];

    public bool Equals(ModelDefinition? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public void Print(SourceWriter writer, IReadOnlySet<Method> methods)
    {
        writer.Constructs.Add("Model:" + Keyword);
        writer.Line($"[Differentiable]");
        writer.Line($"public partial {Keyword} {Name}");
        writer.Braces(() =>
        {
            foreach (var member in Members)
            {
                writer.Constructs.Add("Member:" + member.Kind);
                if (member.IsFrozen)
                {
                    writer.Constructs.Add("FrozenMember");
                    writer.Line($"[Frozen]");
                }

                writer.Line($"public {member.Type} {member.Name}{(member.IsProperty ? " { get; set; }" : ";")}");
            }

            foreach (var method in Methods.Where(methods.Contains))
            {
                method.Print(writer);
            }
        });
    }
}

/// <summary>An expression that is a model.</summary>
internal abstract class ModelNode(ModelDefinition definition) : Node
{
    public ModelDefinition Definition => definition;

    /// <summary>Null where it is missing.</summary>
    public abstract ModelValue? Run(Machine machine);
}

internal sealed class ModelRead(ModelVariable variable) : ModelNode(variable.Definition)
{
    protected override string? Construct => variable.Name == "this" ? "This" : null;

    public override ModelValue? Run(Machine machine) => machine.Frame.Models[variable.Slot];

    protected override void PrintCore(SourceWriter writer) => writer.Append(variable.Name);
}

/// <summary>model.Inner or model.Layers[i]</summary>
internal sealed class NestedModel(ModelNode model, Member member, Integer? index) : ModelNode(member.Model!)
{
    protected override string Construct => index is null ? "NestedModel" : "ModelInArray";

    public override ModelValue? Run(Machine machine)
    {
        var inner = ModelValue.MemberOf(model.Run(machine), member.Index);
        return index is null ? (ModelValue?)inner : ((ModelValue?[])inner!)[index.Run(machine)];
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Write($"{model}.{member.Name}");
        if (index is not null)
        {
            writer.Write($"[{index}]");
        }
    }
}

/// <summary>A number of a model: model.B, model.M[i, j].</summary>
internal sealed class ModelNumber(ModelNode model, Member member, Integer[] indices) : Number(member.IsFloat)
{
    protected override string Construct => indices.Length == 0 ? "ModelNumber" : "MatrixElement";

    public static Number? Grow(Grower g, bool isFloat, int depth)
    {
        if (g.Model() is not { } model)
        {
            return null;
        }

        var members = model.Definition.Members
            .Where(member => member.IsFloat == isFloat && member.Kind is MemberKind.Number or MemberKind.Matrix)
            .ToList();
        if (members.Count == 0 || g.Choices.Of(members) is not { } member || member.IsFloat != isFloat)
        {
            return null;
        }

        return new ModelNumber(
            model, member, member.Kind == MemberKind.Number ? [] : [g.ModelIndex(depth - 1), g.ModelIndex(depth - 1)]);
    }

    public override Num Run(Machine machine)
    {
        var held = ModelValue.MemberOf(model.Run(machine), member.Index)!;
        if (indices.Length == 0)
        {
            return (Num)held;
        }

        var matrix = (Storage)held;
        var row = indices[0].Run(machine);
        var at = row * matrix.Columns + indices[1].Run(machine);
        return machine.Assigned(View.Of(matrix).Load(machine, at));
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Write($"{model}.{member.Name}");
        if (indices.Length > 0)
        {
            writer.Write($"[{indices}]");
        }
    }
}

/// <summary>An array of a model, or a row of a jagged one.</summary>
internal sealed class ModelArray(ModelNode model, Member member, Integer? row)
    : ViewNode(ViewKind.Array, member.IsFloat, new Origin(IsWritable: false, IsLocal: false))
{
    protected override string Construct => row is null ? "ModelArray" : "JaggedRow";

    public static ViewNode? Grow(Grower g, bool isFloat, int depth)
    {
        if (g.Model() is not { } model)
        {
            return null;
        }

        var members = model.Definition.Members
            .Where(member => member.IsFloat == isFloat && (member.Kind is MemberKind.Array or MemberKind.Jagged))
            .ToList();
        if (members.Count == 0)
        {
            return null;
        }

        var member = g.Choices.Of(members);
        return new ModelArray(model, member, member.Kind == MemberKind.Array ? null : g.ModelIndex(depth - 1));
    }

    public override View Run(Machine machine)
    {
        var held = ModelValue.MemberOf(model.Run(machine), member.Index)!;
        return View.Of(row is null ? (Storage)held : ((Storage[])held)[row.Run(machine)]);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Write($"{model}.{member.Name}");
        if (row is not null)
        {
            writer.Write($"[{row}]");
        }
    }
}

/// <summary>var inner = model.Inner;</summary>
internal sealed class ModelLocal(ModelVariable target, ModelNode value) : Statement
{
    public static Statement? Grow(Grower g) =>
        g.Model() is { } model ? new ModelLocal(g.Scope.AddModel(model.Definition), model) : null;

    protected override Flow RunCore(Machine machine)
    {
        machine.Frame.Models[target.Slot] = value.Run(machine);
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"var {target.Name} = {value};");
}

/// <summary>foreach (var layer in model.Layers)</summary>
internal sealed class ForEachModel(ModelVariable element, ModelNode model, Member member, Block body) : Statement
{
    public static Statement? Grow(Grower g)
    {
        if (g.Model() is not { } model
            || model.Definition.Members.FirstOrDefault(member => member.Kind == MemberKind.Models) is not { } member)
        {
            return null;
        }

        var mark = g.Scope.Mark();
        var element = g.Scope.AddModel(member.Model!);
        var body = g.LoopBody();
        g.Scope.Restore(mark);
        return new ForEachModel(element, model, member, body);
    }

    protected override Flow RunCore(Machine machine)
    {
        var items = (ModelValue?[])ModelValue.MemberOf(model.Run(machine), member.Index)!;
        return body.ForEach(machine, items.Length, i => machine.Frame.Models[element.Slot] = items[i]);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"foreach (var {element.Name} in {model}.{member.Name})");
        body.Print(writer);
    }
}
