using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// Detach, NoGrad and Retain in methods that no differentiable method reaches: known only when the whole compilation has been
/// seen, so reported by a build and not while typing.
/// </summary>
internal sealed class MarkerUse(KnownSymbols known)
{
    private readonly ConcurrentBag<(string Method, string Marker, Location Location)> _uses = [];
    private readonly ConcurrentDictionary<string, bool> _differentiated = new();

    public void AddDifferentiated(IMethodSymbol method, IEnumerable<string> followed)
    {
        _differentiated[LoweringSession.KeyOf(method)] = true;
        foreach (var key in followed)
        {
            _differentiated[key] = true;
        }
    }

    public void Collect(SyntaxNodeAnalysisContext context)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        if (context.IsGeneratedCode || !IsMarkerName(invocation.Expression))
        {
            return;
        }

        if (context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken).Symbol is IMethodSymbol target
            && KnownSymbols.Is(target.ContainingType, known.Grad)
            && MemberAround(invocation, context) is { } method)
        {
            _uses.Add((LoweringSession.KeyOf(method), target.Name, invocation.GetLocation()));
        }
    }

    /// <summary>By name first: nearly every call is another one, and binding it would cost.</summary>
    private static bool IsMarkerName(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => IsMarkerName(access.Name),
        SimpleNameSyntax name => name.Identifier.ValueText is "Detach" or "NoGrad" or "Retain",
        _ => false,
    };

    /// <summary>The method or accessor around a place, not the lambda or local function in it.</summary>
    private static IMethodSymbol? MemberAround(SyntaxNode node, SyntaxNodeAnalysisContext context)
    {
        var around = context.SemanticModel.GetEnclosingSymbol(node.SpanStart, context.CancellationToken);
        while (around is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
        {
            around = around.ContainingSymbol;
        }

        return around as IMethodSymbol;
    }

    public void ReportOutside(CompilationAnalysisContext context)
    {
        foreach (var (method, marker, location) in _uses)
        {
            if (!_differentiated.ContainsKey(method))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(RuleIds.MarkerWithoutEffect),
                    location,
                    marker,
                    "no differentiable method reaches this one"));
            }
        }
    }
}
