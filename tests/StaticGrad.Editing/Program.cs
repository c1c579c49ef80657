using System.Globalization;
using StaticGrad.Editing;

// --edits N --seed S: replays N edits; --from K: beginning with session K; --session K: one session only, as it was; --keep FOLDER: writes the files of each failure there.
int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}

var timings = new Timings();
var replay = new Replay(Number("--seed", 1), Pace.Usual, timings, Console.WriteLine);
if (args.Contains("--session"))
{
    replay.RunSession(Number("--session", 0));
}
else
{
    replay.Run(Number("--edits", 2000), Number("--from", 0));
}

var keep = Array.IndexOf(args, "--keep") is var folder and >= 0 ? args[folder + 1] : null;
var number = 0;
foreach (var same in replay.Failures.GroupBy(failure => failure.Check))
{
    Console.WriteLine($"\n{same.Key}: {same.Count()} times");
    foreach (var failure in same)
    {
        Console.WriteLine($"  session {failure.Session}, edit {failure.Edit}: {string.Join("\n    ", failure.Message.Split('\n').Take(3))}");
        if (keep is not null)
        {
            Directory.CreateDirectory(keep);
            var name = Path.Combine(keep, $"{number++:D4}");
            File.WriteAllText(name + ".txt", $"{failure.Check}\nsession {failure.Session}, edit {failure.Edit}\n{failure.Message}\n");
            File.WriteAllText(name + ".before.txt", failure.Before);
            File.WriteAllText(name + ".after.txt", failure.After);
        }
    }
}

Console.WriteLine("\n" + timings.Describe());
Console.WriteLine("\n" + replay.Describe());
return replay.Failures.Count == 0 ? 0 : 1;
