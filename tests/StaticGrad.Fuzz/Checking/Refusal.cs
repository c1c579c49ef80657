using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Checking;

/// <summary>Judges why a supported program got no derivative: the few reasons that are right.</summary>
internal static class Refusal
{
    public static Failure? Judge(RandomProgram program, IReadOnlyList<Diagnostic> errors)
    {
        if (errors.Count == 0)
        {
            return new Failure(FailureKind.Neither, "neither a derivative nor a diagnostic");
        }

        var wrong = errors.FirstOrDefault(error => !IsRight(program, error));
        return wrong is null ? null : new Failure(FailureKind.Refused, $"{wrong.Id}: {wrong.GetMessage()} at {wrong.Location.GetLineSpan()}");
    }

    private static bool IsRight(RandomProgram program, Diagnostic error) => IsInOffence(program, error) || error.Id switch
    {
        // Nothing to differentiate: the oracle must have found no path from any leaf.
        "SGRAD004" => program.Points.All(point => !Execution.WithDerivatives(program, point).HasDerivative(point)),

        // A retained value without a gradient.
        "SGRAD015" => program.Retained.Count > 0,

        // docs/supported-csharp.md: a method that returns an array is inlined or refused.
        "SGRAD101" when Says(error, "returns an array") => program.Constructs.Contains("ArrayFromCall"),

        // An element that changes while it is passed by reference.
        "SGRAD101" when Says(error, "by 'in'") => program.PassesPlaces,
        _ => false,
    };

    private static bool Says(Diagnostic error, string words) =>
        error.GetMessage(CultureInfo.InvariantCulture).Contains(words, StringComparison.Ordinal);

    private static bool IsInOffence(RandomProgram program, Diagnostic error)
    {
        var span = error.Location.GetLineSpan().Span;
        return program.Offences.Any(offence => span.Start.Line >= offence.First && span.End.Line <= offence.Last);
    }
}
