using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Members of models. What a method reads from a parameter's own members it reads at its start, once: a model does not change
/// while it runs.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<(int Object, string Member), Variable> _members = [];
    private readonly HashSet<int> _prologueObjects = [];

    /// <summary>Those of them that are read before it is clear that what they are a part of is there.</summary>
    private readonly HashSet<int> _earlyObjects = [];

    private readonly List<Stmt> _prologue = [];

    /// <summary>A field or auto-property of a model: a scalar, or a view. Null for a member of anything else.</summary>
    private Expr? LowerMember(IOperation operation, ISymbol symbol, IOperation instance)
    {
        if (ModelType.Find(symbol, Known) is not { } member)
        {
            return null;
        }

        if (!IsObject(instance))
        {
            return Unsupported(instance);
        }

        if (ModelType.IsOverridable(symbol))
        {
            return Unsupported(operation, $"the virtual property '{symbol.Name}' (which could be overridden: make it sealed)");
        }

        if (!member.IsSlotKnown)
        {
            return Unsupported(
                operation, $"the member '{symbol.Name}' (another member of '{symbol.ContainingType.Name}', private in its assembly, may have its slot: rename one),");
        }

        var type = member.Kind is MemberKind.Grid or MemberKind.Jagged
            ? TypeMapping.Object(member.Type)
            : TypeMapping.Map(member.Type, Known);
        if (type is null || type is { IsView: false, Scalar: ScalarType.String or ScalarType.Void })
        {
            return Unsupported(operation);
        }

        var (privateTo, unreachable) = session.Reach(symbol, method.ContainingType);
        if (unreachable is not null)
        {
            return Unsupported(operation, unreachable);
        }

        var owner = LowerView(instance);
        if (!owner.Type.IsObject)
        {
            return Placeholder(operation.Type);
        }

        CheckPresence(owner);
        var isScalar = type.Value.IsFloatingScalar;
        var read = new Member(
            owner,
            EscapedName(symbol.Name),
            member.Slot,
            isScalar ? type.Value.WithShape(Shape.Cell) : type.Value,
            member.Frozen || member.Slot.Length == 0,
            privateTo,
            IsOfLibrary: !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, session.Compilation.Assembly));
        return ReadAtStart(read) ?? (isScalar ? Held(read) : read);
    }

    /// <summary>The number in a member. To read it is no operation: in a NoGrad block it keeps its gradient, as a variable does.</summary>
    private Expr Held(Member read)
    {
        var load = new Load(Atom(read), Constant.Of(0));
        if (!_noGrad)
        {
            return load;
        }

        _noGrad = false;
        var number = Atom(load, PlainName(read.Name));
        _noGrad = true;
        return number;
    }

    private bool IsObject(IOperation instance) => TypeMapping.Map(instance.Type, Known) is { IsObject: true };

    /// <summary>C# looks for a part where it is used; what is read of it may have been read before, or not at all.</summary>
    private void CheckPresence(Expr part)
    {
        if (part is VariableRef { Variable: var variable } && MayBeMissing(variable))
        {
            Emit(new Invoke(new RuntimeCall(Reverse.Runtime.Present, EquatableArray.Of(part), IrType.Void)));
        }
    }

    private bool MayBeMissing(Variable part) =>
        part.Type is { IsObject: true, IsValueType: false } && part.Id != _this?.Id && (isCalled || part.Kind != VariableKind.Parameter);

    /// <summary>The member's value, or the view of it, read in the method's first statements; null where that could throw.</summary>
    private Expr? ReadAtStart(Member read)
    {
        if (read.Object is not VariableRef { Variable: var owner })
        {
            return null;
        }

        var isParameter = owner.Kind == VariableKind.Parameter;
        var isEarly = MayBeMissing(owner) || _earlyObjects.Contains(owner.Id);
        var isNumber = !read.Type.IsView || read.Type.Shape == Shape.Cell;
        if (isParameter ? isEarly && isNumber : isNumber || !_prologueObjects.Contains(owner.Id))
        {
            return null;
        }

        read = read with { IsEarly = isEarly };

        if (!_members.TryGetValue((owner.Id, read.Name), out var variable))
        {
            var name = PlainName(read.Name);
            if (read.Type.Shape == Shape.Cell)
            {
                var cell = _variables.Create(name, read.Type);
                _prologue.Add(new Assign(cell, read) { Site = _site });
                variable = _variables.Create(name, read.Type.Element);
                _prologue.Add(new Assign(variable, new Load(new VariableRef(cell), Constant.Of(0))) { Site = _site });
            }
            else
            {
                variable = _variables.Create(isParameter ? name : owner.Name + char.ToUpperInvariant(name[0]) + name.Substring(1), read.Type);
                _prologue.Add(new Assign(variable, read) { Site = _site });
            }

            _members.Add((owner.Id, read.Name), variable);
            if (read.Type.IsObject)
            {
                _prologueObjects.Add(variable.Id);
                if (isEarly)
                {
                    _earlyObjects.Add(variable.Id);
                }
            }
        }

        return new VariableRef(variable);
    }

    /// <summary><c>member == null</c>, <c>!= null</c>, <c>is null</c> or <c>is not null</c>; null for anything else.</summary>
    private Expr? LowerNullTest(IOperation operation)
    {
        var (tested, isNegated) = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } binary =>
                (IsNullLiteral(binary.RightOperand) ? binary.LeftOperand : IsNullLiteral(binary.LeftOperand) ? binary.RightOperand : null,
                    binary.OperatorKind == BinaryOperatorKind.NotEquals),
            IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test when IsNullLiteral(pattern.Value) => (test.Value, false),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } test
                when IsNullLiteral(pattern.Value) => (test.Value, true),
            _ => (null, false),
        };
        while (tested is IConversionOperation { OperatorMethod: null } conversion)
        {
            tested = conversion.Operand;
        }

        // A local array may be a part of a pooled one, which is never null.
        if (tested is null || tested.Type is not { IsReferenceType: true } || !IsPart(tested))
        {
            return null;
        }

        var view = LowerView(tested);
        if (!view.Type.IsView)
        {
            return Placeholder(operation.Type);
        }

        Expr isNull = new IsNull(view);
        return isNegated ? new Unary(UnaryOperator.Not, Atom(isNull), IrType.Bool) : isNull;
    }

    private bool IsPart(IOperation tested) => tested switch
    {
        IMemberReferenceOperation { Instance: not null } member => ModelType.Find(member.Member, Known) is { Slot.Length: > 0 },
        IArrayElementReferenceOperation item => IsObject(item.ArrayReference) || IsJagged(item.ArrayReference.Type),
        IParameterReferenceOperation or ILocalReferenceOperation => IsObject(tested),
        _ => false,
    };

    private static bool IsNullLiteral(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null }
        || (operation is IConversionOperation { OperatorMethod: null } conversion && IsNullLiteral(conversion.Operand));

    private static string PlainName(string member)
    {
        var plain = member.TrimStart('_', '@');
        return plain.Length == 0 || !char.IsLetter(plain[0]) ? "member" + plain : TemporaryName.Camel(plain);
    }

    /// <summary>An item of an array of models, or a row of a jagged array.</summary>
    private Expr LowerItem(IArrayElementReferenceOperation element, string? name)
    {
        if (element.Indices.Length != 1)
        {
            return Unsupported(element);
        }

        var array = LowerView(element.ArrayReference);
        var index = Settled(LowerIndex(array, element.Indices[0]));
        if (!array.Type.IsObject)
        {
            return Placeholder(element.Type);
        }

        if (TypeMapping.Map(element.Type, Known) is not { IsView: true } type)
        {
            return Unsupported(element);
        }

        var item = new Item(array, index, type);
        if (!type.IsObject)
        {
            return item;
        }

        var looked = Atom(item, name);
        Emit(new Invoke(new RuntimeCall(Reverse.Runtime.LookedUp, EquatableArray.Of(looked), IrType.Void)));
        return looked;
    }

    /// <summary>An index that stays what it is: a view may be looked up again later.</summary>
    private Expr Settled(Expr index) => index is VariableRef { Variable.Kind: VariableKind.Local } reference && IsCounter(reference.Variable)
        ? index
        : Snapshot(index);

    private bool IsCounter(Variable variable) =>
        !_locals.Any(pair => pair.Value.Id == variable.Id && _assigned.Contains(pair.Key));

    /// <summary>An element of a two-dimensional array of a model, as a place among all its elements.</summary>
    private (Expr View, Expr Index)? LowerGridElement(IArrayElementReferenceOperation element)
    {
        var array = LowerView(element.ArrayReference);
        var atoms = LowerAtoms([.. element.Indices]);
        if (!array.Type.IsObject || atoms.Any(atom => atom.Type != IrType.Int32))
        {
            Unsupported(element, "an element of a two-dimensional array with an index that is not an int");
            return null;
        }

        var type = TypeMapping.Map(element.Type, Known)!.Value.WithShape(Shape.Span);
        var view = Atom(new Flat(array, type), "elements");
        var index = Atom(
            new RuntimeCall(Reverse.Runtime.GridIndex, EquatableArray.Of(array, atoms[0], atoms[1]), IrType.Int32), "place");
        return (view, index);
    }

    /// <summary><c>GetLength</c>, and <c>Length</c>, of a two-dimensional array.</summary>
    private Expr? LowerGridLength(IInvocationOperation call)
    {
        if (call.Instance is null || call.TargetMethod.Name != "GetLength" || call.Arguments.Length != 1 || !IsGrid(call.Instance.Type))
        {
            return null;
        }

        var array = LowerView(call.Instance);
        return new RuntimeCall(
            Reverse.Runtime.GridLength, EquatableArray.Of(array, LowerAtom(call.Arguments[0].Value)), IrType.Int32);
    }

    private static bool IsGrid(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { Rank: 2, ElementType.SpecialType: SpecialType.System_Double or SpecialType.System_Single };

    private static bool IsJagged(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true } row }
        && row.ElementType.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>What a view's type is where a model's member stands: jagged and two-dimensional arrays are objects there.</summary>
    private IrType? ViewType(IOperation operation) => IsGrid(operation.Type) || IsJagged(operation.Type)
        ? TypeMapping.Object(operation.Type!)
        : TypeMapping.Map(operation.Type, Known);
}
