using System.Collections.Concurrent;

namespace StaticGrad.AnySource;

/// <summary>Hands batches to workers, finds the file when a whole batch is lost, and adds up.</summary>
internal sealed class Coordinator(Options options)
{
    private const int SlowBatchesToSplit = 10;
    private readonly Lock _lock = new();
    private readonly BatchResult _total = new();
    private readonly List<(double Seconds, string[] Files)> _times = [];
    private int _filesDone;

    public BatchResult Total => _total;

    public IReadOnlyList<(double Seconds, string File, int Marked)> Slowest { get; private set; } = [];

    public void Run(IReadOnlyList<string> files)
    {
        var queue = new ConcurrentQueue<string[]>(files.Chunk(options.BatchSize));
        var threads = Enumerable.Range(0, options.Workers).Select(_ => new Thread(() => Serve(queue, files.Count))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Slowest = FindSlowest();
    }

    private void Serve(ConcurrentQueue<string[]> queue, int all)
    {
        using var worker = new WorkerProcess(options.Limit);
        while (queue.TryDequeue(out var files))
        {
            var (result, problem) = worker.Run(BatchOf(files));
            result ??= files.Length > 1 ? OneByOne(worker, files) : Lost(worker, files[0], problem);
            lock (_lock)
            {
                _total.Add(result);
                _times.Add((result.Seconds, files));
                _filesDone += files.Length;
                Print(result, files, all);
            }
        }
    }

    private Batch BatchOf(string[] files) => new(files, options.Marking, Mutations: options.Mutations);

    private BatchResult OneByOne(WorkerProcess worker, string[] files)
    {
        var sum = new BatchResult();
        foreach (var file in files)
        {
            var (result, problem) = worker.Run(BatchOf([file]));
            sum.Add(result ?? Lost(worker, file, problem));
        }

        return sum;
    }

    /// <summary>What the compiler cannot read by itself is skipped, else StaticGrad is to blame.</summary>
    private BatchResult Lost(WorkerProcess worker, string file, string problem)
    {
        var result = new BatchResult();
        if (worker.Run(BatchOf([file]) with { CompilerOnly = true }).Result is null)
        {
            result.Skipped.Add($"{file}: the compiler alone: {problem}");
        }
        else
        {
            result.Failures.Add(new Failure(FailureKind.Generator, file, "", problem));
        }

        return result;
    }

    private void Print(BatchResult result, string[] files, int all)
    {
        foreach (var failure in result.Failures)
        {
            Console.WriteLine(failure);
            options.Keep?.Write(failure, files);
        }

        if (_filesDone % (options.BatchSize * 25) < files.Length || _filesDone == all)
        {
            Console.WriteLine($"{_filesDone} of {all} files, {_total.Marked} marked, {_total.Failures.Count} failures, {DateTime.Now:HH:mm:ss}");
        }
    }

    /// <summary>The slowest batches again, file by file.</summary>
    private List<(double Seconds, string File, int Marked)> FindSlowest()
    {
        using var worker = new WorkerProcess(options.Limit);
        var times = new List<(double, string, int)>();
        foreach (var file in _times.OrderByDescending(time => time.Seconds).Take(SlowBatchesToSplit).SelectMany(time => time.Files))
        {
            if (worker.Run(BatchOf([file])).Result is { } result)
            {
                times.Add((result.GeneratorSeconds + result.AnalyzerSeconds, file, result.Marked));
            }
        }

        return [.. times.OrderByDescending(time => time.Item1).Take(10)];
    }
}
