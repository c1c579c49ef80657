using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private readonly Dictionary<ILabelSymbol, int> _breaks = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILabelSymbol, int> _continues = new(SymbolEqualityComparer.Default);
    private int _loops;

    private int EnterLoop(ILoopOperation loop)
    {
        var number = _loops++;
        _breaks[loop.ExitLabel] = number;
        _continues[loop.ContinueLabel] = number;
        return number;
    }

    /// <summary>A loop points at its keyword.</summary>
    private void EmitLoop(ILoopOperation loop, Stmt statement)
    {
        _site = session.AddSite(loop.Syntax.GetFirstToken().GetLocation());
        Emit(statement);
    }

    private void LowerBranch(IBranchOperation branch)
    {
        if (branch.BranchKind == BranchKind.Break && _breaks.TryGetValue(branch.Target, out var left))
        {
            Emit(new Break(left));
        }
        else if (branch.BranchKind == BranchKind.Continue && _continues.TryGetValue(branch.Target, out var continued))
        {
            Emit(new Continue(continued));
        }
        else
        {
            Unsupported(branch);
        }
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        var number = EnterLoop(loop);
        if (loop.Condition is not { } condition)
        {
            Unsupported(loop);
            return;
        }

        if (loop.ConditionIsTop)
        {
            var body = InBlock(() =>
            {
                LowerExitUnless(condition, number, loop.ConditionIsUntil);
                LowerStatement(loop.Body);
            });
            EmitLoop(loop, new Loop(number, body, Block.Empty));
        }
        else
        {
            var body = InBlock(() => LowerStatement(loop.Body));
            var continuing = InBlock(() => LowerExitUnless(condition, number, loop.ConditionIsUntil));
            EmitLoop(loop, new Loop(number, body, continuing));
        }
    }

    private void LowerExitUnless(IOperation condition, int loop, bool until = false)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool value } && value != until)
        {
            return;
        }

        _site = session.AddSite(condition.Syntax);
        var holds = LowerAtom(condition);
        var exit = Block.Of([new Break(loop) { Site = _site, NoGrad = _noGrad }]);
        Emit(until ? new If(holds, exit, Block.Empty) : new If(holds, Block.Empty, exit));
    }

    private void LowerFor(IForLoopOperation loop)
    {
        var number = EnterLoop(loop);
        if (CountedLoop.Recognise(loop, _assignedIn, Known, session.Compilation.Options.CheckOverflow) is { } counted)
        {
            LowerCounted(loop, counted, number);
            return;
        }

        foreach (var before in loop.Before)
        {
            LowerStatement(before);
        }

        var body = InBlock(() =>
        {
            if (loop.Condition is { } condition)
            {
                LowerExitUnless(condition, number);
            }

            LowerStatement(loop.Body);
        });
        var continuing = InBlock(() =>
        {
            foreach (var bottom in loop.AtLoopBottom)
            {
                LowerStatement(bottom);
            }
        });
        EmitLoop(loop, new Loop(number, body, continuing));
    }

    private readonly AssignedIn _assignedIn = new(session.Writes);

    private void LowerCounted(IForLoopOperation loop, CountedLoop counted, int number)
    {
        Expr from = Constant.Of(0);
        foreach (var declarator in loop.Before
            .OfType<IVariableDeclarationGroupOperation>()
            .SelectMany(group => group.Declarations)
            .SelectMany(declaration => declaration.Declarators))
        {
            if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, counted.Counter))
            {
                from = Stable(LowerAtom(counted.From), "first");
            }
            else
            {
                LowerDeclarator(declarator);
            }
        }

        var counter = _variables.Create(counted.Counter.Name, IrType.Int32, VariableKind.Local);
        _locals.Add(counted.Counter, counter);

        // A bound that the body changes is not counted; one that it cannot change may still be a mutable variable.
        var to = Stable(LowerAtom(counted.To), "count");
        var body = InBlock(() => LowerStatement(loop.Body));
        EmitLoop(loop, new For(number, counter, from, to, counted.Inclusive, counted.Step, body));
    }

    /// <summary>The value now, whatever happens to the variable later.</summary>
    private Expr Stable(Expr atom, string name)
    {
        if (atom is not VariableRef { Variable.Kind: not VariableKind.Temporary } reference
            || !_locals.Any(pair => pair.Value.Id == reference.Variable.Id && _assigned.Contains(pair.Key)))
        {
            return atom;
        }

        var copy = _variables.Create(name, atom.Type);
        Emit(new Assign(copy, atom));
        return new VariableRef(copy);
    }

    private void LowerForEach(IForEachLoopOperation loop)
    {
        var number = EnterLoop(loop);
        var collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        if (ViewType(collection) is not { IsView: true } type
            || IsGrid(collection.Type)
            || loop.LoopControlVariable is not IVariableDeclaratorOperation declarator
            || TypeMapping.Map(declarator.Symbol.Type, Known) is not { } elementType
            || elementType.IsView != type.IsObject
            || declarator.Symbol.RefKind != RefKind.None)
        {
            Unsupported(loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None }
                ? loop.Collection : loop.LoopControlVariable, "foreach over anything but the values of an array or a span");
            return;
        }

        _site = session.AddSite(loop.Collection.Syntax);
        var view = LowerView(collection);
        var count = Atom(new Length(view));
        var counter = _variables.Create("index", IrType.Int32, VariableKind.Local);
        var element = _variables.Create(declarator.Symbol.Name, elementType, VariableKind.Local);
        _locals.Add(declarator.Symbol, element);
        var body = InBlock(() =>
        {
            Expr value = type.IsObject
                ? new Item(view, new VariableRef(counter), elementType)
                : new Load(view, new VariableRef(counter));
            Emit(new Assign(element, type.IsObject || type.Element == elementType ? value : Converted(Atom(value), elementType, OverflowContext.IsChecked(loop.Syntax, session.Compilation))));
            LowerStatement(loop.Body);
        });
        EmitLoop(loop, new For(number, counter, Constant.Of(0), count, Inclusive: false, Step: 1, body));
    }
}
