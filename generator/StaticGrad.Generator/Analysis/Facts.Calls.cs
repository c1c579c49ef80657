using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>What gradients do at a call, and how generated code makes it.</summary>
internal sealed partial class Facts
{
    /// <summary>A call through which gradients flow.</summary>
    public bool IsActiveCall(Stmt statement) =>
        Activity.CallOf(statement) is { } call
        && Versions.IsReached(statement)
        && !statement.NoGrad
        && !call.Target.Constant
        && Activity.IsVariedCall(statement, call)
        && ((statement is Assign assign && !assign.Target.Type.IsView && IsActive(assign))
            || Activity.WrittenBy(call).Any(root => Activity.IsActiveAfter(statement, root)));

    /// <summary>
    /// A call that is made through the callee's derivative: gradients flow through it or end at what it writes, or generated code
    /// cannot call the method itself.
    /// </summary>
    public bool HasDerivative(Stmt statement) =>
        IsActiveCall(statement)
        || (Activity.CallOf(statement) is { } call
            && Versions.IsReached(statement)
            && Effects.IsKnown(call)
            && (WritesActive(statement, call) || !CanBePlain(call)));

    /// <summary>Whether the call writes to an array that carries gradients.</summary>
    public bool WritesActive(Stmt statement, Call call) =>
        WrittenRoots(call).Any(root => Activity.IsActiveAfter(statement, root));

    /// <summary>Whether generated code may name the method, and has an array for each one that it writes.</summary>
    private bool CanBePlain(Call call) => call.Target.Unreachable is null && !WritesPartAsArray(call);

    /// <summary>Whether the method takes and writes an array where generated code has a part of a pooled one.</summary>
    public bool WritesPartAsArray(Call call) => call.Arguments
        .Where((argument, i) => call.Target.TakesArray(i) && Effects.Writes(call, i))
        .Select(Roots.Of)
        .Any(root => IsSplit || (root.Allocation is not null && Regions.Home(root.Variable).LoopDepth > 0));

    /// <summary>What gradients do at the argument of a call that is made through a derivative.</summary>
    public Flow FlowOf(Stmt statement, Call call, int index)
    {
        var argument = call.Arguments[index];
        var isWritten = argument.Type.IsView && Effects.Writes(call, index);
        if (IsActiveCall(statement) && !Effects.IsFrozen(call, index) && !(argument.Type.IsView && Roots.IsDetached(argument)))
        {
            return Activity.IsVaried(statement, argument) ? Flow.Varied : Flow.Constant;
        }

        return !isWritten ? Flow.Constant
            : argument.Type.HasFloatingElement && Activity.IsActiveAfter(statement, Roots.Of(argument)) ? Flow.Ended
            : Flow.Detached;
    }

    public IEnumerable<Root> WrittenRoots(Call call) => call.Arguments
        .Where((argument, index) => argument.Type.IsView && Effects.Writes(call, index))
        .Select(Roots.Of);

    /// <summary>The roots whose elements a call's reverse part may read.</summary>
    public IEnumerable<Root> ReadsInReverse(Stmt statement) =>
        Activity.CallOf(statement)!.Arguments.Where(argument => argument.Type.IsView).Select(Roots.Of);
}
