using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Simplify;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The derivative of a method that is called: a forward part, which leaves what is needed in a frame, and a reverse part,
/// which reads it there. Recursion works because every call has a frame of its own.
/// </summary>
internal sealed class SplitMethod
{
    private SplitMethod(
        CallDerivative derivative,
        Block forward,
        Block reverse,
        IReadOnlyList<(Variable Variable, bool IsReference)> reverseParameters,
        IReadOnlyList<Variable> frame,
        Variable frameParameter)
    {
        Derivative = derivative;
        Forward = forward;
        Reverse = reverse;
        ReverseParameters = reverseParameters;
        Frame = frame;
        FrameParameter = frameParameter;
    }

    public CallDerivative Derivative { get; }

    public Block Forward { get; }

    public Block Reverse { get; }

    /// <summary>Behind the method's own parameters: the cotangent of the result, then adjoints of arguments.</summary>
    public IReadOnlyList<(Variable Variable, bool IsReference)> ReverseParameters { get; }

    public IReadOnlyList<Variable> Frame { get; }

    public Variable FrameParameter { get; }

    public static SplitMethod Create(Facts facts, Needs needs, CallDerivatives calls, CallDerivative derivative)
    {
        var method = facts.Method;
        var parameters = new List<(Variable Variable, bool IsReference)>();
        var seed = method.Result.IsFloatingScalar
            ? facts.Variables.Create("cotangent", method.Result, VariableKind.Parameter)
            : null;
        if (seed is not null)
        {
            parameters.Add((seed, false));
        }

        var value = method.Result == IrType.Void ? null : facts.Variables.Create("value", method.Result, VariableKind.Local);
        var gradients = new Dictionary<int, Variable>();
        var scalars = new List<(Variable Parameter, Variable Gradient)>();
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (!derivative.HasAdjoint(i))
            {
                continue;
            }

            var parameter = method.Parameters[i].Variable;
            var gradient = facts.Variables.Create(
                parameter.Name + "Gradient",
                parameter.Type.Gradient,
                VariableKind.Parameter);
            parameters.Add((gradient, parameter.Type.GradientIsReference));
            if (parameter.Type.IsView)
            {
                gradients.Add(parameter.Id, gradient);
            }
            else
            {
                scalars.Add((parameter, gradient));
            }
        }

        var saves = new SaveLayout(facts);
        var arrays = new ArrayLayout(facts, needs, saves);
        var forward = new ForwardSweep(facts, needs, saves, arrays, calls, value);
        var forwardBlock = forward.Run();
        var reverse = new ReverseSweep(
            facts, needs, saves, arrays, calls, forward, seed?.Ref(), gradients, new Dictionary<int, Variable>());
        var reverseBody = reverse.Run();
        var last = scalars
            .Where(scalar => facts.HasAdjoint(scalar.Parameter))
            .Select(scalar => (Stmt)new Accumulate(scalar.Gradient, reverse.Adjoint(scalar.Parameter).Ref()));
        var sweep = Tidy.Reverse(Block.Of(reverseBody.Statements.Concat(last)));
        var forwardBody = forward.Preparation.Concat(forwardBlock.Statements).Concat(value is null ? [] : [new Return(value.Ref())]);
        return new SplitMethod(
            derivative,
            Tidy.Whole(Block.Of(forwardBody)),
            Tidy.Whole(Block.Of(new Stmt[] { new Heading("Reverse sweep.", true) }.Concat(sweep.Statements))),
            parameters,
            saves.FrameFields,
            facts.Variables.Create("frame", derivative.FrameTypeFrom(facts.Host), VariableKind.Parameter));
    }
}
