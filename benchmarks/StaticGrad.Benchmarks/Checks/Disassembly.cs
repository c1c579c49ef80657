using System.Diagnostics;
using System.Text.RegularExpressions;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Checks;

/// <summary>
/// Whether the JIT makes the same machine code of a method with Detach, NoGrad and Retain as of the method without them. The
/// run-time prints the code itself, for a process that is started for it.
/// </summary>
internal static partial class Disassembly
{
    private const string ChildArgument = "--run-inference";

    /// <summary>Runs both methods, in the process whose code is printed.</summary>
    public static bool IsChild(string[] args) => args.Contains(ChildArgument);

    public static int RunChild()
    {
        double[] weights = [0.5, -0.25];
        double[] x = [1, 2];
        return Inference.Plain(weights, x, 0.5).Equals(Inference.Marked(weights, x, 0.5)) ? 0 : 1;
    }

    public static bool Run()
    {
        var file = Path.GetTempFileName();
        try
        {
            var code = CodeOf(file);
            if (!code.TryGetValue("Plain", out var plain) || !code.TryGetValue("Marked", out var marked))
            {
                Console.WriteLine("The run-time printed no code: nothing was compared.");
                return false;
            }

            var isSame = plain.SequenceEqual(marked);
            Console.WriteLine($"{nameof(Inference.Plain)}: {plain.Count} instructions, {nameof(Inference.Marked)}: {marked.Count}; {(isSame ? "the same" : "different")}.");
            foreach (var (a, b) in isSame ? [] : plain.Zip(marked).Where(pair => pair.First != pair.Second).Take(10))
            {
                Console.WriteLine($"  {a}   |   {b}");
            }

            return isSame && plain.Count > 10;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Dictionary<string, List<string>> CodeOf(string file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Disassembly).Assembly.Location);
        }

        start.ArgumentList.Add(ChildArgument);
        start.Environment["DOTNET_JitDisasm"] = "Plain Marked";
        start.Environment["DOTNET_JitDisasmDiffable"] = "1";
        start.Environment["DOTNET_JitStdOutFile"] = file;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("The two methods have different values.");
        }

        return Parse(File.ReadLines(file));
    }

    /// <summary>Instructions by method; comments go, and labels are numbered in the order in which they are met.</summary>
    private static Dictionary<string, List<string>> Parse(IEnumerable<string> lines)
    {
        var code = new Dictionary<string, List<string>>();
        var labels = new Dictionary<string, string>();
        List<string>? current = null;
        foreach (var line in lines)
        {
            if (Header().Match(line) is { Success: true } header)
            {
                current = code[header.Groups[1].Value] = [];
                labels.Clear();
            }
            else if (line.Length > 0 && line[0] is ' ' && current is not null)
            {
                var text = line.Split(';')[0].Trim();
                text = Labels().Replace(text, match => labels.TryGetValue(match.Value, out var known)
                    ? known
                    : labels[match.Value] = $"L{labels.Count}");
                if (text.Length > 0)
                {
                    current.Add(text);
                }
            }
        }

        return code;
    }

    [GeneratedRegex(@"^; Assembly listing for method .*:(Plain|Marked)\(")]
    private static partial Regex Header();

    [GeneratedRegex(@"G_M\d+_IG\d+|reloc @RWD\d+|@RWD\d+|G_M\w+")]
    private static partial Regex Labels();
}
