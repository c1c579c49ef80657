using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.AnySource;

/// <summary>Trees to a compilation against this framework and StaticGrad.</summary>
internal static class Compilations
{
    /// <summary>Compilations made from one share what they read of their references.</summary>
    private static readonly CSharpCompilation Library = CSharpCompilation.Create(
        "Program",
        references: FrameworkReferences.With(typeof(Grad).Assembly),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static readonly CSharpCompilation Program =
        Library.WithOptions(Library.Options.WithOutputKind(OutputKind.ConsoleApplication));

    public static CSharpCompilation Of(IReadOnlyCollection<SyntaxTree> trees) =>
        (trees.Any(HasTopLevelStatements) ? Program : Library).AddSyntaxTrees(trees);

    private static bool HasTopLevelStatements(SyntaxTree tree) =>
        tree.GetRoot() is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax);
}
