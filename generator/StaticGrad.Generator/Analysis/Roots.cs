using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>The storage behind a view: a parameter, an allocation, or a static field.</summary>
internal sealed class Root(Variable variable, bool isParameter, bool isStatic, Stmt? allocation)
{
    public Variable Variable { get; } = variable;

    public bool IsParameter { get; } = isParameter;

    public bool IsStatic { get; } = isStatic;

    /// <summary>The assignment of the new array; null for other roots.</summary>
    public Stmt? Allocation { get; } = allocation;

    /// <summary>Negative, so that memory can stand beside variables in the table of versions.</summary>
    public int Key => -Variable.Id;
}

/// <summary>Which storage each view sees. Views are assigned once, so following definitions back is exact.</summary>
internal sealed class Roots
{
    private readonly Dictionary<int, (Root Root, bool Detached)> _views = [];

    public Roots(MethodIr method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsView)
            {
                Add(parameter.Variable, new Root(parameter.Variable, true, false, null), false);
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

    public Root? TryFind(Variable view) => _views.TryGetValue(view.Id, out var known) ? known.Root : null;

    /// <summary>Whether the view is a detached alias: no gradient flows through it.</summary>
    public bool IsDetached(Expr view) => _views[((VariableRef)view).Variable.Id].Detached;

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

        if (source is VariableRef view && _views.TryGetValue(view.Variable.Id, out var known))
        {
            Add(assign.Target, known.Root, known.Detached || assign.Value is DetachOf);
        }
        else
        {
            Add(assign.Target, new Root(assign.Target, false, assign.Value is StaticRead, assign), false);
        }
    }
}
