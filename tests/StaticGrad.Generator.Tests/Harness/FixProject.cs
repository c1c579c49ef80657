using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>A project in an editor: generator, analyzers, and code fixes applied one at a time or all together.</summary>
internal sealed class FixProject
{
    private const int RoundsOfFixAll = 4;

    private readonly CodeFixProvider _provider;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly ProjectId _id;
    private readonly IReadOnlyList<DocumentId> _documents;
    private Solution _solution;

    /// <param name="provider">The fix under test.</param>
    /// <param name="sources">One file each.</param>
    /// <param name="usings">The file of global usings, or null for the usual one.</param>
    /// <param name="analyzer">One more analyzer.</param>
    public FixProject(CodeFixProvider provider, IReadOnlyList<string> sources, string? usings = null, DiagnosticAnalyzer? analyzer = null)
    {
        _provider = provider;
        _analyzers = [new DifferentiableAnalyzer(), new GradientAccessAnalyzer(), .. analyzer is null ? [] : new[] { analyzer }];
        var template = Programs.Compile(sources: []);
        _id = ProjectId.CreateNewId();
        _solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(
                _id,
                VersionStamp.Default,
                "Program",
                "Program",
                LanguageNames.CSharp,
                compilationOptions: template.Options,
                parseOptions: Programs.ParseOptions,
                metadataReferences: template.References,
                analyzerReferences: [new GeneratorReference()]));
        _solution = _solution.AddDocument(
            DocumentId.CreateNewId(_id), "GlobalUsings.cs", usings ?? template.SyntaxTrees.Single().ToString(), filePath: "GlobalUsings.cs");
        var documents = new List<DocumentId>();
        foreach (var source in sources)
        {
            var id = DocumentId.CreateNewId(_id, $"Source{documents.Count}.cs");
            _solution = _solution.AddDocument(id, $"Source{documents.Count}.cs", source, filePath: $"Source{documents.Count}.cs");
            documents.Add(id);
        }

        _documents = documents;
    }

    /// <summary>The texts of the sources, as they are now.</summary>
    public IReadOnlyList<string> Texts => [.. _documents.Select(id => _solution.GetDocument(id)!.GetTextAsync().Result.ToString())];

    private Project Project => _solution.GetProject(_id)!;

    /// <summary>What the analyzers say, in the order of files and places.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        var compilation = (await Project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers(_analyzers, Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return [.. found
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)];
    }

    /// <summary>Errors of the C# compiler, generated files included.</summary>
    public async Task<IReadOnlyList<Diagnostic>> ErrorsAsync() =>
        [.. (await Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>What is offered for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> OfferedAsync(Diagnostic diagnostic, CodeFixProvider? provider = null)
    {
        var actions = new List<CodeAction>();
        if (_solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
        {
            await (provider ?? _provider).RegisterCodeFixesAsync(
                new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    /// <summary>The diagnostics that the provider is for.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FixableAsync() =>
        [.. (await DiagnosticsAsync()).Where(diagnostic => _provider.FixableDiagnosticIds.Contains(diagnostic.Id))];

    /// <summary>Applies the fix of the first diagnostic that has one.</summary>
    public async Task FixFirstAsync()
    {
        foreach (var diagnostic in await FixableAsync())
        {
            if (await OfferedAsync(diagnostic) is [var action])
            {
                await ApplyAsync(action);
                return;
            }
        }

        Assert.Fail("no fix is offered for\n" + string.Join("\n", (await DiagnosticsAsync()).Select(AnalyzerRun.Describe)));
    }

    /// <summary>Fix All in the project, again while something is left: changes that touch each other wait for the next round.</summary>
    public async Task FixAllAsync()
    {
        var id = "";
        for (var round = 0; round < RoundsOfFixAll; round++)
        {
            var action = default(CodeAction);
            foreach (var diagnostic in await FixableAsync())
            {
                if (await OfferedAsync(diagnostic) is [var offered])
                {
                    (action, id) = (offered, diagnostic.Id);
                    break;
                }
            }

            if (action is null)
            {
                return;
            }

            Assert.NotNull(action.EquivalenceKey);
            var context = new FixAllContext(
                _solution.GetDocument(_documents[0])!,
                _provider,
                FixAllScope.Project,
                action.EquivalenceKey,
                [id],
                new Provider(this),
                CancellationToken.None);
            var all = await _provider.GetFixAllProvider()!.GetFixAsync(context);
            Assert.NotNull(all);
            await ApplyAsync(all);
        }
    }

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        _solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        // One object for all: the workspace remembers generators by identity.
        private static readonly ImmutableArray<ISourceGenerator> Generators = [new DifferentiableGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => "StaticGrad";

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => Generators;
    }

    private sealed class Provider(FixProject fixes) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await fixes.FixableAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await fixes.FixableAsync()).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
