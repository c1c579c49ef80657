using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD001: makes a number without gradients a double. Not offered for bool, string and other non-numbers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseDoubleCodeFix)), Shared]
public sealed class UseDoubleCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TypeHasNoGradient);

    private protected override Fix? Propose(FixContext context)
    {
        var edits = new SolutionEdits();
        var symbol = context.LeafNamedInAttribute() is { } leaf ? leaf.Parameter : context.GradientReadHere()?.Source;
        foreach (var (type, value) in symbol is null ? ResultTypes(context) : DeclaredTypes(symbol, context))
        {
            if (ElementOf(type) is not { } element || !IsNumber(element, context)
                || (value is not null && !DoubleValues.Make(value.Value, context, edits)))
            {
                return null;
            }

            edits.Replace(element.SyntaxTree, element.Span, "double");
        }

        return edits.IsEmpty ? null
            : new Fix(symbol is null ? "Return double" : $"Change the type of '{symbol.Name}' to double", "StaticGrad.UseDouble", edits);
    }

    private static IEnumerable<(TypeSyntax Type, EqualsValueClauseSyntax? Value)> ResultTypes(FixContext context) =>
        context.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && method.ReturnType.Span == context.Node.Span
            ? [(method.ReturnType, null)]
            : [];

    /// <summary>The types that the declarations give, and the values.</summary>
    private static IEnumerable<(TypeSyntax Type, EqualsValueClauseSyntax? Value)> DeclaredTypes(ISymbol symbol, FixContext context)
    {
        IEnumerable<ISymbol> symbols = symbol is IParameterSymbol parameter ? FixContext.Parts(parameter) : [symbol];
        return symbols.SelectMany(context.Declarations<SyntaxNode>).SelectMany(declaration => declaration switch
        {
            ParameterSyntax { Type: { } type } parameter => One(type, parameter.Default),
            PropertyDeclarationSyntax property => One(property.Type, property.Initializer),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } field } one =>
                One(field.Type, one.Initializer),
            _ => [],
        });
    }

    private static (TypeSyntax Type, EqualsValueClauseSyntax? Value)[] One(TypeSyntax type, EqualsValueClauseSyntax? value) => [(type, value)];

    /// <summary>The name of the numbers in an array, span or jagged array.</summary>
    private static TypeSyntax? ElementOf(TypeSyntax type) => type switch
    {
        ArrayTypeSyntax array => ElementOf(array.ElementType),
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } => ElementOf(arguments[0]),
        QualifiedNameSyntax { Right: GenericNameSyntax generic } => ElementOf(generic),
        _ => type,
    };

    private static bool IsNumber(TypeSyntax type, FixContext context) =>
        context.ModelOf(type.SyntaxTree)?.GetTypeInfo(type, context.Cancellation).Type is { } symbol
        && GradientKinds.Of(symbol, context.Known) == GradientKind.None
        && symbol.TypeKind != TypeKind.Enum
        && symbol.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String);
}
