using Microsoft.CodeAnalysis;
using StaticGrad.Generator;
using StaticGrad.Generator.Model;

namespace StaticGrad.Editing;

/// <summary>What an edit made the pipeline do again, against what its reach allows.</summary>
internal static class CacheCheck
{
    /// <summary>What ran again and should not have; empty if all is well.</summary>
    public static IEnumerable<string> Offences(GeneratorRunResult result, EditScope scope, IReadOnlySet<string> affectedBefore)
    {
        foreach (var (run, name) in Runs(result))
        {
            var inputsAreTheSame = run.Inputs.All(input => IsTheSame(input.Source.Outputs[input.OutputIndex].Reason));
            if (inputsAreTheSame && run.Inputs.Length > 0 && run.Outputs.Any(output => output.Reason != IncrementalStepRunReason.Cached))
            {
                yield return $"{name} ran again on the same input: {string.Join(", ", run.Outputs.Select(output => output.Reason))}";
            }
        }

        if (scope.Reach == Reach.Anything)
        {
            yield break;
        }

        foreach (var (value, reason) in Outputs(result, DifferentiableGenerator.Steps.Lower))
        {
            var unit = (Unit)value;
            if (!IsTheSame(reason) && !IsAffected(unit, scope) && !affectedBefore.Contains(unit.Method.Key))
            {
                yield return $"{unit.Method.Key} is lowered to something else ({reason})";
            }
        }

        foreach (var (value, reason) in Outputs(result, DifferentiableGenerator.Steps.Model))
        {
            if (!IsTheSame(reason))
            {
                yield return $"the model {((ModelShape)value).Container.QualifiedName} is another one ({reason})";
            }
        }
    }

    /// <summary>The methods whose units hold the body that is edited. Both before and after the edit: it may add a call, or take one out.</summary>
    public static IReadOnlySet<string> Affected(GeneratorRunResult result, EditScope scope) =>
        Units(result).Where(unit => IsAffected(unit, scope)).Select(unit => unit.Method.Key).ToHashSet();

    public static IEnumerable<Unit> Units(GeneratorRunResult result) => Outputs(result, DifferentiableGenerator.Steps.Lower)
        .Where(output => output.Reason != IncrementalStepRunReason.Removed)
        .Select(output => (Unit)output.Value);

    /// <summary>The units that are new or changed.</summary>
    public static IEnumerable<Unit> ChangedUnits(GeneratorRunResult result) => Outputs(result, DifferentiableGenerator.Steps.Lower)
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .Select(output => (Unit)output.Value);

    private static bool IsAffected(Unit unit, EditScope scope) => scope.Member is { } member
        && (unit.Method.Key == member
            || unit.Callees.Any(callee => callee.Key == member)
            || unit.Refused.Any(callee => callee.Key == member));

    private static IEnumerable<(IncrementalGeneratorRunStep Run, string Name)> Runs(GeneratorRunResult result)
    {
        string[] names = [DifferentiableGenerator.Steps.Compile, DifferentiableGenerator.Steps.Shared];
        return names
            .Where(result.TrackedSteps.ContainsKey)
            .SelectMany(name => result.TrackedSteps[name].Select(run => (run, name)))
            .Concat(result.TrackedOutputSteps.SelectMany(step => step.Value.Select(run => (run, step.Key))));
    }

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs) : [];

    private static bool IsTheSame(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
