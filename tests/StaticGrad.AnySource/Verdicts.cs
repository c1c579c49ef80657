using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.AnySource;

/// <summary>
/// For each marked declaration: has it a derivative, was its user told by StaticGrad, or by the compiler? What counts as told
/// is in README.md.
/// </summary>
internal sealed class Verdicts
{
    private readonly CSharpCompilation _output;
    private readonly IReadOnlyList<SyntaxTree> _trees;
    private readonly HashSet<SyntaxTree> _generated;
    private readonly Dictionary<SyntaxTree, List<Diagnostic>> _errors;
    private readonly Dictionary<SyntaxTree, List<Diagnostic>> _compilerErrors = [];
    private readonly HashSet<SyntaxTree> _claimed = [];

    public Verdicts(
        CSharpCompilation output, IReadOnlyList<SyntaxTree> trees, IEnumerable<SyntaxTree> generated, IEnumerable<Diagnostic> errors)
    {
        _output = output;
        _trees = trees;
        _generated = [.. generated];
        _errors = errors.Where(error => error.Location.SourceTree is not null)
            .GroupBy(error => error.Location.SourceTree!)
            .ToDictionary(group => group.Key, group => group.ToList());
    }

    public void Judge(BatchResult result)
    {
        foreach (var tree in _trees)
        {
            var model = _output.GetSemanticModel(tree);
            foreach (var node in Marking.Marked(tree))
            {
                result.Marked++;
                var symbol = node is LambdaExpressionSyntax ? null : model.GetDeclaredSymbol(node);
                if (HasDerivative(symbol))
                {
                    result.Derived++;
                }
                else if (IsToldAt(node) || IsToldAtTypes(symbol) || IsToldAtCallee(node, []))
                {
                    result.Told++;
                }
                else if (IsBroken(node, symbol))
                {
                    result.Broken++;
                }
                else
                {
                    result.Failures.Add(new Failure(FailureKind.Silent, tree.FilePath, symbol?.ToDisplayString() ?? NameOf(node), Excerpt(node)));
                }
            }
        }
    }

    /// <summary>A type has a nested Gradient; a method has a Backward that takes its parameters. A generated file is one method's.</summary>
    private bool HasDerivative(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.GetTypeMembers("Gradient").Any(gradient => gradient.DeclaringSyntaxReferences.Any(IsGenerated)),
        IMethodSymbol method => Parts(method).Any(part => part.ContainingType is { } type && type.GetMembers(part.Name + "Backward")
            .OfType<IMethodSymbol>()
            .Any(backward => StartsWith(backward, part)
                && backward.DeclaringSyntaxReferences.FirstOrDefault(IsGenerated) is { } reference
                && _claimed.Add(reference.SyntaxTree))),
        _ => false,
    };

    private static IEnumerable<IMethodSymbol> Parts(IMethodSymbol method) =>
        method.PartialDefinitionPart is { } definition ? [definition, method] : [method];

    private bool IsGenerated(SyntaxReference reference) => _generated.Contains(reference.SyntaxTree);

    private static bool StartsWith(IMethodSymbol backward, IMethodSymbol method) =>
        backward.Parameters.Length >= method.Parameters.Length
        && method.Parameters.Zip(backward.Parameters).All(pair => SymbolEqualityComparer.Default.Equals(pair.First.Type, pair.Second.Type));

    /// <summary>An error of StaticGrad anywhere in the declaration, or in the other part of a partial method.</summary>
    private bool IsToldAt(SyntaxNode node) =>
        node is not TypeDeclarationSyntax
        && _errors.TryGetValue(node.SyntaxTree, out var errors) && errors.Any(error => node.FullSpan.Contains(error.Location.SourceSpan));

    /// <summary>An error in a method that this one calls, directly or not: where the construct stands that stops the gradient.</summary>
    private bool IsToldAtCallee(SyntaxNode node, HashSet<SyntaxNode> seen)
    {
        if (!seen.Add(node) || node is TypeDeclarationSyntax)
        {
            return false;
        }

        var model = _output.GetSemanticModel(node.SyntaxTree);
        return node.DescendantNodes().OfType<ExpressionSyntax>()
            .Select(expression => model.GetSymbolInfo(expression).Symbol)
            .SelectMany(symbol => symbol is IMethodSymbol or IPropertySymbol ? symbol.DeclaringSyntaxReferences : [])
            .Select(reference => reference.GetSyntax())
            .Any(callee => IsToldAt(callee) || IsToldAtCallee(callee, seen));
    }

    private bool IsToldAtTypes(ISymbol? symbol)
    {
        if (symbol is IMethodSymbol method && (method.PartialDefinitionPart ?? method.PartialImplementationPart) is { } other
            && other.DeclaringSyntaxReferences.Any(reference => IsToldAt(reference.GetSyntax())))
        {
            return true;
        }

        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsToldAsModel(type, []))
            {
                return true;
            }
        }

        return symbol is IMethodSymbol taking && taking.Parameters.Any(parameter => Named(parameter.Type) is { } type && IsToldAsModel(type, []));
    }

    /// <summary>An error of the type itself: at its name or at a member that it holds, or of a model that it holds.</summary>
    private bool IsToldAsModel(INamedTypeSymbol type, HashSet<ISymbol> seen) =>
        seen.Add(type)
        && (type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && IsToldInHeader(declaration))
            || type.GetMembers().OfType<IFieldSymbol>().Any(field => Named(field.Type) is { } inside && IsToldAsModel(inside, seen)));

    private bool IsToldInHeader(TypeDeclarationSyntax declaration) =>
        _errors.TryGetValue(declaration.SyntaxTree, out var errors)
        && errors.Any(error => declaration.Span.Contains(error.Location.SourceSpan)
            && (error.Location.SourceSpan.End <= Math.Max(declaration.OpenBraceToken.SpanStart, declaration.Identifier.Span.End)
                || declaration.Members.Any(member => member is BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax
                    && member.Span.Contains(error.Location.SourceSpan))));

    private static INamedTypeSymbol? Named(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? Named(array.ElementType) : (type as INamedTypeSymbol)?.OriginalDefinition;

    /// <summary>
    /// The compiler refuses the declaration: an error inside it, one that says that its header or that of a type around it is
    /// wrong, or a place where it declares nothing.
    /// </summary>
    private bool IsBroken(SyntaxNode node, ISymbol? symbol)
    {
        var errors = CompilerErrors(node.SyntaxTree);
        return (node is not TypeDeclarationSyntax && errors.Any(error => node.FullSpan.IntersectsWith(error.Location.SourceSpan)))
            || (symbol is null or { ContainingType: null } && node is not LambdaExpressionSyntax && errors.Count > 0)
            || node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(type => errors.Any(error =>
                error.Location.SourceSpan.Start >= type.SpanStart
                && error.Location.SourceSpan.End <= Math.Max(type.OpenBraceToken.SpanStart, type.Identifier.Span.End)));
    }

    private List<Diagnostic> CompilerErrors(SyntaxTree tree)
    {
        if (!_compilerErrors.TryGetValue(tree, out var errors))
        {
            errors = [.. _output.GetSemanticModel(tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            _compilerErrors.Add(tree, errors);
        }

        return errors;
    }

    private static string NameOf(SyntaxNode node) => $"{node.Kind()} in line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static string Excerpt(SyntaxNode node)
    {
        var text = node.ToString().ReplaceLineEndings(" ");
        return text.Length > 160 ? text[..160] + " …" : text;
    }
}
