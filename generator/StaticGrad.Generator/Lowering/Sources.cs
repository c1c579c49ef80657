using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Where a symbol stands in this compilation's own files. In an editor a referenced project is a compilation too: its symbols have
/// source, but not here.
/// </summary>
internal static class Sources
{
    public static IEnumerable<SyntaxNode> SourcesIn(this ISymbol symbol, Compilation compilation, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences
            .Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation));
}
