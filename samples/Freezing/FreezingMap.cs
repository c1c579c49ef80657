using System.Globalization;
using System.Text.RegularExpressions;

namespace Freezing;

/// <summary>What the compiler says about a derivative in SGRAD201, taken apart.</summary>
/// <param name="Name">The base name of the generated members.</param>
/// <param name="Varied">Parameters that have a gradient.</param>
/// <param name="Frozen">Parameters that have none.</param>
/// <param name="Detached">Statements with Detach.</param>
/// <param name="NoGrad">How much stands under NoGrad.</param>
/// <param name="Constant">Locals that depend on nothing varied.</param>
/// <param name="RemovedStatements">How many operations freezing spares the reverse sweep.</param>
/// <param name="Saves">What the derivative saves.</param>
/// <param name="WouldSave">What it would save with nothing frozen.</param>
public sealed partial record FreezingMap(
    string Name,
    string Varied,
    string Frozen,
    string Detached,
    string NoGrad,
    string Constant,
    string RemovedStatements,
    string Saves,
    string WouldSave)
{
    private const string Id = "SGRAD201";
    private const string Lifted = "with nothing frozen: ";

    /// <summary>What is shown for a part that the message does not have.</summary>
    public const string None = "-";

    /// <summary>The map of a derivative of this sample.</summary>
    /// <exception cref="InvalidOperationException">The compiler says nothing about it.</exception>
    public static FreezingMap Of(string name) => InProcessBuild.OfThisSample.Messages
        .Where(message => message.Id == Id)
        .Select(message => Parse(message.GetMessage(CultureInfo.InvariantCulture)))
        .FirstOrDefault(map => map.Name == name)
        ?? throw new InvalidOperationException($"There is no {Id} about '{name}'.");

    /// <summary>Saved bytes of one iteration of each loop, together.</summary>
    public int SavedBytesPerIteration => PerIteration().Matches(Saves)
        .Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>Takes a message apart.</summary>
    public static FreezingMap Parse(string message)
    {
        var parts = Separator().Split(message);
        var first = First().Match(parts[0]);
        var lifted = After(Lifted);
        return new FreezingMap(
            first.Groups["name"].Value,
            first.Groups["leaves"].Value,
            After("frozen: "),
            After("detached: "),
            After("under NoGrad: "),
            After("constant: "),
            lifted == None ? None : (Operations(lifted) - Operations(message)).ToString(CultureInfo.InvariantCulture),
            After("saves "),
            lifted.Split(", saves ", 2) is [_, var saved] ? saved : None);

        string After(string start) => parts.FirstOrDefault(part => part.StartsWith(start, StringComparison.Ordinal)) is { } part
            ? part[start.Length..]
            : None;
    }

    /// <summary>Statements are quoted in a message and may hold semicolons: only those before a known part separate.</summary>
    [GeneratedRegex("; (?=frozen: |detached: |under NoGrad: |constant: |[0-9]+ operations? with an adjoint|saves |with nothing frozen: )")]
    private static partial Regex Separator();

    [GeneratedRegex("^'(?<name>[^']*)' has gradients of (?<leaves>.*)$")]
    private static partial Regex First();

    [GeneratedRegex("([0-9]+) operations? with an adjoint")]
    private static partial Regex WithAdjoint();

    [GeneratedRegex("([0-9]+) bytes? in each iteration")]
    private static partial Regex PerIteration();

    private static int Operations(string text) =>
        int.Parse(WithAdjoint().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
}
