using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>
/// Puts temporaries that are used once back into the expression that uses them, and branches that only choose a value back
/// into <c>?:</c>, <c>&amp;&amp;</c> and <c>||</c>. What is evaluated, and in which order it can be observed, stays.
/// </summary>
internal sealed partial class Folding
{
    private const int LargestExpression = 14;

    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, int> _definitions = [];
    private readonly Throwing _throwing;
    private bool _isReverse;

    private Folding(Block block)
    {
        _throwing = new Throwing(block);
        foreach (var statement in block.All())
        {
            foreach (var variable in statement.Reads())
            {
                Count(_uses, variable);
            }

            foreach (var variable in statement.Targets().Concat(PassedByReference(statement)))
            {
                Count(_definitions, variable);
            }

            if (statement is Accumulate accumulate)
            {
                Count(_uses, accumulate.Target);
            }
        }
    }

    public static Block Run(Block block)
    {
        Block before;
        do
        {
            before = block;
            block = new Folding(block).Visit(block);
        }
        while (!block.Equals(before));

        return block;
    }

    /// <summary>What a call may change.</summary>
    private static IEnumerable<Variable> PassedByReference(Stmt statement) => statement.Expressions()
        .SelectMany(expression => expression is RuntimeCall call ? call.Arguments : EquatableArray<Expr>.Empty)
        .OfType<RefTo>()
        .SelectMany(reference => reference.Place.Variables());

    private static void Count(Dictionary<int, int> counts, Variable variable) =>
        counts[variable.Id] = counts.TryGetValue(variable.Id, out var count) ? count + 1 : 1;

    private bool IsFoldable(Variable variable) =>
        variable.Kind == VariableKind.Temporary
        && !variable.Type.IsView
        && _definitions[variable.Id] == 1
        && _uses.TryGetValue(variable.Id, out var uses) && uses == 1;

    private Block Visit(Block block)
    {
        var output = new List<Stmt>();
        var pending = new List<(Variable Variable, Assign Definition)>();
        foreach (var original in block.Statements)
        {
            // Visited once: merging a choice changes the counts of definitions.
            var visited = original.WithBlocks(Visit);
            var statement = Choice(visited) ?? visited;
            statement = Substitute(statement, pending);
            _isReverse |= statement is Heading;
            var moves = statement is Assign assign && IsFoldable(assign.Target) && CanMove(assign.Value);
            Flush(statement, moves, pending, output);
            if (moves)
            {
                pending.Add((((Assign)statement).Target, (Assign)statement));
            }
            else
            {
                output.Add(statement);
            }
        }

        output.AddRange(pending.Select(item => item.Definition));
        return PropagateCopies(block.WithStatements(MergeAliases(output)));
    }

    private static bool CanMove(Expr value) => !value.Any(e => e is Call or RuntimeCall or NewArray) && Size(value) <= LargestExpression;

    private static int Size(Expr value) => 1 + value.Operands().Sum(Size);

    private Stmt Substitute(Stmt statement, List<(Variable Variable, Assign Definition)> pending)
    {
        if (pending.Count == 0)
        {
            return statement;
        }

        var used = new HashSet<int>(statement.Reads().Select(v => v.Id));
        var folded = pending.Where(item => used.Contains(item.Variable.Id)).ToList();
        if (folded.Count == 0)
        {
            return statement;
        }

        // A loop tests its bound again and again; a call's reference arguments take names only.
        folded.RemoveAll(item => statement is For loop
            && loop.To.Variables().Any(variable => variable.Id == item.Variable.Id)
            && item.Definition.Value.Any(e => e is Load or Intrinsic or Conditional || Throwing.IsIntegerDivision(e)));

        // What always throws would throw in one case only.
        folded.RemoveAll(item => ThrowsOf(item.Definition.Value) != Throws.Nothing
            && statement.Expressions().Any(expression => IsSkippable(expression, item.Variable)));
        while (folded.RemoveAll(item => IsOvertaken(item.Variable, statement, pending, folded)) > 0)
        {
        }

        var inReference = statement.Expressions().Any(e => e.Any(x => x is RefTo));
        if (inReference || statement.Expressions().Sum(Size) + folded.Sum(item => Size(item.Definition.Value)) > 3 * LargestExpression)
        {
            return statement;
        }

        pending.RemoveAll(folded.Contains);
        return statement.MapExpressions(expression => expression.Substitute(variable =>
            folded.FirstOrDefault(item => item.Variable.Id == variable.Id).Definition?.Value));
    }

    /// <summary>Whether the variable stands where it is evaluated in some cases only.</summary>
    private static bool IsSkippable(Expr expression, Variable variable)
    {
        bool Uses(Expr part) => part.Variables().Any(used => used.Id == variable.Id);
        return expression.Any(part => part switch
        {
            Conditional choice => Uses(choice.WhenTrue) || Uses(choice.WhenFalse),
            Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.OrElse } binary => Uses(binary.Right),
            _ => false,
        });
    }

    /// <summary>Whether a temporary in its place in the statement would be computed behind what throws another exception.</summary>
    private bool IsOvertaken(
        Variable variable, Stmt statement, List<(Variable Variable, Assign Definition)> pending, List<(Variable Variable, Assign Definition)> folded)
    {
        var at = pending.FindIndex(item => item.Variable.Id == variable.Id);
        var own = ThrowsOf(pending[at].Definition.Value);
        return own != Throws.Nothing
            && (_throwing.InOrder(statement)
                    .TakeWhile(step => step.Variable?.Id != variable.Id)
                    .Any(step => Throwing.IsOrderSeen(own, step.Throws))
                || pending.Skip(at + 1).Any(later => Throwing.IsOrderSeen(own, ThrowsOf(later.Definition.Value))
                    && !(folded.Contains(later) && IsBefore(variable, later.Variable, statement))));
    }

    private static bool IsBefore(Variable one, Variable other, Stmt statement) =>
        statement.Reads().First(variable => variable.Id == one.Id || variable.Id == other.Id).Id == one.Id;

    /// <summary>What an expression may end with: nothing in a reverse sweep, which evaluates what the forward sweep did.</summary>
    private Throws ThrowsOf(Expr value) => _isReverse ? Throws.Nothing : _throwing.Of(value);

    /// <summary>
    /// Emits what may not move behind the statement, because it reads what the statement changes or must throw before it
    /// does; and what must throw before that.
    /// </summary>
    private void Flush(Stmt statement, bool moves, List<(Variable Variable, Assign Definition)> pending, List<Stmt> output)
    {
        if (pending.Count == 0)
        {
            return;
        }

        var isBarrier = statement is not (Assign or Accumulate or Declare or Heading)
            || statement.Expressions().Any(e => e.Any(x => x is Call or RuntimeCall));
        var changed = new HashSet<int>(statement.Targets().Select(variable => variable.Id));
        var stillUsed = new HashSet<int>(statement.Reads().Select(v => v.Id));
        var storesMemory = statement is Store or AddTo;
        var own = moves || _isReverse ? Throws.Nothing : _throwing.Of(statement);
        var behind = Throws.Nothing;
        var flushed = 0;
        for (var i = pending.Count - 1; i >= 0; i--)
        {
            var (variable, definition) = pending[i];
            var throws = ThrowsOf(definition.Value);
            if (stillUsed.Contains(variable.Id)
                || definition.Value.Variables().Any(used => changed.Contains(used.Id))
                || (storesMemory && MayObserve(definition.Value))
                || (isBarrier && !storesMemory)
                || Throwing.IsOrderSeen(throws, own)
                || Throwing.IsOrderSeen(throws, behind))
            {
                behind |= throws;
                output.Insert(output.Count - flushed, definition);
                pending.RemoveAt(i);
                flushed++;
            }
        }
    }

    /// <summary>Whether it makes a difference on which side of a store the value is computed: it reads memory, or may throw.</summary>
    private bool MayObserve(Expr value) => value.Any(e => e is Load or StaticRead || _throwing.OfOwn(e) != Throws.Nothing);

    /// <summary>A branch whose arms both only assign one temporary.</summary>
    private Assign? Choice(Stmt statement)
    {
        if (statement is not If branch
            || branch.Then.Statements.Count != 1
            || branch.Else.Statements.Count != 1
            || branch.Then.Statements[0] is not Assign then
            || branch.Else.Statements[0] is not Assign otherwise
            || then.Target.Id != otherwise.Target.Id
            || then.Target.Type.IsView
            || then.Target.Kind == VariableKind.FrameField
            || Size(then.Value) + Size(otherwise.Value) > LargestExpression
            || !CanMove(then.Value)
            || !CanMove(otherwise.Value)
            || !(then.Target.Kind == VariableKind.Temporary || (then.Line == branch.Line && branch.Line >= 0)))
        {
            return null;
        }

        // `value` of a method that returns in both arms reads better as two returns.
        if (then.Line != otherwise.Line)
        {
            return null;
        }

        _definitions[then.Target.Id]--;
        return new Assign(then.Target, Chosen(branch.Condition, then.Value, otherwise.Value))
        {
            Line = then.Line, Site = then.Site, NoGrad = then.NoGrad,
        };
    }

    private static Expr Chosen(Expr condition, Expr whenTrue, Expr whenFalse) =>
        whenFalse is Constant { Type.Scalar: ScalarType.Bool, Bits: 0 }
            ? new Binary(BinaryOperator.AndAlso, condition, whenTrue, IrType.Bool)
            : whenTrue is Constant { Type.Scalar: ScalarType.Bool, Bits: not 0 }
                ? new Binary(BinaryOperator.OrElse, condition, whenFalse, IrType.Bool)
                : new Conditional(condition, whenTrue, whenFalse);
}
