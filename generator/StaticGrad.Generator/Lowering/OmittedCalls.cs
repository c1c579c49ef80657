using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Calls that C# leaves out, arguments and all: of [Conditional] methods whose symbols are not defined where the call stands, and
/// of partial methods without a body.
/// </summary>
internal static class OmittedCalls
{
    public static bool IsOmitted(this IInvocationOperation call) =>
        (IsWithoutBody(call.TargetMethod) && !call.TargetMethod.IsWrittenElsewhere())
        || (ConditionsOf(call.TargetMethod) is { Count: > 0 } conditions && !conditions.Any(DefinedAt(call.Syntax.SyntaxTree).Contains));

    /// <summary>All operations but for calls that are left out, with all that stands in them.</summary>
    public static IEnumerable<IOperation> Made(this IOperation body)
    {
        var pending = new Stack<IOperation>();
        pending.Push(body);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (operation is not IInvocationOperation call || !call.IsOmitted())
            {
                yield return operation;
                foreach (var child in operation.ChildOperations.Reverse())
                {
                    pending.Push(child);
                }
            }
        }
    }

    private static bool IsWithoutBody(IMethodSymbol method) => method is { IsPartialDefinition: true, PartialImplementationPart: null };

    /// <summary>
    /// Whether only another generator can have written a body: what C# does not leave out, for it says who may call it, or gives something,
    /// and what has an attribute that asks for a body.
    /// </summary>
    public static bool IsWrittenElsewhere(this IMethodSymbol method) => IsWithoutBody(method)
        ? !method.ReturnsVoid || method.GetAttributes().Any() || Modifiers(method).Any(IsAccessibility)
        : method.AssociatedSymbol is IPropertySymbol property && Modifiers(property).Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword))
            && !PartsOf(property).Any(HasBody);

    private static IEnumerable<SyntaxToken> Modifiers(ISymbol symbol) => symbol.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax()).OfType<MemberDeclarationSyntax>().SelectMany(declaration => declaration.Modifiers);

    private static bool IsAccessibility(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword
        or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword;

    private static IEnumerable<BasePropertyDeclarationSyntax> PartsOf(IPropertySymbol property) => property.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().ChildNodes())
        .OfType<BasePropertyDeclarationSyntax>()
        .Where(part => property.IsIndexer ? part is IndexerDeclarationSyntax : part is PropertyDeclarationSyntax other && other.Identifier.ValueText == property.Name);

    private static bool HasBody(BasePropertyDeclarationSyntax part) =>
        part is PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null }
        || part.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true;

    /// <summary>Whether it is made because of a symbol that its file defines: the generated file has no such definition.</summary>
    public static bool IsMadeInThisFileOnly(this IInvocationOperation call) =>
        ConditionsOf(call.TargetMethod) is { Count: > 0 } conditions
        && !conditions.Any(call.Syntax.SyntaxTree.Options.PreprocessorSymbolNames.Contains);

    private static List<string> ConditionsOf(IMethodSymbol method)
    {
        var first = method;
        while (first.OverriddenMethod is { } overridden)
        {
            first = overridden;
        }

        return
        [
            .. first.Attributes(typeof(ConditionalAttribute))
                .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)
                .OfType<string>(),
        ];
    }

    /// <summary>#define and #undef stand before everything else in a file.</summary>
    private static HashSet<string> DefinedAt(SyntaxTree tree)
    {
        var defined = new HashSet<string>(tree.Options.PreprocessorSymbolNames, StringComparer.Ordinal);
        foreach (var trivia in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia)
        {
            switch (trivia.GetStructure())
            {
                case DefineDirectiveTriviaSyntax { IsActive: true } define:
                    defined.Add(define.Name.ValueText);
                    break;
                case UndefDirectiveTriviaSyntax { IsActive: true } undefine:
                    defined.Remove(undefine.Name.ValueText);
                    break;
            }
        }

        return defined;
    }
}
