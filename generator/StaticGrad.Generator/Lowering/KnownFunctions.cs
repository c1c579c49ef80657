using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Lowering;

/// <summary>The functions of the framework and of Grad that the rule table has.</summary>
internal static class KnownFunctions
{
    public static bool TryFind(IMethodSymbol method, KnownSymbols known, out FunctionRule rule)
    {
        rule = null!;
        return method.IsStatic
            && method.ContainingType is { } type
            && type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || KnownSymbols.IsMath(method.ContainingType)
            ? RuleTable.TryFind($"System.{method.ContainingType!.Name}.{method.Name}", ParametersOf(method, known), out rule)
            : KnownSymbols.Is(method.ContainingType, known.Grad) && method.Name == "Relu"
                && RuleTable.TryFind("StaticGrad.Grad.Relu", ParametersOf(method, known), out rule);
    }

    private static IReadOnlyList<IrType> ParametersOf(IMethodSymbol method, KnownSymbols known) =>
        [.. method.Parameters.Select(parameter => TypeMapping.Map(parameter.Type, known) ?? IrType.Void)];
}
