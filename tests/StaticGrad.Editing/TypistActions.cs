using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.Editing;

/// <summary>What a typist can want to do, as keystrokes.</summary>
internal sealed class TypistActions(EditedProject project, Random random)
{
    private const int LongestLine = 90;
    private const int MostUses = 6;
    private const string Characters = "abxyz0159.,;:(){}[]<>+-*/%=!&|^~?\"'\\@#$_ \n\t\ré\u0000";

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=", "+=", "-=", "*=", "="];

    /// <summary>One action on a file or two; empty where it does not apply.</summary>
    public IEnumerable<Keystroke> Choose()
    {
        var file = ChooseFile();
        return random.Next(16) switch
        {
            0 or 1 or 2 => TypeStatement(file),
            3 => CopyStatement(file, ChooseFile()),
            4 or 5 => EraseLine(file),
            6 or 7 => Rename(file),
            8 => Scribble(file),
            9 => Rub(file),
            10 => Comment(file),
            11 or 12 => Space(file),
            13 => TypeMember(file),
            14 => TypeAttribute(file),
            _ => ReplaceToken(file),
        };
    }

    private CompilationUnitSyntax Root(int file) => (CompilationUnitSyntax)project.Trees[file].GetRoot();

    private string Text(int file) => project.TextOf(file).ToString();

    /// <summary>Files with derivatives twice as often as others.</summary>
    private int ChooseFile()
    {
        var file = random.Next(project.Trees.Count);
        return Text(file).Contains("[Differentiable", StringComparison.Ordinal) ? file : random.Next(project.Trees.Count);
    }

    private T? One<T>(IEnumerable<T> items)
    {
        var all = items.ToList();
        return all.Count == 0 ? default : all[random.Next(all.Count)];
    }

    private static IEnumerable<Keystroke> Type(int file, int at, string text, string action) =>
        text.Select((character, i) => Keystroke.Insert(file, at + i, character, action));

    /// <summary>With the backspace key, from the end.</summary>
    private static IEnumerable<Keystroke> Erase(int file, TextSpan span, string action) =>
        Enumerable.Range(1, span.Length).Select(i => Keystroke.Delete(file, span.End - i, action));

    private IEnumerable<Keystroke> TypeStatement(int file)
    {
        if (One(Root(file).DescendantNodes().OfType<StatementSyntax>().Where(node => node.Parent is BlockSyntax)) is not { } place)
        {
            return [];
        }

        var method = place.Ancestors().OfType<MemberDeclarationSyntax>().First();
        var names = method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is IdentifierNameSyntax or ParameterSyntax or VariableDeclaratorSyntax);
        var text = Snippets.Statement(random, () => One(names).Text ?? "x");
        return Type(file, place.SpanStart, text + "\n        ", "type a statement");
    }

    private IEnumerable<Keystroke> CopyStatement(int file, int from)
    {
        var place = One(Root(file).DescendantNodes().OfType<StatementSyntax>().Where(node => node.Parent is BlockSyntax));
        var statement = One(Root(from).DescendantNodes().OfType<StatementSyntax>().Where(node => node.Span.Length < LongestLine));
        return place is null || statement is null ? [] : Type(file, place.SpanStart, statement + " ", "type a statement of another place");
    }

    private IEnumerable<Keystroke> EraseLine(int file) =>
        One(project.TextOf(file).Lines.Where(line => line.Span.Length is > 2 and < LongestLine)) is { } line && line.Span.Length > 0
            ? Erase(file, line.Span, "erase a line")
            : [];

    /// <summary>Letter by letter; one place, or every place of that name in all files, one after the other.</summary>
    private IEnumerable<Keystroke> Rename(int file)
    {
        var token = One(Root(file).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Span.Length > 0));
        if (token.RawKind == 0)
        {
            return [];
        }

        var other = One(Root(ChooseFile()).DescendantTokens().Where(each => each.IsKind(SyntaxKind.IdentifierToken)));
        var name = random.Next(4) switch { 0 => other.Text, 1 => "value", 2 => token.Text + "Gradient", _ => token.Text[..^1] + "q" } ?? "q";
        if (random.Next(2) == 0)
        {
            return Retype(file, token.Span, name, "rename here");
        }

        // From the end of each file, so that what is still to be typed stays where it is.
        return Enumerable.Range(0, project.Trees.Count)
            .SelectMany(each => Root(each).DescendantTokens()
                .Where(use => use.IsKind(SyntaxKind.IdentifierToken) && use.Text == token.Text)
                .Take(MostUses)
                .Reverse()
                .SelectMany(use => Retype(each, use.Span, name, "rename everywhere")));
    }

    private static IEnumerable<Keystroke> Retype(int file, TextSpan span, string text, string action) =>
        Erase(file, span, action).Concat(Type(file, span.Start, text, action));

    private IEnumerable<Keystroke> Scribble(int file)
    {
        var at = random.Next(Text(file).Length + 1);
        return Type(file, at, string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Characters[random.Next(Characters.Length)])), "scribble");
    }

    private IEnumerable<Keystroke> Rub(int file)
    {
        var length = random.Next(1, 4);
        return Text(file).Length < length ? [] : Erase(file, new TextSpan(random.Next(Text(file).Length - length + 1), length), "rub out");
    }

    private IEnumerable<Keystroke> Comment(int file)
    {
        var line = One(project.TextOf(file).Lines);
        if (random.Next(2) == 0)
        {
            return Type(file, line.Start, "//", "comment a line out");
        }

        var node = One(Root(file).DescendantNodes().Where(node => node.Span.Length < LongestLine));
        return node is null ? [] : Type(file, node.Span.End, "*/", "comment out").Concat(Type(file, node.SpanStart, "/*", "comment out"));
    }

    private IEnumerable<Keystroke> Space(int file)
    {
        var token = One(Root(file).DescendantTokens());
        var text = random.Next(5) switch { 0 => " ", 1 => "\n", 2 => "\t ", 3 => "// why\n", _ => "/* why */" };
        return Type(file, random.Next(2) == 0 ? token.SpanStart : token.Span.End, text, "space");
    }

    private IEnumerable<Keystroke> TypeMember(int file)
    {
        if (One(Root(file).DescendantNodes().OfType<TypeDeclarationSyntax>().Where(type => type.CloseBraceToken.Span.Length > 0)) is not { } type)
        {
            return [];
        }

        var name = One(Root(file).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken))).Text;
        return random.Next(4) == 0 && type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            ? Type(file, type.Span.End, "\n" + Snippets.Type(random, name) + "\n", "type a type")
            : Type(file, type.CloseBraceToken.SpanStart, Snippets.Member(random, name) + "\n", "type a member");
    }

    private IEnumerable<Keystroke> TypeAttribute(int file)
    {
        var nodes = Root(file).DescendantNodes().ToList();
        var place = One(nodes.Where(node => node is ParameterSyntax or MemberDeclarationSyntax or AttributeListSyntax));
        return place switch
        {
            null => [],
            AttributeListSyntax list => Erase(file, list.Span, "erase an attribute"),
            _ => Type(file, place.SpanStart, Snippets.Attribute(random, place is ParameterSyntax) + " ", "type an attribute"),
        };
    }

    private IEnumerable<Keystroke> ReplaceToken(int file)
    {
        var token = One(Root(file).DescendantTokens().Where(token =>
            token.IsKind(SyntaxKind.NumericLiteralToken) || token.IsKeyword() || Operators.Contains(token.Text)));
        if (token.RawKind == 0 || token.Span.Length == 0)
        {
            return [];
        }

        var text = Operators.Contains(token.Text) ? One(Operators)!
            : token.IsKeyword() ? One(Snippets.Keywords)!
            : One(["0", "1", "2.5", "-3", "1e300", "4f", "7u"])!;
        return Retype(file, token.Span, text, "type another token");
    }
}
