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
            else if (_assignedInCondition.Contains(symbol))
            {
                // `c && (y = x) > 0`: where it is true, C# knows y to be assigned. Here it is a branch like any other.
                Emit(new Assign(variable, Constant.Zero(type)));
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
}
