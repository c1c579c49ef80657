using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Growing;

internal delegate Statement? GrowStatement(Grower g);

internal delegate Number? GrowNumber(Grower g, bool isFloat, int depth);

internal delegate Integer? GrowInteger(Grower g, int depth);

internal delegate Truth? GrowTruth(Grower g, int depth);

/// <summary>
/// What programs are made of, and how often. A new construct is a class in Language/ and a line here; one that does not fit
/// where it is wanted answers null, and something simpler stands there.
/// </summary>
internal static class Constructs
{
    public static readonly Weighted<GrowNumber> Numbers = new(
        (26, (g, isFloat, _) => g.Leaf(isFloat)),
        (30, Arithmetic.Grow),
        (26, FunctionCall.Grow),
        (9, Element.Grow),
        (3, ElementFromEnd.Grow),
        (3, Negative.Grow),
        (4, Conditional.Grow),
        (4, Cast.Grow),
        (3, FromInteger.Grow),
        (32, NumberCall.Grow),
        (2, Detach.Grow),
        (1, AssignmentValue.Grow),
        (2, (g, isFloat, _) => StaticField.Grow(g, isFloat)),
        (6, ModelNumber.Grow),
        (1, TableElement.Grow));

    public static readonly Weighted<GrowInteger> Integers = new(
        (6, (_, _) => null),
        (3, IntegerArithmetic.Grow),
        (2, LengthOf.Grow),
        (4, (g, _) => IntegerElement.Grow(g)),
        (2, IntegerCast.Grow),
        (1, (g, _) => Increment.Grow(g)),
        (1, (_, _) => new Tick()),
        (1, (_, _) => new TickCount()),
        (1, Touch.Grow));

    public static readonly Weighted<GrowTruth> Truths = new(
        (10, Comparison.Grow),
        (5, IntegerComparison.Grow),
        (3, Logical.Grow),
        (1, Not.Grow),
        (1, Classification.Grow),
        (2, (g, _) => TruthRead.Grow(g)));

    public static readonly Weighted<GrowStatement> SimpleStatements = new(
        (14, Declaration.Grow),
        (8, Assignment.Grow),
        (8, CompoundAssignment.Grow),
        (8, Store.Grow),
        (8, CompoundStore.Grow),
        (3, GuardedExit.Grow));

    public static readonly Weighted<GrowStatement> Statements = new(
        (16, Declaration.Grow),
        (8, Assignment.Grow),
        (8, CompoundAssignment.Grow),
        (1, NumberIncrement.Grow),
        (12, Store.Grow),
        (12, CompoundStore.Grow),
        (2, LateAssignment.Grow),
        (2, Deconstruction.Grow),
        (2, SinCos.Grow),
        (5, IntegerAssignment.Grow),
        (3, NewIntegerArray.Grow),
        (12, IntegerStore.Grow),
        (2, TruthLocal.Grow),
        (6, ViewDeclaration.Grow),
        (6, NewArray.Grow),
        (5, FillOrClear.Grow),
        (10, If.Grow),
        (8, GuardedExit.Grow),
        (12, For.Grow),
        (7, DynamicLoop.Grow),
        (5, ForEach.Grow),
        (8, ForEachInteger.Grow),
        (2, NoGrad.Grow),
        (2, Retain.Grow),
        (24, CallStatement.Grow),
        (10, ArrayFromCall.Grow),
        (4, ModelLocal.Grow),
        (36, ForEachModel.Grow),
        (2, TableStore.Grow));

    public static readonly Weighted<GrowStatement> WithUnsupported = Statements.With((20, Unsupported.Grow));
}

/// <summary>Things with weights: of the numbers below <see cref="Total"/> each owns its weight.</summary>
internal sealed class Weighted<T>
{
    private readonly List<T> _owners = [];

    public Weighted(params (int Weight, T Item)[] items)
    {
        foreach (var (weight, item) in items)
        {
            _owners.AddRange(Enumerable.Repeat(item, weight));
        }
    }

    private Weighted(List<T> owners) => _owners = owners;

    public int Total => _owners.Count;

    public Weighted<T> With((int Weight, T Item) more) => new([.. _owners, .. Enumerable.Repeat(more.Item, more.Weight)]);

    public T this[int number] => _owners[number];
}
