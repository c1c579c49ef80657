using Microsoft.CodeAnalysis;

namespace StaticGrad.Analyzers;

/// <summary>
/// Which rules are worth computing for a method: those that an .editorconfig or the project does not switch off. A doubt
/// counts as wanted; the compiler drops what is suppressed anyway.
/// </summary>
internal sealed class WantedRules(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
{
    public bool Contains(string id)
    {
        var ofProject = compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out var value) ? value : (ReportDiagnostic?)null;
        var ofFile = OfFile(id);
        var isSuppressed = ofProject == ReportDiagnostic.Suppress || ofFile == ReportDiagnostic.Suppress;
        var isAskedFor = ofProject is not (null or ReportDiagnostic.Suppress) || ofFile is not (null or ReportDiagnostic.Suppress);
        return !isSuppressed || isAskedFor;
    }

    private ReportDiagnostic? OfFile(string id)
    {
        if (compilation.Options.SyntaxTreeOptionsProvider is not { } provider || method.Locations[0].SourceTree is not { } tree)
        {
            return null;
        }

        return provider.TryGetDiagnosticValue(tree, id, cancellation, out var severity)
            || provider.TryGetGlobalDiagnosticValue(id, cancellation, out severity)
            ? severity
            : null;
    }
}
