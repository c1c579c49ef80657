using System.Diagnostics;
using StaticGrad.AnySource;

if (args is [Worker.Command])
{
    return Worker.Run();
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{Options.Usage}");
    return 2;
}

var files = SourceFile.In(options.Folder).Skip(options.From).Take(options.Count).ToList();
var clock = Stopwatch.StartNew();
var coordinator = new Coordinator(options);
coordinator.Run(files);
return Report.Print(coordinator, files.Count, clock.Elapsed);
