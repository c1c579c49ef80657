using System.Diagnostics;
using System.Text.Json;

namespace StaticGrad.AnySource;

/// <summary>A worker, started when it is first needed and again after it has ended.</summary>
internal sealed class WorkerProcess(TimeSpan limit) : IDisposable
{
    private const int BatchesBeforeRestart = 200;
    private Process? _process;
    private int _batches;

    /// <summary>The result, or null with what happened: the process ended, or the time was over.</summary>
    public (BatchResult? Result, string Problem) Run(Batch batch)
    {
        if (_process is null || _process.HasExited || _batches++ > BatchesBeforeRestart)
        {
            Stop();
            _process = Start();
            _batches = 0;
        }

        _process.StandardInput.WriteLine(JsonSerializer.Serialize(batch));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(limit))
        {
            Stop();
            return (null, $"no end after {limit.TotalSeconds} s");
        }

        if (answer.Result is { } line)
        {
            return (JsonSerializer.Deserialize<BatchResult>(line)!, "");
        }

        _process.WaitForExit();
        var problem = $"the process ended with code {_process.ExitCode}";
        Stop();
        return (null, problem);
    }

    public void Dispose() => Stop();

    private static Process Start() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [.. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Worker).Assembly.Location] : Array.Empty<string>(),
            Worker.Command])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private void Stop()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }
}
