using System.Text.Json;

namespace StaticGrad.AnySource;

/// <summary>
/// The process that compiles: a batch a line on standard input, a result a line on standard output. Its stack is a compiler's
/// own, for what overflows it there would end a build.
/// </summary>
internal static class Worker
{
    public const string Command = "worker";

    /// <summary>A compiler's threads have no more on some systems.</summary>
    private const int StackSize = 1024 * 1024;

    public static int Run()
    {
        var code = 0;
        var thread = new Thread(() => code = Serve(), StackSize);
        thread.Start();
        thread.Join();
        return code;
    }

    private static int Serve()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var batch = JsonSerializer.Deserialize<Batch>(line)!;
            BatchResult result;
            try
            {
                result = BatchRun.Shipped.Run(batch);
            }
            catch (Exception exception)
            {
                // The compiler's own, or this program's: the coordinator asks again without StaticGrad.
                Console.Error.WriteLine(exception);
                return 1;
            }

            Console.Out.WriteLine(JsonSerializer.Serialize(result));
            Console.Out.Flush();
        }

        return 0;
    }
}
