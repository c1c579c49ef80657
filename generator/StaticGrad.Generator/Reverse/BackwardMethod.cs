using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Simplify;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// Both sweeps of a differentiable method in one body: the core of <c>FBackward</c>.
/// </summary>
internal sealed class BackwardMethod
{
    private BackwardMethod(
        Block body, Variable? seed, IReadOnlyList<(Parameter Of, Variable Gradient)> gradients, IReadOnlyList<Variable> retained)
    {
        Body = body;
        Seed = seed;
        Gradients = gradients;
        Retained = retained;
    }

    public Block Body { get; }

    /// <summary>The cotangent of the result; null for a method without one.</summary>
    public Variable? Seed { get; }

    /// <summary>The gradient arguments, in the order of the parameters.</summary>
    public IReadOnlyList<(Parameter Of, Variable Gradient)> Gradients { get; }

    /// <summary>Gradients of retained locals: by-reference arguments of the core.</summary>
    public IReadOnlyList<Variable> Retained { get; }

    /// <param name="gradientOf">Indices of the parameters that have a gradient argument.</param>
    public static BackwardMethod Create(Facts facts, Needs needs, CallDerivatives calls, ISet<int> gradientOf)
    {
        var method = facts.Method;
        var hasResult = method.Result.IsFloatingScalar;
        var seed = hasResult ? facts.Variables.Create("seed", method.Result, VariableKind.Parameter) : null;
        var value = method.Result == IrType.Void ? null : facts.Variables.Create("value", method.Result, VariableKind.Local);
        var gradients = method.Parameters
            .Where((_, index) => gradientOf.Contains(index))
            .Select(parameter => (parameter, facts.Variables.Create(
                parameter.Passing == Passing.This ? "gradient" : parameter.Name + "Gradient",
                parameter.Type.Gradient,
                VariableKind.Parameter)))
            .ToList();

        var saves = new SaveLayout(facts);
        var arrays = new ArrayLayout(facts, needs, saves);
        var forward = new ForwardSweep(facts, needs, saves, arrays, calls, value);
        var forwardBlock = forward.Run();
        var copies = new WorkingCopies(facts, needs);
        var reverse = new ReverseSweep(
            facts,
            needs,
            saves,
            arrays,
            calls,
            forward,
            seed?.Ref(),
            gradients.Where(g => g.parameter.Type.IsView).ToDictionary(g => g.parameter.Variable.Id, g => g.Item2),
            copies.Views);
        var reverseBody = reverse.Run();

        var last = new List<Stmt>();
        foreach (var (parameter, gradient) in gradients)
        {
            if (!parameter.Type.IsView && facts.HasAdjoint(parameter.Variable))
            {
                last.Add(new Accumulate(gradient, reverse.Adjoint(parameter.Variable).Ref()));
            }
        }

        var start = new List<Stmt>();
        start.AddRange(copies.Statements);
        start.AddRange(reverse.RetainedSeen.Select(seen => new Assign(seen, Constant.Of(false))));
        start.AddRange(reverse.AdjointBuffers.Where(buffer => buffer.StartsEmpty).Select(buffer => new Assign(
            buffer.Buffer, Runtime.Call(Runtime.Empty + ForwardSweep.Generic(buffer.Buffer), buffer.Buffer.Type))));
        var sweep = Tidy.Reverse(Block.Of(start.Concat(reverseBody.Statements).Concat(last)));

        var pooled = saves.Slabs.Select(slab => slab.Variable)
            .Concat(arrays.All.Where(array => !arrays.IsPassedAsArray.Contains(array.Root.Variable.Id)).Select(array => array.Buffer))
            .Concat(reverse.AdjointBuffers.Select(buffer => buffer.Buffer))
            .Concat(copies.Buffers)
            .Select(buffer => (Stmt)new Invoke(Runtime.Call(Runtime.Return, IrType.Void, buffer.Ref())))
            .ToList();
        var body = forward.Preparation.Concat(forwardBlock.Statements)
            .Concat([new Heading("Reverse sweep.", WithLines: true)])
            .Concat(sweep.Statements)
            .Concat(pooled.Count > 0 ? [new Heading("Buffers go back to the pool.", WithLines: false)] : [])
            .Concat(pooled)
            .Concat(value is null ? [] : [new Return(value.Ref())]);
        return new BackwardMethod(
            Tidy.Whole(Block.Of(body)), seed, gradients, [.. reverse.Retained.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)]);
    }
}

/// <summary>
/// Copies of caller's buffers in which the reverse sweep puts old elements back: the caller keeps the method's own output.
/// </summary>
internal sealed class WorkingCopies
{
    private readonly Dictionary<int, Variable> _views = [];

    public WorkingCopies(Facts facts, Needs needs)
    {
        foreach (var root in facts.Roots.All.Where(root => root.IsParameter && needs.IsRestored(root)))
        {
            var parameter = root.Variable;
            var buffer = facts.Variables.Create(parameter.Name + "Copy", parameter.Type.WithShape(Shape.Array));
            var view = facts.Variables.Create(parameter.Name + "Before", parameter.Type.WithShape(Shape.Span));
            Buffers.Add(buffer);
            _views.Add(parameter.Id, view);
            Statements.Add(new Assign(buffer, Runtime.Call(
                Runtime.CopyOf + ForwardSweep.Generic(buffer), buffer.Type, parameter.Ref())));
            Statements.Add(new Assign(view, Runtime.Call(
                Runtime.Part, view.Type, buffer.Ref(), Constant.Of(0), new Length(parameter.Ref()))));
        }
    }

    public List<Stmt> Statements { get; } = [];

    public List<Variable> Buffers { get; } = [];

    public IReadOnlyDictionary<int, Variable> Views => _views;
}
