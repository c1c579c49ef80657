using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>The storage behind a view: a parameter, an allocation, or a static field.</summary>
internal sealed class Root(Variable variable, bool isParameter, bool isStatic, Stmt? allocation, Variable? owner = null, string? label = null, bool isDetached = false)
{
    /// <summary>The parameter or static model that it is a part of, at any depth; null for a root that is no part.</summary>
    public Variable? Owner { get; } = owner;

    public Variable Variable { get; } = variable;

    /// <summary>What people call it.</summary>
    public string Name { get; } = label ?? variable.Name;

    public bool IsParameter { get; } = isParameter;

    public bool IsStatic { get; } = isStatic;

    /// <summary>Whether the caller hands it over detached: every view of it is.</summary>
    public bool IsDetached { get; } = isDetached;

    /// <summary>The assignment of the new array; null for other roots.</summary>
    public Stmt? Allocation { get; } = allocation;

    /// <summary>Negative, so that memory can stand beside variables in the table of versions.</summary>
    public int Key => -Variable.Id;
}

/// <summary>Which storage each view sees. Views are assigned once, so following definitions back is exact.</summary>
internal sealed class Roots
{
    private readonly Dictionary<int, (Root Root, bool Detached)> _views = [];
    private readonly Dictionary<(Root Whole, string Part), Root> _parts = [];

    /// <param name="detached">Ids of the parameters that are handed over detached.</param>
    public Roots(MethodIr method, ISet<int>? detached = null)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsView)
            {
                var root = new Root(parameter.Variable, true, false, null, isDetached: detached?.Contains(parameter.Variable.Id) == true);
                Add(parameter.Variable, root, false);
            }
        }

        foreach (var statement in method.Body.All())
        {
            if (statement is Assign { Target.Type.IsView: true } assign)
            {
                Define(assign);
            }
        }
    }

    public List<Root> All { get; } = [];

    public Root Of(Expr view) => _views[((VariableRef)view).Variable.Id].Root;

    /// <summary>The root itself, or that of the object that it is a part of.</summary>
    public Root WholeOf(Expr view) => Of(view) is { Owner: { } owner } ? _views[owner.Id].Root : Of(view);

    public Root? TryFind(Variable view) => _views.TryGetValue(view.Id, out var known) ? known.Root : null;

    /// <summary>Whether no gradient flows through the view: it is a detached alias, or its array was handed over as one.</summary>
    public bool IsDetached(Expr view) => Of(view).IsDetached || IsDetachedAlias(view);

    /// <summary>Whether the view was detached in the method itself.</summary>
    public bool IsDetachedAlias(Expr view) => _views[((VariableRef)view).Variable.Id].Detached;

    private void Add(Variable variable, Root root, bool detached)
    {
        _views[variable.Id] = (root, detached);
        if (root.Variable.Id == variable.Id)
        {
            All.Add(root);
        }
    }

    private void Define(Assign assign)
    {
        var source = assign.Value switch
        {
            Slice slice => slice.View,
            ViewCast cast => cast.View,
            DetachOf detach => detach.Operand,
            VariableRef reference => reference,
            _ => null,
        };

        (Expr? Whole, string Name, bool Frozen) part = assign.Value switch
        {
            Member member => (member.Object, member.Name, member.Frozen),
            Item item => (item.Array, "[]", false),
            Flat flat => (flat.Array, "[,]", false),
            _ => default,
        };
        if (part.Whole is VariableRef whole && _views.TryGetValue(whole.Variable.Id, out var of))
        {
            AddPart(assign.Target, of.Root, part.Name, of.Detached || part.Frozen);
        }
        else if (source is VariableRef view && _views.TryGetValue(view.Variable.Id, out var known))
        {
            Add(assign.Target, known.Root, known.Detached || assign.Value is DetachOf);
        }
        else
        {
            Add(assign.Target, new Root(assign.Target, false, assign.Value is StaticRead, assign), false);
        }
    }

    /// <summary>A part of an object: all items of an array are one root, and so is a member, however it is reached.</summary>
    private void AddPart(Variable target, Root whole, string name, bool detached)
    {
        if (!_parts.TryGetValue((whole, name), out var root))
        {
            root = new Root(target, whole.IsParameter, whole.IsStatic, null, whole.Owner ?? whole.Variable, name[0] == '[' ? whole.Name : name);
            _parts.Add((whole, name), root);
        }

        Add(target, root, detached);
    }
}
