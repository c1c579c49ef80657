using System.Globalization;
using System.Text;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Emission;

/// <summary>Constants as C# literals that read back to the same bits.</summary>
internal static class Literal
{
    public static string Of(Constant constant)
    {
        var invariant = CultureInfo.InvariantCulture;
        switch (constant.Type.Scalar)
        {
            case ScalarType.Bool:
                return constant.Bits != 0 ? "true" : "false";
            case ScalarType.Double:
                return Floating(constant.Floating, "double", RoundTrip, "");
            case ScalarType.Single:
                return Floating(constant.Floating, "float", number => RoundTrip((float)number), "f");
            case ScalarType.Int32:
                return constant.Bits == int.MinValue ? "int.MinValue" : constant.Bits.ToString(invariant);
            case ScalarType.Int64:
                return constant.Bits == long.MinValue ? "long.MinValue" : constant.Bits.ToString(invariant) + "L";
            case ScalarType.UInt32:
                return constant.Bits.ToString(invariant) + "U";
            case ScalarType.UInt64:
                return unchecked((ulong)constant.Bits).ToString(invariant) + "UL";
            default:
                return $"({constant.Type.ToCSharp()})({constant.Bits.ToString(invariant)})";
        }
    }

    // "R" is the shortest on .NET; on .NET Framework, which some hosts still run, it does not always read back.
    private static string RoundTrip(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string RoundTrip(float value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Floating(double value, string type, Func<double, string> format, string suffix)
    {
        if (double.IsNaN(value))
        {
            return type + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        if (value == 0)
        {
            // netstandard's formatting drops the sign of a negative zero.
            return (BitConverter.DoubleToInt64Bits(value) < 0 ? "-0.0" : "0.0") + suffix;
        }

        var text = format(value);
        return (text.IndexOfAny(['.', 'E', 'e']) < 0 ? text + ".0" : text) + suffix;
    }

    public static string OfString(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when c < ' ' || c > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
