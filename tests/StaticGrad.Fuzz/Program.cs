using StaticGrad.Fuzz.Campaign;

if (Worker.TryServe(args))
{
    return 0;
}

var (options, error) = Options.Parse(args);
if (error is not null)
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.Show is { } index)
{
    return Show.One(options.Plan, index) ? 0 : 1;
}

var supervisor = new Supervisor(options);
var report = await supervisor.RunAsync();
Show.Failures(options.Plan, report);
Summary.Print(report, supervisor.Elapsed);
return report.Failures.Count == 0 ? 0 : 1;
