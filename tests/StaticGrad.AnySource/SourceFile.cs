using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.AnySource;

/// <summary>Files of any encoding to trees.</summary>
internal static class SourceFile
{
    private const int LargestFile = 8 * 1024 * 1024;

    /// <summary>Symbols that switch on what most code bases keep behind one.</summary>
    public static readonly CSharpParseOptions Options = new(
        LanguageVersion.Preview,
        DocumentationMode.Parse,
        preprocessorSymbols: ["DEBUG", "TRACE", "NET", "NETCOREAPP", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    /// <summary>The C# files of a folder, in an order that does not change.</summary>
    public static string[] In(string folder)
    {
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToArray();
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public static SyntaxTree Parse(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length > LargestFile)
        {
            throw new InvalidDataException($"{bytes.Length} bytes");
        }

        return CSharpSyntaxTree.ParseText(Decode(bytes), Options, file);
    }

    /// <summary>As the compiler does: a byte order mark decides, else UTF-8, else an encoding that takes every byte.</summary>
    private static SourceText Decode(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            return SourceText.From(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            return SourceText.From(Encoding.Latin1.GetString(bytes), Encoding.UTF8);
        }
    }
}
