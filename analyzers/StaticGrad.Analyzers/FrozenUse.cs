using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// [Frozen] on what never has a gradient, anywhere in the source: it does nothing there, whoever calls. Types that might hold
/// numbers (classes, structs, type parameters) are not judged, nor are methods without a result: [Frozen] keeps the compiler
/// from following those.
/// </summary>
internal static class FrozenUse
{
    public static void Analyze(SymbolAnalysisContext context, KnownSymbols known)
    {
        var symbol = context.Symbol;
        if (symbol is IMethodSymbol { PartialDefinitionPart: not null }
            || symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { PartialDefinitionPart: not null } })
        {
            // The attributes of both parts belong to the definition.
            return;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            if (KnownSymbols.Is(attribute.AttributeClass, known.Frozen)
                && Judge(symbol, known) is var (what, type)
                && attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(RuleIds.FrozenWithoutGradient), syntax.GetLocation(), what, type.ToDisplayString()));
            }
        }
    }

    private static (string What, ITypeSymbol Type)? Judge(ISymbol symbol, KnownSymbols known)
    {
        (string What, ITypeSymbol Type)? judged = symbol switch
        {
            IParameterSymbol parameter => ($"'{parameter.Name}'", parameter.Type),
            IFieldSymbol field => ($"'{field.Name}'", field.Type),
            IPropertySymbol property => ($"'{property.Name}'", property.Type),
            IMethodSymbol { ReturnsVoid: false, MethodKind: MethodKind.Ordinary } method => ($"the result of '{method.Name}'", method.ReturnType),
            _ => null,
        };
        return judged is var (_, type) && NeverHasGradient(type, known) ? judged : null;
    }

    private static bool NeverHasGradient(ITypeSymbol type, KnownSymbols known) => type switch
    {
        IArrayTypeSymbol array => NeverHasGradient(array.ElementType, known),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => NeverHasGradient(element.Type, known)),
        INamedTypeSymbol { TypeArguments.Length: 1 } named
            when named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
                || KnownSymbols.Is(named.OriginalDefinition, known.Span)
                || KnownSymbols.Is(named.OriginalDefinition, known.ReadOnlySpan) =>
            NeverHasGradient(named.TypeArguments[0], known),
        { TypeKind: TypeKind.Enum } => true,
        _ => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String
            or SpecialType.System_Decimal or SpecialType.System_DateTime
            or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr,
    };
}
