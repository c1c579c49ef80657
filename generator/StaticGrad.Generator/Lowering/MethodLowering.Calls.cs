using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering.OpaqueCalls;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Expr LowerCall(IInvocationOperation call)
    {
        var target = call.TargetMethod;
        if (KnownSymbols.Is(target.ContainingType, Known.Grad) && LowerMarker(call) is { } marker)
        {
            return marker;
        }

        if (KnownFunctions.TryFind(target, Known, out var rule) && rule.Results == 1
            && TypeMapping.Map(target.ReturnType, Known) is { } type)
        {
            var arguments = LowerArguments(call);
            var value = new Intrinsic(rule.Name, arguments.ToEquatableArray(), type);
            return !type.HasFloatingElement || rule.Contributions.Any(c => c is null)
                ? AtomAt(call, value)
                : value;
        }

        if (LowerGridLength(call) is { } length)
        {
            return length;
        }

        var result = LowerUserCall(call);
        if (result.Type.IsView)
        {
            return Unsupported(call);
        }

        return result;
    }

    /// <summary>Detach and Retain of scalars; null for other members of Grad.</summary>
    private Expr? LowerMarker(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "Detach" when TypeMapping.Map(call.Type, Known) is { IsView: false }:
                return new DetachOf(LowerAtom(call.Arguments[0].Value)) { Site = session.AddSite(call.Syntax) };

            case "Retain" when TypeMapping.Map(call.Type, Known) is { IsView: false }:
                var operand = LowerAtom(call.Arguments[0].Value);
                if (RetainedLocal(call) is { } local)
                {
                    return AtomAt(call, new RetainOf(operand, local));
                }

                Report(RuleIds.MarkerWithoutEffect, session.AddSite(call.Syntax), "Retain", "its value is not assigned to a local");
                return operand;

            case "NoGrad":
                Report(RuleIds.NoGradOutsideUsing, session.AddSite(call.Syntax));
                return Constant.Zero(IrType.Double);

            default:
                return null;
        }
    }

    /// <summary>The local that takes the value, also where C# makes a wider number of it on the way.</summary>
    private static string? RetainedLocal(IOperation value) => value.Parent switch
    {
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => RetainedLocal(conversion),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.Name,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local.Name,
        ISimpleAssignmentOperation { Target: IParameterReferenceOperation parameter } => parameter.Parameter.Name,
        _ => null,
    };

    /// <summary>Arguments as atoms: evaluated in the order written, returned in the order of the parameters.</summary>
    private List<Expr> LowerArguments(IInvocationOperation call) => LowerArguments(call, call.TargetMethod, call.Arguments, []);

    /// <param name="places">Takes the elements that are passed by reference: the view of each, by the parameter.</param>
    private List<Expr> LowerArguments(
        IOperation call, IMethodSymbol target, ImmutableArray<IArgumentOperation> written, List<(IArgumentOperation Argument, Expr View)> places)
    {
        var atoms = new Expr[target.Parameters.Length];
        for (var i = 0; i < written.Length; i++)
        {
            var argument = written[i];
            if (argument.Parameter is not { } parameter)
            {
                Unsupported(call);
                return [];
            }

            var type = TypeMapping.Map(parameter.Type, Known);
            Expr atom;
            if (type is { IsView: true })
            {
                atom = LowerView(argument.Value);
                atom = atom.Type == type || !atom.Type.IsView ? atom : Atom(Cast(atom, type.Value));
            }
            else
            {
                var isHeld = written.Skip(i + 1).Any(later => HasSideEffects(later.Value));
                atom = type is { Scalar: ScalarType.String } ? LowerText(argument.Value, parameter.Type, isHeld)
                    : EnumConstant(argument.Value) ?? LowerAtom(argument.Value);
                if (IsPassedByReference(argument))
                {
                    NotePlace(argument, written.Skip(i + 1), places);
                }

                atom = isHeld ? Snapshot(atom) : atom;
            }

            atoms[parameter.Ordinal] = atom;
        }

        return [.. atoms];
    }

    /// <summary>Whether C# passes the variable or element itself, not its value.</summary>
    private static bool IsPassedByReference(IArgumentOperation argument) => argument is { Parameter.RefKind: RefKind.In, Value:
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation
        or IImplicitIndexerReferenceOperation
        or IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } };

    private const string ChangedPlace =
        "an argument passed by 'in' that a later argument may change (copy it to a local of its own first)";

    private bool MayChange(IOperation operation, IOperation place) =>
        (IsElement(place) && IsGivenArrays(operation) && session.Writes.MayBeIn(operation))
        || IsChanged(place, SideEffects.Of(operation, session.Compilation, Known, session.Cancellation))
        || operation.DescendantsAndSelf().Select(AssignedBy).Any(target => IsElement(place)
            ? target is ITupleOperation || (target is not null && IsElement(target) && SymbolEqualityComparer.Default.Equals(target.Type, place.Type))
            : Targets(target).Intersect(Targets(place), SymbolEqualityComparer.Default).Any());

    private bool IsGivenArrays(IOperation operation) => operation.DescendantsAndSelf().Any(part =>
        part is IInvocationOperation call && call.Arguments.Any(argument => Known.IsWritable(argument.Parameter?.Type)));

    /// <summary>Which static array an element is of, its place does not always say.</summary>
    private static bool IsChanged(IOperation place, SideEffects effects) =>
        effects.Changed.Contains(SideEffects.Anything)
        || (IsElement(place) && effects.Changed.Contains(SideEffects.Items(place.Type!)))
        || (IsElement(place) && effects.Arrays.Any(array => SymbolEqualityComparer.Default.Equals(SideEffects.ElementOf(array.Type), place.Type)))
        || (place is IFieldReferenceOperation { Field: var field }
            && effects.Changed.Contains(field.IsStatic ? QualifiedName(field) : SideEffects.Member(field.Name)));

    private void NotePlace(
        IArgumentOperation argument, IEnumerable<IArgumentOperation> later, List<(IArgumentOperation Argument, Expr View)> places)
    {
        if (later.Any(other => MayChange(other.Value, argument.Value)))
        {
            Unsupported(argument.Value, ChangedPlace);
        }
        else if (IsElement(argument.Value) && _out.LastOrDefault() is Assign { Value: Load { View: var view } })
        {
            places.Add((argument, view));
        }
        else if (argument.Value is IFieldReferenceOperation { Field.IsStatic: true }
            && _out.LastOrDefault() is Assign { Value: StaticRead { IsReadOnly: false } field })
        {
            places.Add((argument, field));
        }
    }

    /// <summary>A constant of an enumeration, as in <c>Math.Round(x, MidpointRounding.ToZero)</c>.</summary>
    private static Expr? EnumConstant(IOperation value) =>
        value is IFieldReferenceOperation { Field: { HasConstantValue: true, ContainingType.TypeKind: TypeKind.Enum } field }
            ? new StaticRead(
                field.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + field.Name, IrType.Int32)
            : null;

    private void LowerCallForEffect(IInvocationOperation call)
    {
        if (call.IsOmitted() || LowerBulk(call))
        {
            return;
        }

        if (call.IsMadeInThisFileOnly())
        {
            Unsupported(call, $"a call of '{call.TargetMethod.Name}', whose condition this file alone defines,");
            return;
        }

        if (IsNoGrad(call))
        {
            Report(RuleIds.NoGradOutsideUsing, session.AddSite(call.Syntax));
            return;
        }

        if (call.TargetMethod.ReturnsVoid)
        {
            LowerUserCall(call);
        }
        else if (TypeMapping.Map(call.Type, Known) is { IsView: true })
        {
            LowerView(call);
        }
        else if (call.Type is INamedTypeSymbol { IsTupleType: true })
        {
            _ = LowerTuple(call) ?? [Unsupported(call)];
        }
        else
        {
            // The value is thrown away, the call is not: it may throw or write to its arguments.
            if (call.TargetMethod.Name is "Detach" or "Retain" && KnownSymbols.Is(call.TargetMethod.ContainingType, Known.Grad))
            {
                Report(RuleIds.MarkerWithoutEffect, session.AddSite(call.Syntax), call.TargetMethod.Name, "its result is not used");
            }

            LowerAtom(call);
        }
    }

    /// <summary>A call of a method that is neither a marker nor in the rule table: its source is followed when there is one.</summary>
    private Expr LowerUserCall(IInvocationOperation call) => LowerUserCall(call, call.TargetMethod, call.Instance, call.Arguments);

    private Expr LowerUserCall(IOperation call, IMethodSymbol target, IOperation? instance, ImmutableArray<IArgumentOperation> written)
    {
        if (RefusalOf(target, instance) is { } refusal)
        {
            return Unsupported(call, refusal.Length == 0 ? null : refusal);
        }

        foreach (var parameter in target.Parameters)
        {
            if (TypeMapping.Map(parameter.Type, Known) is null)
            {
                var argument = written.FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.Parameter, parameter));
                return Unsupported(argument?.Value ?? call, $"an argument of type '{parameter.Type.ToDisplayString()}'");
            }
        }

        // What may be overridden is not what is called.
        var definition = target.PartialImplementationPart ?? target;
        var key = definition.SourcesIn(session.Compilation, session.Cancellation).Any() && !ModelType.IsOverridable(definition) && !definition.IsImplicitlyDeclared
            ? session.Follow(definition)
            : LoweringSession.KeyOf(target);
        session.NoteCall(key, target);
        var receiver = target.IsStatic ? [] : new[] { LowerView(instance!) };
        var places = new List<(IArgumentOperation Argument, Expr View)>();
        var arguments = receiver.Concat(LowerArguments(call, target, written, places)).ToList();
        foreach (var part in receiver)
        {
            CheckPresence(part);
        }

        var (privateTo, unreachable) = session.Reach(target, method.ContainingType);
        var result = TypeMapping.MapResult(target.ReturnType, Known)!.Value;
        var reference = new MethodReference(
            key,
            target.MethodKind == MethodKind.PropertyGet ? QualifiedName(target.AssociatedSymbol!) : QualifiedName(target),
            Known.Has(target, Known.Frozen) || (target.AssociatedSymbol is { } property && Known.Has(property, Known.Frozen)),
            !target.IsStatic,
            target.MethodKind == MethodKind.PropertyGet,
            privateTo,
            unreachable,
            target.Parameters.Where(p => p.Type is IArrayTypeSymbol && TypeMapping.Map(p.Type, Known) is { IsObject: false })
                .Select(p => p.Ordinal + receiver.Length).ToEquatableArray(),
            target.Parameters.Where(p => TypeMapping.Map(p.Type, Known) is { Shape: Shape.ReadOnlySpan })
                .Select(p => p.Ordinal + receiver.Length).ToEquatableArray(),
            written.Where(IsWrittenIn).Select(argument => argument.Parameter!.Ordinal + receiver.Length).ToEquatableArray());

        // The call is where people look, also when it stands inside a long statement.
        var outer = _site;
        _site = session.AddSite(call.Syntax);
        var lowered = new Call(reference, arguments.ToEquatableArray(), result);
        _places.AddRange(places.Select(place => new PassedPlace(
            lowered, place.Argument.Parameter!.Ordinal + receiver.Length, place.View, session.AddSite(place.Argument.Value.Syntax))));
        Expr value = lowered;
        if (result != IrType.Void)
        {
            value = Atom(value);
        }
        else
        {
            Emit(new Invoke(value));
            value = Constant.Zero(IrType.Int32);
        }

        _site = outer;
        return value;
    }

    /// <summary>Why a method cannot be called here; empty for a reason that the construct itself tells.</summary>
    private string? RefusalOf(IMethodSymbol target, IOperation? instance)
    {
        if (target.IsGenericMethod
            || target.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet)
            || TypeMapping.MapResult(target.ReturnType, Known) is not { IsObject: false }
            || (!target.IsStatic && (instance is null || !IsObject(instance))))
        {
            return "";
        }

        if (KnownSymbols.IsGenerated(target) || KnownSymbols.IsGenerated(target.ContainingType))
        {
            return "a call of a generated derivative";
        }

        // An extension block: the compiler calls it by another name than the source does.
        if (!Containers.CanBeNamed(target.ContainingType))
        {
            return $"a call of '{target.Name}', which stands in a type without a name,";
        }

        return target.Parameters.Any(parameter => parameter.RefKind is not (RefKind.None or RefKind.In))
            ? $"a call with an argument passed by reference ('{target.Name}')"
            : null;
    }

    /// <summary><c>Clear</c> and <c>Fill</c> of spans, as loops of stores.</summary>
    private bool LowerBulk(IInvocationOperation call)
    {
        var target = call.TargetMethod;
        if (call.Instance is null
            || !Known.IsSpan(target.ContainingType)
            || target.Name is not ("Clear" or "Fill"))
        {
            return false;
        }

        var view = LowerView(call.Instance);
        if (!view.Type.IsView)
        {
            return true;
        }

        var value = target.Name == "Fill" ? LowerAtom(call.Arguments[0].Value) : Constant.Zero(view.Type.Element);
        var count = Atom(new Length(view));
        var counter = _variables.Create("index", IrType.Int32, VariableKind.Local);
        var body = InBlock(() => Emit(new Store(view, new VariableRef(counter), value)));
        Emit(new For(_loops++, counter, Constant.Of(0), count, Inclusive: false, Step: 1, body));
        return true;
    }
}
