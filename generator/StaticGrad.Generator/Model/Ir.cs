namespace StaticGrad.Generator.Model;

/// <summary>Walks and rewrites the representation.</summary>
internal static class Ir
{
    public static VariableRef Ref(this Variable variable) => new(variable);

    /// <summary>Every statement of a block, nested ones included, in order.</summary>
    public static IEnumerable<Stmt> All(this Block block)
    {
        foreach (var statement in block.Statements)
        {
            yield return statement;
            foreach (var nested in statement.Blocks())
            {
                foreach (var inner in nested.All())
                {
                    yield return inner;
                }
            }
        }
    }

    public static IEnumerable<Block> Blocks(this Stmt statement)
    {
        switch (statement)
        {
            case If branch:
                yield return branch.Then;
                yield return branch.Else;
                break;
            case For loop:
                yield return loop.Body;
                break;
            case Loop loop:
                yield return loop.Body;
                yield return loop.Continuing;
                break;
            case Sequel sequel:
                yield return sequel.Body;
                break;
        }
    }

    public static Stmt WithBlocks(this Stmt statement, Func<Block, Block> map) => statement switch
    {
        If branch => branch with { Then = map(branch.Then), Else = map(branch.Else) },
        For loop => loop with { Body = map(loop.Body) },
        Loop loop => loop with { Body = map(loop.Body), Continuing = map(loop.Continuing) },
        Sequel sequel => sequel with { Body = map(sequel.Body) },
        _ => statement,
    };

    /// <summary>The statement's own expressions, in evaluation order; not those of nested blocks.</summary>
    public static IEnumerable<Expr> Expressions(this Stmt statement) => statement switch
    {
        Assign assign => [assign.Value],
        AssignPair pair => [pair.Value],
        Store store => [store.View, store.Index, store.Value],
        AddTo add => [add.View, add.Index, add.Value],
        Accumulate accumulate => [accumulate.Value],
        If branch => [branch.Condition],
        For loop => [loop.From, loop.To],
        Return { Value: { } value } => [value],
        Throw thrown => [thrown.Exception],
        Invoke invoke => [invoke.Call],
        _ => [],
    };

    public static Stmt MapExpressions(this Stmt statement, Func<Expr, Expr> map) => statement switch
    {
        Assign assign => assign with { Value = map(assign.Value) },
        AssignPair pair => pair with { Value = map(pair.Value) },
        Store store => store with { View = map(store.View), Index = map(store.Index), Value = map(store.Value) },
        AddTo add => add with { View = map(add.View), Index = map(add.Index), Value = map(add.Value) },
        Accumulate accumulate => accumulate with { Value = map(accumulate.Value) },
        If branch => branch with { Condition = map(branch.Condition) },
        For loop => loop with { From = map(loop.From), To = map(loop.To) },
        Return { Value: { } value } result => result with { Value = map(value) },
        Throw thrown => thrown with { Exception = map(thrown.Exception) },
        Invoke invoke => invoke with { Call = map(invoke.Call) },
        _ => statement,
    };

    /// <summary>The variables that the statement itself assigns.</summary>
    public static IEnumerable<Variable> Targets(this Stmt statement) => statement switch
    {
        Assign assign => [assign.Target],
        AssignPair pair => [pair.First, pair.Second],
        Accumulate accumulate => [accumulate.Target],
        Declare declare => [declare.Variable],
        For loop => [loop.Counter],
        _ => [],
    };

    public static IEnumerable<Expr> Operands(this Expr expr) => expr switch
    {
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conversion conversion => [conversion.Operand],
        Intrinsic call => call.Arguments,
        Load load => [load.View, load.Index],
        Length length => [length.View],
        Member member => [member.Object],
        Item item => [item.Array, item.Index],
        Flat flat => [flat.Array],
        IsNull test => [test.Object],
        Slice { Count: { } count } slice => [slice.View, slice.Offset, count],
        Slice slice => [slice.View, slice.Offset],
        ViewCast cast => [cast.View],
        NewArray array => [array.Count],
        DetachOf detach => [detach.Operand],
        RetainOf retain => [retain.Operand],
        Conditional conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        Call call => call.Arguments,
        RuntimeCall call => call.Arguments,
        RefTo reference => [reference.Place],
        NewException exception => exception.Arguments,
        Interpolated text => text.Parts,
        _ => [],
    };

    /// <summary>The type that code with this very expression must stand in; null for any.</summary>
    public static string? PrivateTo(this Expr expr) => expr switch
    {
        Member member => member.PrivateTo,
        Call call => call.Target.PrivateTo,
        StaticRead read => read.PrivateTo,
        _ => null,
    };

    public static Expr MapOperands(this Expr expr, Func<Expr, Expr> map) => expr switch
    {
        Unary unary => unary with { Operand = map(unary.Operand) },
        Binary binary => binary with { Left = map(binary.Left), Right = map(binary.Right) },
        Conversion conversion => conversion with { Operand = map(conversion.Operand) },
        Intrinsic call => call with { Arguments = Map(call.Arguments, map) },
        Load load => new Load(map(load.View), map(load.Index)),
        Length length => new Length(map(length.View)),
        Member member => member with { Object = map(member.Object) },
        Item item => item with { Array = map(item.Array), Index = map(item.Index) },
        Flat flat => flat with { Array = map(flat.Array) },
        IsNull test => new IsNull(map(test.Object)),
        Slice slice => slice with
        {
            View = map(slice.View), Offset = map(slice.Offset), Count = slice.Count is null ? null : map(slice.Count),
        },
        ViewCast cast => cast with { View = map(cast.View) },
        NewArray array => array with { Count = map(array.Count) },
        DetachOf detach => new DetachOf(map(detach.Operand)) { Site = detach.Site },
        RetainOf retain => new RetainOf(map(retain.Operand), retain.Name),
        Conditional conditional =>
            new Conditional(map(conditional.Condition), map(conditional.WhenTrue), map(conditional.WhenFalse)),
        Call call => call with { Arguments = Map(call.Arguments, map) },
        RuntimeCall call => call with { Arguments = Map(call.Arguments, map) },
        RefTo reference => new RefTo(map(reference.Place)),
        NewException exception => exception with { Arguments = Map(exception.Arguments, map) },
        Interpolated text => new Interpolated(Map(text.Parts, map)),
        _ => expr,
    };

    private static EquatableArray<Expr> Map(EquatableArray<Expr> items, Func<Expr, Expr> map) =>
        items.Select(map).ToEquatableArray();

    /// <summary>Replaces variables; the function returns null to keep one.</summary>
    public static Expr Substitute(this Expr expr, Func<Variable, Expr?> map) =>
        expr is VariableRef reference
            ? map(reference.Variable) ?? expr
            : expr.MapOperands(operand => operand.Substitute(map));

    /// <summary>Replaces each occurrence of a part.</summary>
    public static Expr Replace(this Expr expr, Expr part, Expr by) =>
        expr.Equals(part) ? by : expr.MapOperands(operand => operand.Replace(part, by));

    public static IEnumerable<Variable> Variables(this Expr expr)
    {
        if (expr is VariableRef reference)
        {
            yield return reference.Variable;
        }

        foreach (var operand in expr.Operands())
        {
            foreach (var variable in operand.Variables())
            {
                yield return variable;
            }
        }
    }

    public static bool Any(this Expr expr, Func<Expr, bool> test) =>
        test(expr) || expr.Operands().Any(operand => operand.Any(test));

    /// <summary>Whether control never passes the end of the block.</summary>
    public static bool NeverCompletes(this Block block) =>
        block.Statements.Count > 0 && block.Statements[block.Statements.Count - 1].NeverCompletes();

    public static bool NeverCompletes(this Stmt statement) => statement switch
    {
        Break or Continue or Return or Throw or Goto => true,
        If branch => branch.Then.NeverCompletes() && branch.Else.NeverCompletes(),
        Sequel sequel => sequel.Body.NeverCompletes(),
        Loop loop => !loop.Body.All().Concat(loop.Continuing.All()).Any(s => s is Break b && b.Loop == loop.Number),
        _ => false,
    };

    /// <summary>Whether the statement may leave the block that it stands in, other than by an exception.</summary>
    public static bool MayExit(this Stmt statement)
    {
        var own = new HashSet<int>();
        return Exits(statement, own);

        static bool Exits(Stmt statement, HashSet<int> inner)
        {
            switch (statement)
            {
                case Return:
                    return true;
                case Break exit:
                    return !inner.Contains(exit.Loop);
                case Continue exit:
                    return !inner.Contains(exit.Loop);
                case For loop:
                    inner.Add(loop.Loop);
                    break;
                case Loop loop:
                    inner.Add(loop.Number);
                    break;
            }

            return statement.Blocks().Any(block => block.Statements.Any(nested => Exits(nested, inner)));
        }
    }
}
