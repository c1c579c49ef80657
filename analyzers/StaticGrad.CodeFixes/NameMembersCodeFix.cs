using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD007: sets Name in the attribute, to the base name with the first number that is free.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameMembersCodeFix)), Shared]
public sealed class NameMembersCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.MemberCollides);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || context.Model.GetDeclaredSymbol(declaration, context.Cancellation) is not { ContainingType: { } type })
        {
            return null;
        }

        var requests = DifferentiableRequest.In(type, context.Known).ToList();
        if (requests.FirstOrDefault(candidate => IsFrom(candidate, attribute)) is not { } request)
        {
            return null;
        }

        var name = FreeName(request, requests, type);
        var edits = new SolutionEdits();
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Name") is { } given)
        {
            edits.Replace(context.Tree, given.Expression.Span, $"\"{name}\"");
        }
        else
        {
            Attributes.Add(attribute, $"Name = \"{name}\"", named: true, edits);
        }

        return new Fix($"Generate the members under another name", "StaticGrad.NameMembers", edits);
    }

    /// <summary>The number counts those before it that want the same name, so that fixing all at once gives each its own.</summary>
    private static string FreeName(DifferentiableRequest request, List<DifferentiableRequest> requests, INamedTypeSymbol type)
    {
        var alike = requests.Where(other => other.BaseName == request.BaseName).ToList();
        var free = Enumerable.Range(2, int.MaxValue - 2)
            .Select(number => request.BaseName + number)
            .Where(name => requests.All(other => other.BaseName != name)
                && DerivativeNames.TakenIn(type, name) is null);
        return free.ElementAt(Math.Max(alike.IndexOf(request) - 1, 0));
    }

    private static bool IsFrom(DifferentiableRequest request, AttributeSyntax attribute) =>
        request.Attribute.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == attribute.SyntaxTree
        && reference.Span == attribute.Span;
}
