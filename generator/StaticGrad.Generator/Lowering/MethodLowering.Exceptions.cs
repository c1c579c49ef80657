using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>What is thrown, and text: arguments that only calls and constructors take.</summary>
internal sealed partial class MethodLowering
{
    private void LowerThrow(IOperation exception)
    {
        _line = session.AddLine(exception.Syntax);
        _site = session.AddSite(exception.Syntax);
        while (exception is IConversionOperation { OperatorMethod: null } conversion && conversion.GetConversion().IsImplicit)
        {
            exception = conversion.Operand;
        }

        if (exception is not IObjectCreationOperation { Initializer: null, Type: { } type, Constructor: { } constructor } creation)
        {
            Unsupported(exception, "throw of anything but a new exception");
            return;
        }

        if (session.Reach(type, method.ContainingType).Unreachable is { } hiddenType)
        {
            Unsupported(exception, "the type " + hiddenType);
            return;
        }

        var (privateTo, unreachable) = session.Reach(constructor, method.ContainingType);
        if (unreachable is not null)
        {
            Unsupported(exception, "the constructor " + unreachable);
            return;
        }

        Emit(new Throw(new NewException(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            LowerExceptionArguments(creation),
            creation.Arguments.Where(IsWrittenIn).Select(argument => argument.Parameter!.Ordinal).ToEquatableArray(),
            privateTo)));
    }

    /// <summary>Evaluated in the order written, returned in the order of the parameters.</summary>
    private EquatableArray<Expr> LowerExceptionArguments(IObjectCreationOperation creation)
    {
        var arguments = new Expr[creation.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = creation.Arguments[i];
            if (argument.Parameter is not { } parameter)
            {
                return EquatableArray.Of(Unsupported(creation));
            }

            var later = creation.Arguments.Skip(i + 1).ToList();
            arguments[parameter.Ordinal] = PlaceRefusal(argument, later) is { } refusal
                ? Unsupported(argument.Value, refusal)
                : LowerText(argument.Value, parameter.Type, later.Any(other => HasSideEffects(other.Value)));
        }

        return EquatableArray.Of(arguments);
    }

    /// <summary>Why a place cannot be passed to a constructor, of whose body nothing is known; null where a value is.</summary>
    private string? PlaceRefusal(IArgumentOperation argument, IEnumerable<IArgumentOperation> later) => argument.Parameter switch
    {
        { RefKind: not (RefKind.None or RefKind.In) } => "an argument of an exception that is passed by reference",
        _ when !IsPassedByReference(argument) => null,
        _ when IsElement(argument.Value) || argument.Value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: false } } =>
            "an element or a static field that is passed to an exception by 'in' (copy it to a local of its own first)",
        _ when later.Any(other => MayChange(other.Value, argument.Value)) => ChangedPlace,
        _ => null,
    };

    /// <summary>
    /// Whether the call says <c>in</c>: of two methods, one that takes the number and one that takes its place, C# then takes the
    /// other.
    /// </summary>
    private static bool IsWrittenIn(IArgumentOperation argument) =>
        argument.Syntax is ArgumentSyntax { RefKindKeyword: var keyword } && keyword.IsKind(SyntaxKind.InKeyword);

    /// <summary>A string, interpolated or not, or a scalar, as what the parameter takes: by this type C# tells constructors apart.</summary>
    /// <param name="isHeld">Whether what is evaluated later changes variables.</param>
    private Expr LowerText(IOperation value, ITypeSymbol type, bool isHeld)
    {
        value = WithoutBoxing(value);
        var isNull = value.ConstantValue is { HasValue: true, Value: null };
        if (!isNull && SymbolEqualityComparer.Default.Equals(value.Type, type))
        {
            return LowerTextValue(value, isHeld);
        }

        if (type.TypeKind == TypeKind.Dynamic || session.Reach(type, method.ContainingType).Unreachable is not null)
        {
            return Unsupported(value, $"an argument of type '{type.ToDisplayString()}'");
        }

        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return isNull ? new NullOf(name) : new Boxed(LowerTextValue(value, isHeld), name);
    }

    /// <summary>What is boxed, or seen as a type above its own.</summary>
    private static IOperation WithoutBoxing(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion
            && conversion.GetConversion() is { IsImplicit: true } kind && (kind.IsBoxing || kind.IsReference))
        {
            value = conversion.Operand;
        }

        return value;
    }

    private Expr LowerTextValue(IOperation value, bool isHeld)
    {
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return new StringConstant(text);
            case IInterpolatedStringOperation interpolated:
                return LowerInterpolated(interpolated, isHeld);
            case var number when TypeMapping.Map(number.Type, Known) is { IsView: false } type && type.Scalar != ScalarType.String:
                var atom = LowerAtom(number);
                return isHeld ? Snapshot(atom) : atom;
            default:
                return Unsupported(value, "an argument that is neither a constant string, an interpolated one nor a number");
        }
    }

    private Expr LowerInterpolated(IInterpolatedStringOperation interpolated, bool isHeld)
    {
        var parts = new List<Expr>();
        for (var i = 0; i < interpolated.Parts.Length; i++)
        {
            switch (interpolated.Parts[i])
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string text }:
                    parts.Add(new StringConstant(text));
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                    var value = WithoutBoxing(hole.Expression);
                    parts.Add(value.ConstantValue is { HasValue: true, Value: null }
                        ? new StringConstant("")
                        : LowerTextValue(value, isHeld || interpolated.Parts.Skip(i + 1).Any(HasSideEffects)));
                    break;
                case var part:
                    Unsupported(part, "a format in an interpolated string");
                    break;
            }
        }

        return new Interpolated(parts.ToEquatableArray());
    }
}
