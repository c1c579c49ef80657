using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

internal static class ConversionExtensions
{
    /// <summary>A value's own type, whatever C# converts it to.</summary>
    public static ITypeSymbol? TypeBeforeConversions(this IOperation value) =>
        value is IConversionOperation { OperatorMethod: null } conversion ? conversion.Operand.TypeBeforeConversions() : value.Type;

    public static Conversion GetConversion(this IConversionOperation operation) =>
        Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetConversion(operation);

    public static bool IsNumericOrIdentity(this Conversion conversion) =>
        conversion.IsNumeric || conversion.IsIdentity || conversion.IsConstantExpression;
}
