using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerStatements(ImmutableArray<IOperation> statements)
    {
        var outerNoGrad = _noGrad;
        foreach (var statement in statements)
        {
            // `using var _ = Grad.NoGrad();` holds to the end of its block.
            LowerStatement(statement);
        }

        _noGrad = outerNoGrad;
    }

    private void LowerStatement(IOperation statement)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        var outerLine = _line;
        var outerSite = _site;
        if (statement is IVariableDeclarationGroupOperation or IExpressionStatementOperation or IReturnOperation)
        {
            _line = session.AddLine(statement.Syntax);
            _site = session.AddSite(statement.Syntax);
        }

        switch (statement)
        {
            case IBlockOperation block:
                LowerStatements(block.Operations);
                break;
            case IVariableDeclarationGroupOperation group:
                LowerDeclarations(group);
                break;
            case IExpressionStatementOperation expression:
                LowerForEffect(expression.Operation);
                break;
            case IConditionalOperation conditional:
                LowerIf(conditional);
                break;
            case IForLoopOperation loop:
                LowerFor(loop);
                break;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                break;
            case IWhileLoopOperation loop:
                LowerWhile(loop);
                break;
            case IReturnOperation { Kind: OperationKind.Return } returns:
                LowerReturn(returns);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                LowerBranch(branch);
                break;
            case IUsingOperation { Resources: IInvocationOperation call } block when IsNoGrad(call):
                LowerNoGrad(block);
                break;
            case IUsingOperation { Resources: IVariableDeclarationGroupOperation group } block when IsNoGrad(group):
                LowerNoGrad(block);
                break;
            case IUsingDeclarationOperation declaration when IsNoGrad(declaration.DeclarationGroup):
                _noGrad = true;
                break;
            case IThrowOperation { Exception: { } exception }:
                LowerThrow(exception);
                break;
            case IEmptyOperation:
                break;
            default:
                Unsupported(statement);
                break;
        }

        _line = outerLine;
        _site = outerSite;
    }

    private void LowerNoGrad(IUsingOperation block)
    {
        var outer = _noGrad;
        _noGrad = true;
        LowerStatement(block.Body);
        _noGrad = outer;
    }

    private bool IsNoGrad(IVariableDeclarationGroupOperation group) =>
        group.Declarations.All(declaration => declaration.Declarators.All(declarator =>
            declarator.GetVariableInitializer()?.Value is IInvocationOperation call && IsNoGrad(call)));

    private bool IsNoGrad(IInvocationOperation call) =>
        call.TargetMethod.Name == "NoGrad" && KnownSymbols.Is(call.TargetMethod.ContainingType, Known.Grad);

    private void LowerDeclarations(IVariableDeclarationGroupOperation group)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                LowerDeclarator(declarator);
            }
        }
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator)
    {
        var symbol = declarator.Symbol;
        var value = declarator.GetVariableInitializer()?.Value;
        if (symbol.IsConst)
        {
            return;
        }

        if (symbol.RefKind != RefKind.None)
        {
            Unsupported(declarator, "a ref local");
        }
        else if (value is IInvocationOperation call && IsNoGrad(call))
        {
            Report(RuleIds.NoGradOutsideUsing, session.AddSite(call.Syntax));
        }
        else if (symbol.Type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            DeclareTuple(declarator, symbol, tuple, value);
        }
        else if ((IsGrid(symbol.Type) || IsJagged(symbol.Type) ? TypeMapping.Object(symbol.Type) : TypeMapping.Map(symbol.Type, Known))
            is not { } type || type.Scalar == ScalarType.String)
        {
            Unsupported(declarator, $"a local of type '{symbol.Type.ToDisplayString()}'");
        }
        else if (type.IsView)
        {
            DeclareView(declarator, symbol, type, value);
        }
        else
        {
            var variable = _variables.Create(symbol.Name, type, VariableKind.Local);
            _locals.Add(symbol, variable);
            if (value is not null)
            {
                LowerInto(variable, value);
            }
        }
    }

    private void DeclareView(IVariableDeclaratorOperation declarator, ILocalSymbol symbol, IrType type, IOperation? value)
    {
        if (value is null || _assigned.Contains(symbol))
        {
            Unsupported(declarator, $"an array or span variable that is assigned again ('{symbol.Name}')");
            return;
        }

        var view = LowerView(value, symbol.Name);
        var variable = _variables.Create(symbol.Name, type, VariableKind.Local);
        _locals.Add(symbol, variable);
        Emit(new Assign(variable, Cast(view, type)));
    }

    private void LowerIf(IConditionalOperation conditional)
    {
        _site = session.AddSite(conditional.Condition.Syntax);
        var condition = LowerAtom(conditional.Condition);
        var then = InBlock(() => LowerStatement(conditional.WhenTrue));
        var otherwise = InBlock(() =>
        {
            if (conditional.WhenFalse is { } whenFalse)
            {
                LowerStatement(whenFalse);
            }
        });
        Emit(new If(condition, then, otherwise));
    }

    private void LowerReturn(IReturnOperation returns)
    {
        if (returns.ReturnedValue is not { } value)
        {
            Emit(new Return(null));
        }
        else if (TypeMapping.Map(method.ReturnType, Known) is { IsView: true } type)
        {
            Emit(new Return(Atom(Cast(LowerView(value), type), "result")));
        }
        else
        {
            Emit(new Return(LowerAtom(value)));
        }
    }

    private void LowerThrow(IOperation exception)
    {
        _line = session.AddLine(exception.Syntax);
        _site = session.AddSite(exception.Syntax);
        while (exception is IConversionOperation conversion)
        {
            exception = conversion.Operand;
        }

        if (exception is not IObjectCreationOperation { Initializer: null, Type: { } type } creation)
        {
            Unsupported(exception, "throw of anything but a new exception");
            return;
        }

        if (session.Reach(type, method.ContainingType).Unreachable is { } unreachable)
        {
            Unsupported(exception, $"the type '{unreachable}', which generated code may not name,");
            return;
        }

        var arguments = creation.Arguments
            .OrderBy(argument => argument.Parameter?.Ordinal)
            .Select(argument => LowerText(argument.Value))
            .ToList();
        Emit(new Throw(new NewException(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), arguments.ToEquatableArray())));
    }

    /// <summary>An argument of an exception: a string, interpolated or not, or a scalar.</summary>
    private Expr LowerText(IOperation value)
    {
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return new StringConstant(text);
            case { ConstantValue: { HasValue: true, Value: null } }:
                return new StringConstant("");
            case IConversionOperation { OperatorMethod: null } boxing when boxing.Type?.SpecialType == SpecialType.System_Object:
                return LowerText(boxing.Operand);
            case IInterpolatedStringOperation interpolated:
                return LowerInterpolated(interpolated);
            default:
                return TypeMapping.Map(value.Type, Known) is { IsView: false } type && type.Scalar != ScalarType.String
                    ? LowerAtom(value)
                    : Unsupported(value, "an argument that is neither a constant string, an interpolated one nor a number");
        }
    }

    private Expr LowerInterpolated(IInterpolatedStringOperation interpolated)
    {
        var parts = new List<Expr>();
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string text }:
                    parts.Add(new StringConstant(text));
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                    parts.Add(LowerText(hole.Expression));
                    break;
                default:
                    Unsupported(part, "a format in an interpolated string");
                    break;
            }
        }

        return new Interpolated(parts.ToEquatableArray());
    }
}
