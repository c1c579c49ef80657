using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>
/// Runs batches in a process of its own, so that generated code that does not end, or that takes the process with it, is a
/// failure like another.
/// </summary>
internal sealed class Worker : IDisposable
{
    private const string Command = "worker";

    /// <summary>What a process compiled stays loaded: after so many programs another takes its place.</summary>
    private const int ProgramsOfAProcess = 20_000;

    private readonly Plan _plan;
    private Process? _process;
    private int _programs;

    public Worker(Plan plan) => _plan = plan;

    /// <summary>The other side: answers requests on the standard input until it ends. False when the arguments ask for something else.</summary>
    public static bool TryServe(IReadOnlyList<string> arguments)
    {
        if (arguments.Count != 2 || arguments[0] != Command)
        {
            return false;
        }

        var plan = JsonSerializer.Deserialize<Plan>(arguments[1])!;
        while (Console.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var report = BatchRunner.Run(
                plan, long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
            Console.WriteLine(JsonSerializer.Serialize(report));
        }

        return true;
    }

    /// <summary>Runs some programs; null when the process died or did not answer in time.</summary>
    public async Task<(BatchReport? Report, bool TimedOut)> RunAsync(long first, int count, TimeSpan limit)
    {
        if (_programs >= ProgramsOfAProcess)
        {
            Dispose();
        }

        var process = _process ??= Start();
        _programs += count;
        try
        {
            await process.StandardInput.WriteLineAsync(FormattableString.Invariant($"{first} {count}"));
            var answer = process.StandardOutput.ReadLineAsync();
            if (await Task.WhenAny(answer, Task.Delay(limit)) != answer)
            {
                Dispose();
                return (null, true);
            }

            if (await answer is { } line)
            {
                return (JsonSerializer.Deserialize<BatchReport>(line), false);
            }
        }
        catch (IOException)
        {
            // The process is gone.
        }

        Dispose();
        return (null, false);
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            // One that works still ends by itself when there are no more requests.
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
            _process = null;
            _programs = 0;
        }
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [.. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Worker).Assembly.Location] : Array.Empty<string>(),
            Command, JsonSerializer.Serialize(_plan)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,

        // Most of the time goes into the C# compiler and into machine code for programs that run a few times: fewer collections,
        // and each method compiled once, in memory that is cheaper to write.
        Environment =
        {
            ["DOTNET_GCgen0size"] = "0x8000000", ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_TieredCompilation"] = "0",
        },
    })!;
}
