using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Oracle;

/// <summary>The elements of an array; of one that is missing, none.</summary>
internal sealed class Storage(bool isFloat, Num[] cells, int columns = 1, bool isMissing = false)
{
    public bool IsMissing => isMissing;

    public bool IsFloat => isFloat;

    public Num[] Cells => cells;

    /// <summary>The length of a row of a two-dimensional array.</summary>
    public int Columns => columns;
}

/// <summary>An array or span: a part of a storage; a detached one reads and writes constants.</summary>
/// <param name="IsMissing">An array that is null; as a span it is an empty one.</param>
internal readonly record struct View(Storage Storage, int Offset, int Count, bool IsDetached = false, bool IsMissing = false)
{
    public static View Of(Storage storage) => new(storage, 0, storage.Cells.Length, IsMissing: storage.IsMissing);

    public int Length => IsMissing ? throw new ProgramException(typeof(NullReferenceException)) : Count;

    public View As(ViewKind kind) => kind == ViewKind.Array ? this : this with { IsMissing = false };

    public View Slice(int start, int length) =>
        start < 0 || length < 0 || start > Length - length
            ? throw new ProgramException(typeof(ArgumentOutOfRangeException))
            : this with { Offset = Offset + start, Count = length };

    public Num Load(Machine machine, int index)
    {
        var value = Storage.Cells[Offset + InRange(index)];

        // Reading an element is an operation, as indexing is in PyTorch: in a NoGrad block its result is a constant.
        return IsDetached ? machine.Stop(value) : machine.Assigned(value);
    }

    public void Store(Machine machine, int index, Num value) =>
        Storage.Cells[Offset + InRange(index)] = IsDetached ? machine.Stop(value) : machine.Assigned(value);

    /// <summary>What a store checks, before anything is computed that comes after the index.</summary>
    public int InRange(int index) =>
        (uint)index < (uint)Length ? index : throw new ProgramException(typeof(IndexOutOfRangeException));
}

/// <summary>An instance of a model: a number, storage, model or list of those for each member.</summary>
internal sealed class ModelValue(object?[] members)
{
    private object?[] Members => members;

    /// <summary>A member, where the object is there.</summary>
    public static object? MemberOf(ModelValue? model, int index) => Present(model).Members[index];

    public static ModelValue Present(ModelValue? model) => model ?? throw new ProgramException(typeof(NullReferenceException));
}

/// <summary>The variables of one call.</summary>
internal sealed class Frame(int variables)
{
    public Num[] Numbers { get; } = new Num[variables];

    public int[] Integers { get; } = new int[variables];

    public bool[] Truths { get; } = new bool[variables];

    public View[] Views { get; } = new View[variables];

    public int[][] IntegerArrays { get; } = new int[variables][];

    public ModelValue?[] Models { get; } = new ModelValue?[variables];
}

/// <summary>What the program throws.</summary>
internal sealed class ProgramException(Type type) : Exception
{
    public Type Thrown => type;
}

/// <summary>The program left the range where rounding is what the bounds assume, or runs too long: another one is grown.</summary>
internal sealed class UnsuitableException(string why) : Exception(why);
