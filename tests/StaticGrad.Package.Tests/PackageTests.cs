using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using Xunit;
using Xunit.Abstractions;

namespace StaticGrad.Package.Tests;

/// <summary>
/// The package as a user meets it: packed, taken from a local feed by a fresh project outside of the repository, built, run,
/// published with NativeAOT and run again.
/// </summary>
public sealed class PackageTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Repository = typeof(PackageTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>A version of its own each time: package caches keep what they once saw under a version.</summary>
    private static readonly string Version = FormattableString.Invariant(
        $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    private readonly string _folder = Directory.CreateTempSubdirectory("staticgrad-package-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        var cached = Path.Combine(
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            "staticgrad",
            Version);
        if (Directory.Exists(cached))
        {
            Directory.Delete(cached, recursive: true);
        }
    }

    [Fact]
    public void A_fresh_project_builds_runs_and_publishes_with_the_package()
    {
        var feed = Path.Combine(_folder, "feed");
        Run(Repository, "dotnet", "pack", "src/StaticGrad", "-c", "Release", "-o", feed, $"-p:Version={Version}");
        var package = Assert.Single(Directory.GetFiles(feed));
        Assert.Equal($"StaticGrad.{Version}.nupkg", Path.GetFileName(package));
        CheckContents(package);

        var project = CreateConsumer(feed);
        var built = Run(project, "dotnet", "run", "-c", "Release");
        Assert.Contains("\ngradient check: 3 of 3 elements agree", built);
        Assert.Contains("model gradient check: 3 of 3 elements agree line.Slope", built);
        Assert.Contains("trained 2.000 1.000 state 32 restored True", built);

        var native = Path.Combine(_folder, "native");
        Run(project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "--use-current-runtime", "-o", native);
        var published = Run(native, Path.Combine(native, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"));
        Assert.Equal(LastLines(built), LastLines(published));
    }

    private static string LastLines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));

    private static void CheckContents(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var entries = archive.Entries.Select(entry => entry.FullName).ToHashSet();
        foreach (var expected in new[]
        {
            "README.md",
            "icon.png",
            "lib/net8.0/StaticGrad.dll",
            "lib/net8.0/StaticGrad.xml",
            "lib/net10.0/StaticGrad.dll",
            "lib/net10.0/StaticGrad.xml",
            "analyzers/dotnet/cs/StaticGrad.Generator.dll",
            "analyzers/dotnet/cs/StaticGrad.Analyzers.dll",
            "analyzers/dotnet/cs/StaticGrad.CodeFixes.dll",
        })
        {
            Assert.Contains(expected, entries);
        }

        Assert.Equal(5, entries.Count(entry => entry.EndsWith(".dll", StringComparison.Ordinal)));
        using var nuspec = archive.GetEntry("StaticGrad.nuspec")!.Open();
        var document = XDocument.Load(nuspec);
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal(Version, document.Descendants().Single(element => element.Name.LocalName == "version").Value);
    }

    private string CreateConsumer(string feed)
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder, "Consumer")).FullName;
        File.Copy(
            Path.Combine(Repository, "tests", "StaticGrad.Package.Tests", "Consumer", "Program.cs"),
            Path.Combine(project, "Program.cs"));
        File.WriteAllText(Path.Combine(project, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <IsAotCompatible>true</IsAotCompatible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="StaticGrad" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);

        // Only the local feed is added: whatever feeds the machine has serve the rest.
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="staticgrad-local" value="{feed}" />
              </packageSources>
            </configuration>
            """);
        return project;
    }

    private string Run(string folder, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's MSBuild variables must not reach the inner build.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output.WriteLine($"{file} {string.Join(' ', arguments)}\n{text}{error.Result}");
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}{error.Result}");
        return text;
    }
}
