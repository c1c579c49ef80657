using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

internal static class ConversionExtensions
{
    public static Conversion GetConversion(this IConversionOperation operation) =>
        Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetConversion(operation);

    public static bool IsNumericOrIdentity(this Conversion conversion) =>
        conversion.IsNumeric || conversion.IsIdentity || conversion.IsConstantExpression;
}
