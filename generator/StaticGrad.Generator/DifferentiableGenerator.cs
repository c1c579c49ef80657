using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Generator.Emission;
using StaticGrad.Generator.Lowering;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator;

/// <summary>
/// Writes the derivatives of methods marked [Differentiable]. Reports nothing: the analyzer runs the same front end and the
/// same compiler, and reports.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps, for tests.</summary>
    internal static class Steps
    {
        public const string Lower = "StaticGrad.Lower";
        public const string Compile = "StaticGrad.Compile";
        public const string Model = "StaticGrad.Model";
        public const string Shared = "StaticGrad.Shared";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var units = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownSymbols.DifferentiableName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (target, cancellation) => Lower(target, cancellation))
            .Where(static unit => unit is not null)
            .WithTrackingName(Steps.Lower);

        var compiled = units
            .Select(static (unit, cancellation) => new Output(unit!.Container, unit.FileName, Compiler.Compile(unit, cancellation)))
            .Where(static output => output.Compiled.Members is not null)
            .WithTrackingName(Steps.Compile);

        context.RegisterSourceOutput(compiled, static (production, output) =>
            production.AddSource(output.FileName + ".g.cs", SourceText.From(output.Compiled.Members!, Encoding.UTF8)));

        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownSymbols.DifferentiableName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellation) => IsFirst(target)
                    ? ModelReader.Read(
                        (INamedTypeSymbol)target.TargetSymbol, KnownSymbols.Of(target.SemanticModel.Compilation), cancellation).Shape
                    : null)
            .Where(static model => model is not null)
            .WithTrackingName(Steps.Model);

        context.RegisterSourceOutput(models, static (production, model) =>
            production.AddSource(model!.Container.QualifiedName + ".Model.g.cs", SourceText.From(ModelPrinter.Print(model), Encoding.UTF8)));

        var shared = compiled
            .SelectMany(static (output, _) => output.Compiled.Shared.Select(derivative => new SharedOutput(derivative.Host, derivative)))
            .Collect()
            .SelectMany(static (all, _) => ByContainer(all))
            .WithTrackingName(Steps.Shared);

        context.RegisterSourceOutput(shared, static (production, file) =>
            production.AddSource(file.FileName + ".Shared.g.cs", SourceText.From(file.Text, Encoding.UTF8)));
    }

    private static Unit? Lower(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        target.TargetSymbol is IMethodSymbol method && IsFirst(target)
            ? FrontEnd.Run(
                method.PartialDefinitionPart ?? method,
                AllOf(target).ToImmutableArray(),
                target.SemanticModel.Compilation,
                KnownSymbols.Of(target.SemanticModel.Compilation),
                cancellation).Unit
            : null;

    /// <summary>
    /// Whether it is the first part of its type or method that has the attribute: each is generated once. None is where generated files
    /// could not name StaticGrad, which the analyzer tells.
    /// </summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext target) =>
        KnownSymbols.Of(target.SemanticModel.Compilation).Differentiable is not null
        && AllOf(target).First().ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == target.TargetNode.SyntaxTree
        && target.TargetNode.Span.Contains(reference.Span);

    /// <summary>The attributes of all parts.</summary>
    private static IEnumerable<AttributeData> AllOf(GeneratorAttributeSyntaxContext target) => target.TargetSymbol.GetAttributes()
        .Where(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, target.Attributes[0].AttributeClass));

    /// <summary>One file a type; a derivative that several methods use stands in it once.</summary>
    private static IEnumerable<SharedFile> ByContainer(ImmutableArray<SharedOutput> all) => all
        .GroupBy(output => output.Container)
        .OrderBy(group => group.Key.QualifiedName, StringComparer.Ordinal)
        .Select(group => new SharedFile(
            group.Key.QualifiedName,
            FilePrinter.PrintShared(group.Key, group
                .Select(output => output.Derivative)
                .GroupBy(derivative => derivative.Name, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => same.First()))));

    private sealed record Output(Container Container, string FileName, CompiledUnit Compiled);

    private sealed record SharedOutput(Container Container, SharedDerivative Derivative);

    private sealed record SharedFile(string FileName, string Text);
}
