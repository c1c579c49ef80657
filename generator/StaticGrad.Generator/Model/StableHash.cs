using System.Globalization;

namespace StaticGrad.Generator.Model;

/// <summary>FNV-1a: the same on every machine and in every run, which string.GetHashCode is not.</summary>
internal static class StableHash
{
    public static string Of(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
