using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>What a fix looks at: the diagnostic, the node under its span, and the meaning of the code.</summary>
internal sealed class FixContext(
    Document document, SemanticModel model, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
{
    public Document Document { get; } = document;

    public Solution Solution => Document.Project.Solution;

    public SemanticModel Model { get; } = model;

    public SyntaxTree Tree => Model.SyntaxTree;

    /// <summary>The innermost node with the diagnostic's span.</summary>
    public SyntaxNode Node { get; } = node;

    public Diagnostic Diagnostic { get; } = diagnostic;

    public KnownSymbols Known { get; } = new(model.Compilation);

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The model of a tree of this project; null for a tree of another one.</summary>
    public SemanticModel? ModelOf(SyntaxTree tree) =>
        tree == Tree ? Model
        : Model.Compilation.ContainsSyntaxTree(tree) ? Model.Compilation.GetSemanticModel(tree)
        : null;

    /// <summary>Where a symbol is declared, in whatever file.</summary>
    public IEnumerable<T> Declarations<T>(ISymbol symbol)
        where T : SyntaxNode => symbol.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(Cancellation))
            .OfType<T>();

    /// <summary>The parameters that one declaration in the source is: both parts of a partial method.</summary>
    public static IEnumerable<IParameterSymbol> Parts(IParameterSymbol parameter)
    {
        yield return parameter;
        if (parameter.ContainingSymbol is IMethodSymbol method
            && (method.PartialDefinitionPart ?? method.PartialImplementationPart) is { } other
            && parameter.Ordinal < other.Parameters.Length)
        {
            yield return other.Parameters[parameter.Ordinal];
        }
    }

    /// <summary>Whether an attribute's argument names that leaf.</summary>
    public bool IsLeaf(AttributeArgumentSyntax argument, string name) => argument.NameEquals is null
        && ModelOf(argument.SyntaxTree)?.GetConstantValue(argument.Expression, Cancellation) is { HasValue: true, Value: string value }
        && value == name;

    /// <summary>The attribute's argument under the span, what it names, and of which method; null when it is none.</summary>
    public NamedLeaf? LeafNamedInAttribute()
    {
        if (Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { NameEquals: null } argument
            && Model.GetConstantValue(argument.Expression, Cancellation) is { HasValue: true, Value: string name }
            && argument.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && Model.GetDeclaredSymbol(declaration, Cancellation) is IMethodSymbol method)
        {
            return new NamedLeaf(argument, name, method);
        }

        return null;
    }

    /// <summary>The gradient that is read under the span and does not exist; null when nothing of that kind is there.</summary>
    public MissingGradient? GradientReadHere() =>
        Node is SimpleNameSyntax { Parent: { } access } ? GradientAccessAnalyzer.Find(access, Model, Known, Cancellation) : null;
}

/// <summary>A leaf that a [Differentiable] attribute names.</summary>
internal sealed class NamedLeaf(AttributeArgumentSyntax argument, string name, IMethodSymbol method)
{
    public AttributeArgumentSyntax Argument { get; } = argument;

    public string Name { get; } = name;

    public IMethodSymbol Method { get; } = method;

    public IParameterSymbol? Parameter => Method.Parameters.FirstOrDefault(parameter => parameter.Name == Name);
}
