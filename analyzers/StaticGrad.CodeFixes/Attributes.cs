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
            edits.Remove(attribute.SyntaxTree, WithComma(list.Attributes, list.Attributes.IndexOf(attribute)));
            return;
        }

        // Up to the next token, so that no empty line stays; but a comment in between is the reader's.
        var next = list.GetLastToken().GetNextToken();
        var gap = TextSpan.FromBounds(list.Span.End, Math.Max(next.SpanStart, list.Span.End));
        var between = attribute.SyntaxTree.GetText().ToString(gap);
        var end = string.IsNullOrWhiteSpace(between) ? gap.End : list.Span.End + between.TakeWhile(c => c == ' ').Count();
        edits.Remove(attribute.SyntaxTree, TextSpan.FromBounds(list.SpanStart, end));
    }

    /// <summary>Removes an argument, with the list when it is the only one.</summary>
    public static void Remove(AttributeArgumentSyntax argument, SolutionEdits edits)
    {
        if (argument.Parent is AttributeArgumentListSyntax list)
        {
            edits.Remove(argument.SyntaxTree, list.Arguments.Count == 1
                ? list.Span
                : WithComma(list.Arguments, list.Arguments.IndexOf(argument)));
        }
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

    private static TextSpan WithComma<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode => index + 1 < list.Count
            ? TextSpan.FromBounds(list[index].SpanStart, list[index + 1].SpanStart)
            : TextSpan.FromBounds(list[index - 1].Span.End, list[index].Span.End);
}
