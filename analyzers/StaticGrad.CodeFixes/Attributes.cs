using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.CodeFixes;

/// <summary>Edits of attributes and their arguments.</summary>
internal static class Attributes
{
    /// <summary>Removes an attribute, with its brackets when it stands alone in them; comments around it stay.</summary>
    public static void Remove(AttributeSyntax attribute, SolutionEdits edits)
    {
        if (attribute.Parent is not AttributeListSyntax list)
        {
            return;
        }

        if (list.Attributes.Count > 1)
        {
            edits.Remove(attribute.SyntaxTree, Lists.WithComma(list.Attributes, list.Attributes.IndexOf(attribute)));
            return;
        }

        // Up to the next token, so that no empty line stays; but a comment in between is the reader's.
        var next = list.GetLastToken().GetNextToken();
        var gap = TextSpan.FromBounds(list.Span.End, Math.Max(next.SpanStart, list.Span.End));
        var between = attribute.SyntaxTree.GetText().ToString(gap);
        var end = string.IsNullOrWhiteSpace(between) ? gap.End : list.Span.End + between.TakeWhile(c => c == ' ').Count();
        edits.Remove(attribute.SyntaxTree, TextSpan.FromBounds(list.SpanStart, end));
    }

    /// <summary>Removes some of the arguments of one attribute, with the list when they are all of it.</summary>
    public static void Remove(IReadOnlyCollection<AttributeArgumentSyntax> arguments, SolutionEdits edits)
    {
        if (arguments.FirstOrDefault()?.Parent is not AttributeArgumentListSyntax list)
        {
            return;
        }

        if (list.Arguments.Count == arguments.Count)
        {
            edits.Remove(list.SyntaxTree, list.Span);
            return;
        }

        foreach (var argument in arguments)
        {
            edits.Remove(list.SyntaxTree, Lists.WithComma(list.Arguments, list.Arguments.IndexOf(argument), arguments.Contains));
        }
    }

    /// <summary>Adds a leaf to those that the attribute names, one by one or in an array; false where it cannot be written there.</summary>
    public static bool AddLeaf(AttributeSyntax attribute, string leaf, SolutionEdits edits)
    {
        var given = attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ToList() ?? [];
        var last = given.Count != 1 ? null : given[0].Expression switch
        {
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.LastOrDefault(),
            // An array of a given length takes no more.
            ArrayCreationExpressionSyntax { Initializer: { } initializer } array
                when array.Type.RankSpecifiers.All(rank => rank.Sizes.All(size => size is OmittedArraySizeExpressionSyntax)) =>
                initializer.Expressions.LastOrDefault(),
            CollectionExpressionSyntax collection => collection.Elements.LastOrDefault(),
            _ => (SyntaxNode?)null,
        };
        if (last is not null)
        {
            edits.Insert(attribute.SyntaxTree, last.Span.End, ", " + leaf);
            return true;
        }

        if (given.Count == 0
            || given[0].Expression is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax)
        {
            return false;
        }

        // The name of the whole list stands for one leaf only.
        if (given[0].NameColon is { } name)
        {
            edits.Remove(attribute.SyntaxTree, TextSpan.FromBounds(name.SpanStart, given[0].Expression.SpanStart));
        }

        Add(attribute, leaf, named: false, edits);
        return true;
    }

    /// <summary>Adds an argument: a positional one before the named ones, a named one at the end.</summary>
    public static void Add(AttributeSyntax attribute, string argument, bool named, SolutionEdits edits)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var before = named ? arguments.LastOrDefault() : arguments.LastOrDefault(a => a.NameEquals is null);
        if (before is not null)
        {
            edits.Insert(attribute.SyntaxTree, before.Span.End, ", " + argument);
        }
        else if (attribute.ArgumentList is { } list)
        {
            edits.Insert(attribute.SyntaxTree, list.OpenParenToken.Span.End, arguments.Count > 0 ? argument + ", " : argument);
        }
        else
        {
            edits.Insert(attribute.SyntaxTree, attribute.Span.End, $"({argument})");
        }
    }

    /// <summary>Removes every attribute of a type from a declaration.</summary>
    public static void RemoveFrom(ISymbol symbol, INamedTypeSymbol? attribute, SolutionEdits edits, CancellationToken cancellation)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (Generator.Lowering.KnownSymbols.Is(data.AttributeClass, attribute)
                && data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax)
            {
                Remove(syntax, edits);
            }
        }
    }
}
