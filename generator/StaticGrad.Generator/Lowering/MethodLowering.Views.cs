using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private static Expr Cast(Expr view, IrType type) => view.Type == type ? view : new ViewCast(view, type);

    private static bool IsElement(IOperation operation) => operation is
        IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }
        or IImplicitIndexerReferenceOperation;

    /// <summary>An element's view and index, as atoms; null when it was refused.</summary>
    private (Expr View, Expr Index)? LowerElement(IOperation element, IOperation? later = null)
    {
        if (element is IArrayElementReferenceOperation { Indices.Length: 2 } grid && IsGrid(grid.ArrayReference.Type))
        {
            return LowerGridElement(grid);
        }

        var (instance, argument) = element switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } array => (array.ArrayReference, array.Indices[0]),
            IPropertyReferenceOperation { Arguments.Length: 1 } indexer => (indexer.Instance, indexer.Arguments[0].Value),
            IImplicitIndexerReferenceOperation implicitIndexer => (implicitIndexer.Instance, implicitIndexer.Argument),
            _ => (null, null),
        };

        if (instance is null || argument is null || TypeMapping.Map(instance.Type, Known) is not { IsView: true, IsObject: false })
        {
            Unsupported(element, "an element of anything but a one-dimensional array or a span");
            return null;
        }

        var view = LowerView(instance);
        var index = LowerIndex(view, argument);
        if (later is not null && HasSideEffects(later))
        {
            index = Snapshot(index);
        }

        return view.Type.IsView ? (view, index) : null;
    }

    /// <summary>An index as an int, as spans take it; <c>^k</c> is <c>Length - k</c>.</summary>
    private Expr LowerIndex(Expr view, IOperation index)
    {
        while (index is IConversionOperation { OperatorMethod: { } made } conversion && KnownSymbols.Is(made.ContainingType, Known.Index))
        {
            index = conversion.Operand;
        }

        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            var length = Atom(new Length(view));
            return Atom(new Binary(BinaryOperator.Subtract, length, LowerAtom(hat.Operand), IrType.Int32));
        }

        if (TypeMapping.Map(index.Type, Known) is not { IsInteger: true })
        {
            return Unsupported(index, "an index that is not an integer");
        }

        var atom = LowerAtom(index);
        return atom is Constant constant && IntOf(constant) is { } number
            ? Constant.Of(number)
            : atom.Type == IrType.Int32
                ? atom
                : atom.Type.Scalar is ScalarType.Int64 or ScalarType.UInt64 or ScalarType.UInt32
                    ? Atom(new RuntimeCall(Reverse.Runtime.Index, EquatableArray.Of(atom), IrType.Int32), "index")
                    : Atom(new Model.Conversion(atom, IrType.Int32), "index");
    }

    /// <summary>An integer constant's value where it is an int's.</summary>
    private static int? IntOf(Constant constant) =>
        constant.Bits is < int.MinValue or > int.MaxValue || (constant is { Bits: < 0, Type.Scalar: ScalarType.UInt64 })
            ? null
            : (int)constant.Bits;

    /// <summary>An array or span, as a variable.</summary>
    private Expr LowerView(IOperation operation, string? name = null)
    {
        var value = LowerViewValue(operation, name);
        return value.Type.IsView ? Atom(value, name) : value;
    }

    private Expr LowerViewValue(IOperation operation, string? name = null)
    {
        if (ViewType(operation) is not { IsView: true } type)
        {
            return Unsupported(operation);
        }

        switch (operation)
        {
            case IInstanceReferenceOperation when _this is { } receiver:
                return new VariableRef(receiver);
            case IFieldReferenceOperation { Instance: { } owner } member:
                return LowerMember(member, member.Field, owner) ?? Unsupported(member);
            case IPropertyReferenceOperation { Instance: { } owner, Property.IsIndexer: false } member:
                return LowerMember(member, member.Property, owner) ?? Unsupported(member);
            case IArrayElementReferenceOperation item when IsObject(item.ArrayReference) || IsJagged(item.ArrayReference.Type):
                return LowerItem(item, name);
            case IParenthesizedOperation parenthesized:
                return LowerViewValue(parenthesized.Operand, name);
            case ILocalReferenceOperation local:
                return Reference(local, local.Local);
            case IParameterReferenceOperation parameter:
                return _assigned.Contains(parameter.Parameter)
                    ? AssignedAgain(parameter, parameter.Parameter.Name)
                    : Reference(parameter, parameter.Parameter);
            case IConversionOperation conversion
                when TypeMapping.Map(conversion.Operand.Type, Known) is { IsView: true } from && from.Scalar == type.Scalar
                    && (!type.IsObject || from == type):
                return Cast(LowerView(conversion.Operand, name), type);
            case IArrayCreationOperation { DimensionSizes.Length: 1 } creation:
                return LowerArrayCreation(creation, type, name);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } slice:
                return LowerRange(slice.Instance, range, type);
            case IFieldReferenceOperation { Field.IsStatic: true } field:
                return ReadStatic(field, field.Field, type);
            case IInvocationOperation call:
                return LowerViewCall(call, type);
            case IObjectCreationOperation { Arguments.Length: 1, Initializer: null } creation
                when TypeMapping.Map(creation.Arguments[0].Value.Type, Known) is { IsView: true } from && from.Scalar == type.Scalar:
                return Cast(LowerView(creation.Arguments[0].Value), type);
            case IDefaultValueOperation:
                return Unsupported(operation, "a default array or span");
            default:
                return Unsupported(operation);
        }
    }

    private Expr LowerArrayCreation(IArrayCreationOperation creation, IrType type, string? name)
    {
        var count = LowerAtom(creation.DimensionSizes[0]);
        if (count.Type != IrType.Int32)
        {
            return Unsupported(creation.DimensionSizes[0], "an array length that is not an int");
        }

        Expr array = new NewArray(count, type);
        if (creation.Initializer is not { } initializer)
        {
            return array;
        }

        array = Atom(array, name);
        for (var i = 0; i < initializer.ElementValues.Length; i++)
        {
            Emit(new Store(array, Constant.Of(i), LowerAtom(initializer.ElementValues[i])));
        }

        return array;
    }

    private Expr LowerRange(IOperation instance, IRangeOperation range, IrType type)
    {
        if (type.Shape == Shape.Array)
        {
            return Unsupported(range, "a range of an array (a copy; use AsSpan)");
        }

        var view = LowerView(instance);
        var from = range.LeftOperand is { } left ? LowerIndex(view, left) : Constant.Of(0);
        if (range.RightOperand is not { } right)
        {
            return new Slice(view, from, null, type);
        }

        from = HasSideEffects(right) ? Snapshot(from) : from;
        var to = LowerIndex(view, right);
        var count = from is Constant { Bits: 0 } ? to : Atom(new Binary(BinaryOperator.Subtract, to, from, IrType.Int32));
        return new Slice(view, from, count, type);
    }

    private Expr LowerViewCall(IInvocationOperation call, IrType type)
    {
        var target = call.TargetMethod;
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value).ToList();
        if (target.Name == "Detach" && KnownSymbols.Is(target.ContainingType, Known.Grad))
        {
            return new DetachOf(LowerView(arguments[0])) { Site = session.AddSite(call.Syntax) };
        }

        if (target.Name == "Slice" && Known.IsArrayOrSpan(target.ContainingType) && call.Instance is not null)
        {
            return LowerSlice(LowerView(call.Instance), arguments, type);
        }

        if (target.Name == "AsSpan" && KnownSymbols.Is(target.ContainingType, Known.MemoryExtensions)
            && TypeMapping.Map(arguments[0].Type, Known) is { IsView: true })
        {
            if (!arguments.Skip(1).All(argument => argument.Type?.SpecialType == SpecialType.System_Int32))
            {
                // Out of range it throws another exception than a slice does.
                return Unsupported(call, "'AsSpan' with an index or a range (write 'AsSpan()[…]')");
            }

            var view = LowerView(arguments[0]);
            return arguments.Count == 1
                ? Cast(view, type)
                : LowerSlice(Atom(Cast(view, type)), arguments.Skip(1).ToList(), type);
        }

        return LowerUserCall(call);
    }

    private Expr LowerSlice(Expr view, List<IOperation> arguments, IrType type)
    {
        var atoms = LowerAtoms([.. arguments]);
        return new Slice(view, atoms[0], atoms.Length > 1 ? atoms[1] : null, type);
    }
}
