using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>Expressions as C#, with the parentheses that precedence asks for and no others.</summary>
internal sealed class ExpressionPrinter(Func<Variable, string> name)
{
    private const int Primary = 14;
    private const int UnaryLevel = 13;
    private const int ConditionalLevel = 1;

    /// <summary>What the text around says of integer arithmetic.</summary>
    private Overflow _context;

    public string Print(Expr expr) => Print(expr, 0);

    private string Print(Expr expr, int context)
    {
        var (text, level) = Render(expr);
        return level < context ? "(" + text + ")" : text;
    }

    /// <summary>Says <c>checked</c> or <c>unchecked</c> around the outermost arithmetic that needs it.</summary>
    private (string Text, int Level) Render(Expr expr)
    {
        var needed = expr switch
        {
            Unary { Operator: UnaryOperator.Negate, Type.IsInteger: true } unary => unary.Overflow,
            Binary { Operator: <= BinaryOperator.Multiply, Type.IsInteger: true } binary => binary.Overflow,
            Conversion { Type.IsInteger: true } conversion => conversion.Overflow,
            _ => _context,
        };
        needed = (needed, _context) switch
        {
            (Overflow.AsCompiled, Overflow.Checked) => Overflow.Wraps,
            (Overflow.AsCompiled, _) => _context,
            _ => needed,
        };
        if (needed == _context)
        {
            return RenderPlain(expr);
        }

        var outer = _context;
        _context = needed;
        var (text, _) = RenderPlain(expr);
        _context = outer;
        return ($"{(needed == Overflow.Checked ? "checked" : "unchecked")}({text})", Primary);
    }

    private (string Text, int Level) RenderPlain(Expr expr)
    {
        expr = CompilerConstants.AtRunTime(expr);
        switch (expr)
        {
            case Constant constant:
                var literal = Literal.Of(constant);
                return (literal, literal[0] == '-' || literal[0] == '(' ? UnaryLevel : Primary);
            case StringConstant text:
                return (Literal.OfString(text.Value), Primary);
            case Interpolated text:
                return (PrintInterpolated(text), Primary);
            case VariableRef { Variable: { Kind: VariableKind.FrameField, Type.IsKeptCloser: true } field }:
                return ($"({field.Type.ToCSharp()}){name(field)}", UnaryLevel);
            case VariableRef reference:
                return (name(reference.Variable), Primary);
            case Unary unary:
                var operand = Print(unary.Operand, UnaryLevel);
                var symbol = unary.Operator switch
                {
                    UnaryOperator.Negate => operand[0] == '-' ? "- " : "-", UnaryOperator.Not => "!", _ => "~",
                };
                return (symbol + operand, UnaryLevel);
            case Binary binary:
                return RenderBinary(binary);
            case Conversion conversion:
                return ($"({conversion.Type.ToCSharp()}){Print(conversion.Operand, UnaryLevel)}", UnaryLevel);
            case Intrinsic call:
                return ($"global::{call.Function}({List(call.Arguments)})", Primary);
            case Load { View.Type.Shape: Shape.Cell } cell:
                return (Print(cell.View, Primary), Primary);
            case Member member:
                return ($"{Print(member.Object, Primary)}.{member.Name}", Primary);
            case Item item:
                return ($"{Print(item.Array, Primary)}[{Print(item.Index)}]", Primary);
            case IsNull test:
                return ($"{Print(test.Object, 10)} is null", 9);
            case Flat flat:
                return ($"{Runtime.GridFlat}({Print(flat.Array)})", Primary);
            case Load load:
                return ($"{Print(load.View, Primary)}[{Print(load.Index)}]", Primary);
            case Length { IsEarly: true } early:
                return ($"{Runtime.LengthOf}({MissingPath(early.View)})", Primary);
            case Length length:
                return ($"{Print(length.View, Primary)}.Length", Primary);
            case Slice slice:
                return ($"{PrintSpan(slice)}({Print(slice.Offset)}{(slice.Count is null ? "" : ", " + Print(slice.Count))})", Primary);
            case ViewCast cast:
                return (Print(cast.View), Primary);
            case NewArray array:
                return ($"new {array.Type.Element.ToCSharp()}[{Print(array.Count)}]", Primary);
            case StaticRead read:
                return (read.QualifiedName, Primary);
            case Conditional conditional:
                return (
                    $"{Print(conditional.Condition, ConditionalLevel + 1)} ? {Print(conditional.WhenTrue, ConditionalLevel + 1)} : {Print(conditional.WhenFalse, ConditionalLevel)}",
                    ConditionalLevel);
            case Call call:
                return (PrintCall(call), Primary);
            case RuntimeCall call:
                return ($"{call.Function}({List(call.Arguments)})", Primary);
            case RefTo reference:
                return ("ref " + Print(reference.Place), 0);
            case NewException exception:
                return ($"new {exception.TypeName}({List(exception.Arguments, exception.Places)})", Primary);
            case Boxed boxed:
                return ($"({boxed.TypeName}){Print(boxed.Operand, Primary)}", UnaryLevel);
            case NullOf missing:
                return ($"({missing.TypeName})null!", UnaryLevel);
            default:
                throw new InvalidOperationException($"cannot print {expr.GetType().Name}");
        }
    }

    /// <summary>A method by its full name; of an instance, on the object: a property's name has no parentheses.</summary>
    private string PrintCall(Call call)
    {
        if (!call.Target.IsInstance)
        {
            return $"{call.Target.QualifiedName}({List(call.Arguments, call.Target.Places)})";
        }

        var name = call.Target.QualifiedName.Substring(call.Target.QualifiedName.LastIndexOf('.') + 1);
        var receiver = Print(call.Arguments[0], Primary);
        return call.Target.IsProperty ? $"{receiver}.{name}" : $"{receiver}.{name}({List(call.Arguments, call.Target.Places, first: 1)})";
    }

    /// <summary>A member that is read early.</summary>
    public string PrintQuietly(Member member) => Path(member, part => part.IsEarly && !part.Object.Type.IsValueType) + "!";

    /// <summary>A path of which any part may be missing, but for an argument.</summary>
    private string MissingPath(Expr view) =>
        Path(view, part => part.Object is not ({ Type.IsValueType: true } or VariableRef { Variable.Kind: VariableKind.Parameter }));

    /// <param name="mayBeMissing">Whether the object of a member may be.</param>
    private string Path(Expr part, Func<Member, bool> mayBeMissing) =>
        part is Member member
            ? Path(member.Object, mayBeMissing) + (mayBeMissing(member) ? "?." : ".") + member.Name
            : Print(part, Primary);

    private string PrintSpan(Slice slice) =>
        slice.View.Type.Shape == Shape.Array
            ? $"global::System.MemoryExtensions.AsSpan({Print(slice.View)}).Slice"
            : Print(slice.View, Primary) + ".Slice";

    private string List(IEnumerable<Expr> arguments) => string.Join(", ", arguments.Select(argument => Print(argument)));

    /// <summary>Where the user's call says <c>in</c> so does this one, or another overload might be meant: a value gets a place.</summary>
    private string List(EquatableArray<Expr> arguments, EquatableArray<int> places, int first = 0) => string.Join(", ", arguments
        .Select((argument, i) => !places.Contains(i) ? Print(argument)
            : argument is VariableRef ? "in " + Print(argument)
            : $"in {Runtime.Place}({Print(argument)})")
        .Skip(first));

    private (string, int) RenderBinary(Binary binary)
    {
        var (symbol, level) = binary.Operator switch
        {
            BinaryOperator.Multiply => ("*", 12),
            BinaryOperator.Divide => ("/", 12),
            BinaryOperator.Remainder => ("%", 12),
            BinaryOperator.Add => ("+", 11),
            BinaryOperator.Subtract => ("-", 11),
            BinaryOperator.ShiftLeft => ("<<", 10),
            BinaryOperator.ShiftRight => (">>", 10),
            BinaryOperator.ShiftRightUnsigned => (">>>", 10),
            BinaryOperator.Less => ("<", 9),
            BinaryOperator.LessOrEqual => ("<=", 9),
            BinaryOperator.Greater => (">", 9),
            BinaryOperator.GreaterOrEqual => (">=", 9),
            BinaryOperator.Equal => ("==", 8),
            BinaryOperator.NotEqual => ("!=", 8),
            BinaryOperator.And => ("&", 7),
            BinaryOperator.Xor => ("^", 6),
            BinaryOperator.Or => ("|", 5),
            BinaryOperator.AndAlso => ("&&", 4),
            _ => ("||", 3),
        };

        // Left to right: the right operand needs parentheses at its own level, for floating-point does not reassociate.
        return ($"{Print(binary.Left, level)} {symbol} {Print(binary.Right, level + 1)}", level);
    }

    private string PrintInterpolated(Interpolated text)
    {
        var parts = text.Parts.Select(part => part is StringConstant constant
            ? Quoted(constant.Value)
            : "{" + Hole(Print(part, ConditionalLevel + 1)) + "}");
        return "$\"" + string.Concat(parts) + "\"";
    }

    /// <summary>A colon would begin a format.</summary>
    private static string Hole(string text) => text.IndexOf(':') < 0 ? text : "(" + text + ")";

    /// <summary>Text inside an interpolated string: as in a literal, without its quotation marks.</summary>
    private static string Quoted(string text)
    {
        var literal = Literal.OfString(text);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }
}
