using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
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

    public void Collect(OperationAnalysisContext context)
    {
        var target = ((IInvocationOperation)context.Operation).TargetMethod;
        if (target.Name is "Detach" or "NoGrad" or "Retain"
            && KnownSymbols.Is(target.ContainingType, known.Grad)
            && context.ContainingSymbol is IMethodSymbol method)
        {
            _uses.Add((LoweringSession.KeyOf(method), target.Name, context.Operation.Syntax.GetLocation()));
        }
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
