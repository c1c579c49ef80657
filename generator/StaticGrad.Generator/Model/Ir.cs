namespace StaticGrad.Generator.Model;

/// <summary>Walks and rewrites the representation.</summary>
internal static class Ir
{
    public static VariableRef Ref(this Variable variable) => new(variable);

    /// <summary>Every statement of a block, nested ones included, in order.</summary>
    public static List<Stmt> All(this Block block)
    {
        var all = new List<Stmt>(block.Statements.Count);
        Collect(block, all);
        return all;

        static void Collect(Block block, List<Stmt> all)
        {
            foreach (var statement in block.Statements)
            {
                all.Add(statement);
                foreach (var nested in statement.Blocks())
                {
                    Collect(nested, all);
                }
            }
        }
    }

    public static Block[] Blocks(this Stmt statement) => statement switch
    {
        If branch => [branch.Then, branch.Else],
        For loop => [loop.Body],
        Loop loop => [loop.Body, loop.Continuing],
        Sequel sequel => [sequel.Body],
        _ => [],
    };

    // What rewriting leaves as it was stays the very same object: most of a method, most of the time.

    public static Stmt WithBlocks(this Stmt statement, Func<Block, Block> map)
    {
        var blocks = statement.Blocks();
        var mapped = Array.ConvertAll(blocks, block => map(block));
        return AreSame(blocks, mapped)
            ? statement
            : statement switch
            {
                If branch => branch with { Then = mapped[0], Else = mapped[1] },
                For loop => loop with { Body = mapped[0] },
                Loop loop => loop with { Body = mapped[0], Continuing = mapped[1] },
                Sequel sequel => sequel with { Body = mapped[0] },
                _ => throw new InvalidOperationException($"{statement.GetType().Name} has no blocks"),
            };
    }

    private static bool AreSame<T>(IReadOnlyList<T> items, IReadOnlyList<T> others)
        where T : class
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (!ReferenceEquals(items[i], others[i]))
            {
                return false;
            }
        }

        return items.Count == others.Count;
    }

    /// <summary>The statement's own expressions, in evaluation order; not those of nested blocks.</summary>
    public static Expr[] Expressions(this Stmt statement) => statement switch
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

    public static Stmt MapExpressions(this Stmt statement, Func<Expr, Expr> map)
    {
        var own = statement.Expressions();
        var mapped = Array.ConvertAll(own, expression => map(expression));
        return AreSame(own, mapped)
            ? statement
            : statement switch
            {
                Assign assign => assign with { Value = mapped[0] },
                AssignPair pair => pair with { Value = mapped[0] },
                Store store => store with { View = mapped[0], Index = mapped[1], Value = mapped[2] },
                AddTo add => add with { View = mapped[0], Index = mapped[1], Value = mapped[2] },
                Accumulate accumulate => accumulate with { Value = mapped[0] },
                If branch => branch with { Condition = mapped[0] },
                For loop => loop with { From = mapped[0], To = mapped[1] },
                Return result => result with { Value = mapped[0] },
                Throw thrown => thrown with { Exception = mapped[0] },
                Invoke invoke => invoke with { Call = mapped[0] },
                _ => throw new InvalidOperationException($"{statement.GetType().Name} has no expressions"),
            };
    }

    /// <summary>The block with each of its statements rewritten; what is rewritten to null goes.</summary>
    public static Block Map(this Block block, Func<Stmt, Stmt?> map)
    {
        var mapped = new List<Stmt>(block.Statements.Count);
        foreach (var statement in block.Statements)
        {
            if (map(statement) is { } kept)
            {
                mapped.Add(kept);
            }
        }

        return block.WithStatements(mapped);
    }

    public static Block WithStatements(this Block block, IReadOnlyList<Stmt> statements) =>
        block.Statements.Count == statements.Count && AreSame(block.Statements, statements) ? block : Block.Of(statements);

    /// <summary>The variables that the statement itself assigns.</summary>
    public static Variable[] Targets(this Stmt statement) => statement switch
    {
        Assign assign => [assign.Target],
        AssignPair pair => [pair.First, pair.Second],
        Accumulate accumulate => [accumulate.Target],
        Declare declare => [declare.Variable],
        For loop => [loop.Counter],
        _ => [],
    };

    public static Expr[] Operands(this Expr expr) => expr switch
    {
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conversion conversion => [conversion.Operand],
        Intrinsic call => call.Arguments.Items,
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
        Call call => call.Arguments.Items,
        RuntimeCall call => call.Arguments.Items,
        RefTo reference => [reference.Place],
        NewException exception => exception.Arguments.Items,
        Boxed boxed => [boxed.Operand],
        Interpolated text => text.Parts.Items,
        _ => [],
    };

    /// <summary>The type that code with this very expression must stand in; null for any.</summary>
    public static string? PrivateTo(this Expr expr) => expr switch
    {
        Member member => member.PrivateTo,
        Call call => call.Target.PrivateTo,
        StaticRead read => read.PrivateTo,
        NewException exception => exception.PrivateTo,
        _ => null,
    };

    public static Expr MapOperands(this Expr expr, Func<Expr, Expr> map)
    {
        var own = expr.Operands();
        if (own.Length == 0)
        {
            return expr;
        }

        var mapped = new Expr[own.Length];
        var isSame = true;
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(own[i]);
            isSame &= ReferenceEquals(mapped[i], own[i]);
        }

        return isSame ? expr : expr.WithOperands(mapped);
    }

    private static Expr WithOperands(this Expr expr, Expr[] operands) => expr switch
    {
        Unary unary => unary with { Operand = operands[0] },
        Binary binary => binary with { Left = operands[0], Right = operands[1] },
        Conversion conversion => conversion with { Operand = operands[0] },
        Intrinsic call => call with { Arguments = EquatableArray.Of(operands) },
        Load => new Load(operands[0], operands[1]),
        Length length => length with { View = operands[0] },
        Member member => member with { Object = operands[0] },
        Item item => item with { Array = operands[0], Index = operands[1] },
        Flat flat => flat with { Array = operands[0] },
        IsNull => new IsNull(operands[0]),
        Slice slice => slice with { View = operands[0], Offset = operands[1], Count = slice.Count is null ? null : operands[2] },
        ViewCast cast => cast with { View = operands[0] },
        NewArray array => array with { Count = operands[0] },
        DetachOf detach => new DetachOf(operands[0]) { Site = detach.Site },
        RetainOf retain => new RetainOf(operands[0], retain.Name),
        Conditional => new Conditional(operands[0], operands[1], operands[2]),
        Call call => call with { Arguments = EquatableArray.Of(operands) },
        RuntimeCall call => call with { Arguments = EquatableArray.Of(operands) },
        RefTo => new RefTo(operands[0]),
        NewException exception => exception with { Arguments = EquatableArray.Of(operands) },
        Boxed boxed => new Boxed(operands[0], boxed.TypeName),
        Interpolated => new Interpolated(EquatableArray.Of(operands)),
        _ => throw new InvalidOperationException($"{expr.GetType().Name} has no operands"),
    };

    /// <summary>Replaces variables; the function returns null to keep one.</summary>
    public static Expr Substitute(this Expr expr, Func<Variable, Expr?> map) =>
        expr is VariableRef reference
            ? map(reference.Variable) ?? expr
            : expr.MapOperands(operand => operand.Substitute(map));

    /// <summary>Replaces each occurrence of a part.</summary>
    public static Expr Replace(this Expr expr, Expr part, Expr by) =>
        expr.Equals(part) ? by : expr.MapOperands(operand => operand.Replace(part, by));

    /// <summary>The variables that the expression reads, one as often as it does.</summary>
    public static List<Variable> Variables(this Expr expr)
    {
        var variables = new List<Variable>();
        Collect(expr, variables);
        return variables;
    }

    /// <summary>The variables that the statement itself reads, one as often as it does; not those of nested blocks.</summary>
    public static List<Variable> Reads(this Stmt statement)
    {
        var variables = new List<Variable>();
        foreach (var expression in statement.Expressions())
        {
            Collect(expression, variables);
        }

        return variables;
    }

    private static void Collect(Expr expr, List<Variable> variables)
    {
        if (expr is VariableRef reference)
        {
            variables.Add(reference.Variable);
            return;
        }

        foreach (var operand in expr.Operands())
        {
            Collect(operand, variables);
        }
    }

    public static bool Reads(this Expr expr, Variable variable) =>
        expr is VariableRef reference ? reference.Variable.Id == variable.Id : expr.Any(part => part is VariableRef r && r.Variable.Id == variable.Id);

    /// <summary>The expression, its operands, theirs.</summary>
    public static IEnumerable<Expr> Parts(this Expr expr) => expr.Operands().SelectMany(Parts).Prepend(expr);

    public static bool Any(this Expr expr, Func<Expr, bool> test)
    {
        if (test(expr))
        {
            return true;
        }

        foreach (var operand in expr.Operands())
        {
            if (operand.Any(test))
            {
                return true;
            }
        }

        return false;
    }

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
