using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>
/// What may depend on a leaf. The compiler knows exactly; constants, frozen parameters, what is detached already, and locals that
/// are given nothing else are told apart here, whatever the order of the statements.
/// </summary>
/// <param name="model">The meaning of the code.</param>
/// <param name="known">The symbols of the compilation.</param>
/// <param name="cancellation">Stops it.</param>
/// <param name="isLeaf">Which names of parameters, and "this", may be leaves; all, when it is null.</param>
internal sealed class PossibleActivity(
    SemanticModel model, KnownSymbols known, CancellationToken cancellation, Func<string, bool>? isLeaf = null)
{
    // A search for one leaf: what was looked at once and was none is none again.
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the expression is a floating value, or an array or span of such, that may depend on a leaf.</summary>
    /// <param name="expression">The value.</param>
    /// <param name="ignored">A local that is taken for a constant.</param>
    public bool Of(ExpressionSyntax expression, ILocalSymbol? ignored = null)
    {
        _seen.Clear();
        if (ignored is not null)
        {
            _seen.Add(ignored);
        }

        return Search(expression);
    }

    private bool Search(ExpressionSyntax expression) =>
        GradientKinds.Of(TypeOf(expression), known) == GradientKind.Floating
        && !model.GetConstantValue(expression, cancellation).HasValue
        && expression.DescendantNodesAndSelf(MayHold).Any(node => MayHold(node) && IsLeaf(node));

    /// <summary>Not what is detached, nor a number or condition without gradient, whatever it is computed from.</summary>
    private bool MayHold(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call when Detachment.IsMarker(SymbolOf(call), "Detach", known) => false,
        TypeSyntax or not ExpressionSyntax => true,
        ExpressionSyntax inner => GradientKinds.Of(TypeOf(inner), known) != GradientKind.None,
    };

    private bool IsLeaf(SyntaxNode node) => node switch
    {
        InstanceExpressionSyntax self => IsThis
            && (self.Parent is not MemberAccessExpressionSyntax access || SymbolOf(access) is IMethodSymbol),
        SimpleNameSyntax name => IsLeaf(SymbolOf(name), name),
        _ => false,
    };

    private bool IsLeaf(ISymbol? symbol, SimpleNameSyntax name) => symbol switch
    {
        ILocalSymbol local => HasGradient(local.Type) && !local.IsConst && (!IsNumber(local.Type) || IsGivenLeaf(local, name)),
        IParameterSymbol parameter => HasGradient(parameter.Type)
            && (MayBeLeaf(parameter) || (IsNumber(parameter.Type) && IsGivenLeaf(parameter, name))),
        IFieldSymbol field => HasGradient(field.Type) && IsMember(field, name),
        IPropertySymbol property => HasGradient(property.Type) && IsMember(property, name),
        // A method of the model itself reads its numbers.
        IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary } => IsThis && IsOfThis(name),
        _ => false,
    };

    private bool IsThis => isLeaf?.Invoke("this") ?? true;

    private bool MayBeLeaf(IParameterSymbol parameter) => !known.Has(parameter, known.Frozen)
        && (isLeaf is null || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } || isLeaf(parameter.Name)
            || !IsNumber(parameter.Type));

    private bool IsMember(ISymbol member, SimpleNameSyntax name) =>
        !member.IsStatic && !known.Has(member, known.Frozen) && (IsThis || !IsOfThis(name));

    private static bool IsOfThis(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression is InstanceExpressionSyntax,
        MemberBindingExpressionSyntax => false,
        _ => true,
    };

    /// <summary>Whether a number is given a value that depends on a leaf, somewhere in the member around a place.</summary>
    private bool IsGivenLeaf(ISymbol variable, SyntaxNode place)
    {
        if (!_seen.Add(variable))
        {
            return false;
        }

        var declarations = variable.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation));
        var isGiven = declarations.Any(declaration => declaration switch
        {
            VariableDeclaratorSyntax { Initializer: { } initializer } => IsGivenLeaf(initializer.Value),
            VariableDeclaratorSyntax or ParameterSyntax => false,
            _ => true,
        });
        var scope = place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place;
        return isGiven || VariableUse.Of(variable, scope, model, cancellation).Any(use => use.Kind == UseKind.Open
            || (use is { Kind: UseKind.Assigned, Place.Parent: AssignmentExpressionSyntax assignment }
                && IsGivenLeaf(assignment.Right)));
    }

    /// <summary>What is no number itself may become one by a conversion of the user's.</summary>
    private bool IsGivenLeaf(ExpressionSyntax value) => value is RefExpressionSyntax
        || (TypeOf(value) is { } type && GradientKinds.Of(type, known) == GradientKind.Other) || Search(value);

    private ITypeSymbol? TypeOf(ExpressionSyntax expression) => model.GetTypeInfo(expression, cancellation).Type;

    private ISymbol? SymbolOf(ExpressionSyntax expression) => model.GetSymbolInfo(expression, cancellation).Symbol;

    private bool HasGradient(ITypeSymbol type) => GradientKinds.Of(type, known) != GradientKind.None;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
}
