using StaticGrad.Fuzz.Choosing;
using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Growing;

/// <summary>Grows the parts of one method. Which constructs there are, and how often, stands in <see cref="Constructs"/>.</summary>
internal sealed class Grower(Choices choices, ProgramGrower program, Method method, IReadOnlyList<Method> callees, Scope scope)
{
    private int _blockDepth;

    public Choices Choices => choices;

    public ProgramGrower Program => program;

    public Method Method => method;

    public IReadOnlyList<Method> Callees => callees;

    public Scope Scope => scope;

    public bool UsesFloats => program.UsesFloats;

    /// <summary>Whether a NoGrad block or a frozen method is being grown.</summary>
    public bool IsFrozen { get; set; }

    public int LoopDepth { get; private set; }

    public int CallDepth { get; set; }

    /// <summary>Whether the next statement runs exactly once, or never after it could have thrown or left.</summary>
    public bool CanRetain => method.Attribute is not null && _blockDepth == 1 && !IsFrozen && program.Retained.Count < 2;

    public Number Number(bool isFloat, int depth)
    {
        if (depth <= 0 || program.Budget-- <= 0)
        {
            return choices.Span(() => Leaf(isFloat));
        }

        return choices.Span(() => Pick(Constructs.Numbers)(this, isFloat, depth) ?? Leaf(isFloat));
    }

    /// <summary>A variable or a literal.</summary>
    public Number Leaf(bool isFloat)
    {
        var variables = Scope.Numbers(isFloat);
        return variables.Count > 0 && choices.Next(10) < 8
            ? new NumberRead(choices.Of(variables))
            : Element.Grow(this, isFloat, depth: 0) is { } element && choices.Chance(60) ? element
            : ModelNumber.Grow(this, isFloat, depth: 0) is { } number && choices.Chance(60) ? number
            : Literal.Grow(this, isFloat);
    }

    /// <summary>A sum of what the method has computed, so that much of it matters.</summary>
    public Number Summary(bool isFloat)
    {
        var sum = Number(isFloat, 3);
        for (var terms = choices.Next(4); terms > 0; terms--)
        {
            sum = new Arithmetic('+', sum, choices.Span(() => Leaf(isFloat)));
        }

        // Most methods without any leaf in their result would only be refused.
        return method.Parameters.Select(parameter => parameter.Variable).OfType<NumberVariable>().FirstOrDefault() is { } first
            && first.IsFloat == isFloat && choices.Chance(85)
            ? new Arithmetic('+', sum, new Arithmetic('*', new NumberRead(first), Number(isFloat, 1)))
            : sum;
    }

    /// <summary>The right side of a compound assignment.</summary>
    public Number RightSide(char operation, bool isFloat, int depth) =>
        operation is '/' or '%' ? Divisor(isFloat, depth) : Number(isFloat, depth);

    /// <summary>A number that is not near zero.</summary>
    public Number Divisor(bool isFloat, int depth) =>
        FunctionCall.Argument(this, Oracle.Domain.AwayFromZero, isFloat, depth);

    public Integer Integer(int depth)
    {
        if (depth > 0 && program.Budget-- > 0)
        {
            return choices.Span(() => Pick(Constructs.Integers)(this, depth) ?? IntegerLeaf());
        }

        return choices.Span(IntegerLeaf);
    }

    public Truth Truth(int depth) => choices.Span(() =>
        depth > 0 && program.Budget-- > 0 && Pick(Constructs.Truths)(this, depth) is { } truth
            ? truth
            : new Comparison("<", Leaf(isFloat: false), Leaf(isFloat: false)));

    /// <summary>An index into a view; nearly always in range.</summary>
    public Integer IndexOf(ViewNode view, int depth) => choices.Next(20) switch
    {
        < 8 => new IntegerLiteral(choices.Next(2)),
        < 19 when depth >= 0 && Scope.Views.Count > 0 => new WrappedIndex(Integer(depth), view),
        _ => IntegerLeaf(),
    };

    /// <summary>An index into an array of a model.</summary>
    public Integer ModelIndex(int depth) => depth > 0 && choices.Chance(50)
        ? new IntegerArithmetic("&", Integer(depth), new IntegerLiteral(1))
        : new IntegerLiteral(choices.Next(2));

    /// <summary>A view to read from; of a kind, or one that becomes it.</summary>
    public ViewNode? View(bool isFloat, int depth, ViewKind? kind = null, IReadOnlyCollection<Origin>? otherThan = null)
    {
        if (depth > 0 && choices.Chance(40) && ModelArray.Grow(this, isFloat, depth) is { } array && Fits(array, kind))
        {
            return array;
        }

        if (choices.Chance(4) && new StaticArray(isFloat, isMissing: choices.Chance(12)) is var table && Fits(table, kind))
        {
            return table;
        }

        var views = Scope.Views
            .Where(view => view.IsFloat == isFloat && otherThan?.Contains(view.Origin) != true)
            .Select(ViewNode (view) => new ViewRead(view))
            .Where(view => Fits(view, kind))
            .ToList();
        return views.Count > 0 ? choices.Of(views) : null;
    }

    /// <summary>A view to write to.</summary>
    public ViewNode? WritableView(bool isFloat, ViewKind? kind = null, IReadOnlyCollection<Origin>? otherThan = null)
    {
        var views = Scope.Views
            .Where(view => view.IsFloat == isFloat
                && view.Origin.IsWritable
                && view.Kind != ViewKind.ReadOnlySpan
                && otherThan?.Contains(view.Origin) != true)
            .Select(ViewNode (view) => new ViewRead(view))
            .Where(view => Fits(view, kind))
            .ToList();
        return views.Count == 0 ? null
            : choices.Of(views) is var chosen && chosen.Origin.IsFrozen && !IsFrozen ? DetachedView.Of(chosen)
            : chosen;
    }

    /// <summary>A model, or one inside it; of a type when one is wanted.</summary>
    public ModelNode? Model(ModelDefinition? definition = null)
    {
        var models = Scope.Models.SelectMany(variable => Parts(new ModelRead(variable), 2))
            .Where(model => definition is null || model.Definition == definition)
            .ToList();
        return models.Count > 0 ? choices.Of(models) : null;
    }

    public Block LoopBody()
    {
        LoopDepth++;
        var body = Block(4);
        LoopDepth--;
        return body;
    }

    public Block Block(int most)
    {
        var mark = Scope.Mark();
        var block = Statements(most);
        Scope.Restore(mark);
        return block;
    }

    /// <summary>Statements whose variables stay known.</summary>
    public Block Statements(int most)
    {
        _blockDepth++;
        var statements = new List<Statement>();
        while (statements.Count < most && choices.Span(() => More(statements)))
        {
        }

        _blockDepth--;
        return new Block(statements);
    }

    private bool More(List<Statement> statements)
    {
        var wanted = _blockDepth == 1 ? 90 : 75;
        if (program.Budget <= 0 || !choices.Chance(wanted))
        {
            return false;
        }

        var constructs = _blockDepth >= 4 ? Constructs.SimpleStatements
            : program.WithUnsupported ? Constructs.WithUnsupported
            : Constructs.Statements;
        statements.Add(Pick(constructs)(this) ?? Declaration.Grow(this));
        return true;
    }

    private Integer IntegerLeaf() => Scope.Integers is { Count: > 0 } variables && choices.Next(10) < 7
        ? new IntegerRead(choices.Of(variables))
        : IntegerLiteral.Grow(this);

    private IEnumerable<ModelNode> Parts(ModelNode model, int depth)
    {
        yield return model;
        foreach (var member in depth > 0 ? model.Definition.Members : [])
        {
            if (member.Kind is MemberKind.Model or MemberKind.Models)
            {
                var index = member.Kind == MemberKind.Model ? null : new IntegerLiteral(ModelDefinition.Length - 1);
                foreach (var part in Parts(new NestedModel(model, member, index), depth - 1))
                {
                    yield return part;
                }
            }
        }
    }

    private static bool Fits(ViewNode view, ViewKind? kind) => kind is null
        || view.Kind == kind
        || (kind == ViewKind.Span && view.Kind == ViewKind.Array && view.Origin.IsWritable)
        || kind == ViewKind.ReadOnlySpan;

    private T Pick<T>(Weighted<T> constructs) => constructs[choices.Next(constructs.Total)];
}
