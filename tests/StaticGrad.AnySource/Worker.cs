using System.Text.Json;

namespace StaticGrad.AnySource;

/// <summary>
/// The process that compiles: a batch a line on standard input, a result a line on standard output. Its stack is a compiler's
/// own, for what overflows it there would end a build.
/// </summary>
internal static class Worker
{
    public const string Command = "worker";

    public static int Run()
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
