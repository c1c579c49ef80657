using System.Numerics;

namespace StaticGrad.Generator.Model;

/// <summary>The element types of the representation. Only <see cref="Single"/> and <see cref="Double"/> can be active.</summary>
internal enum ScalarType
{
    Void,
    Bool,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    String,

    /// <summary>A container of parameters, or an array of arrays: something with parts (see <see cref="Shape.Object"/>).</summary>
    Model,

    /// <summary>What a call's forward part kept for its reverse part; <see cref="IrType.Name"/> is its class.</summary>
    Frame,
}

/// <summary>How a value of a type is laid out: one scalar, or a view of many.</summary>
internal enum Shape
{
    Scalar,
    Array,
    Span,
    ReadOnlySpan,

    /// <summary>A model, an array of models, a jagged or a two-dimensional array: read through its members and items.</summary>
    Object,

    /// <summary>A place of one scalar: a member of a model. Element 0 is the scalar.</summary>
    Cell,
}

/// <summary>A type of the representation: a scalar, an array or span of scalars, or an object with parts.</summary>
/// <param name="Scalar">The element.</param>
/// <param name="Shape">How many, and how they are laid out.</param>
/// <param name="Name">How C# writes a type that has no keyword.</param>
/// <param name="Adjoint">How C# writes the type of an object's gradients.</param>
/// <param name="IsValueType">An object that is a struct: its gradients are one too, and go by reference.</param>
internal readonly record struct IrType(
    ScalarType Scalar, Shape Shape = Shape.Scalar, string? Name = null, string? Adjoint = null, bool IsValueType = false)
{
    /// <summary>Of a frame: it is less accessible than the frame that holds it, whose field is then of type object.</summary>
    public bool IsKeptCloser { get; init; }

    public static readonly IrType Void = new(ScalarType.Void);
    public static readonly IrType Bool = new(ScalarType.Bool);
    public static readonly IrType Int32 = new(ScalarType.Int32);
    public static readonly IrType Double = new(ScalarType.Double);
    public static readonly IrType Single = new(ScalarType.Single);

    public bool IsView => Shape != Shape.Scalar;

    public bool IsFloatingScalar => !IsView && HasFloatingElement;

    /// <summary>True for a floating-point scalar, a view of them and an object that holds them: what can carry a gradient.</summary>
    public bool HasFloatingElement => Scalar is ScalarType.Single or ScalarType.Double or ScalarType.Model;

    public bool IsObject => Shape == Shape.Object;

    /// <summary>The type of an argument that takes the gradient.</summary>
    public IrType Gradient => IsObject ? this with { Name = Adjoint } : IsView ? WithShape(Shape.Span) : this;

    /// <summary>Whether the gradient goes by reference: a scalar's, and a struct's.</summary>
    public bool GradientIsReference => IsObject ? IsValueType : !IsView;

    public bool IsInteger => !IsView && Scalar is >= ScalarType.Char and <= ScalarType.UInt64;

    /// <summary>The least and the greatest of an integer type.</summary>
    public (BigInteger Least, BigInteger Greatest) Range => Scalar switch
    {
        ScalarType.Char or ScalarType.UInt16 => (0, ushort.MaxValue),
        ScalarType.SByte => (sbyte.MinValue, sbyte.MaxValue),
        ScalarType.Byte => (0, byte.MaxValue),
        ScalarType.Int16 => (short.MinValue, short.MaxValue),
        ScalarType.Int32 => (int.MinValue, int.MaxValue),
        ScalarType.UInt32 => (0, uint.MaxValue),
        ScalarType.Int64 => (long.MinValue, long.MaxValue),
        ScalarType.UInt64 => (0, ulong.MaxValue),
        _ => throw new InvalidOperationException($"{this} is no integer type"),
    };

    /// <summary>Whether every value of the other type is one of this, both being integer types.</summary>
    public bool Holds(IrType other) =>
        IsInteger && other.IsInteger && Range.Least <= other.Range.Least && other.Range.Greatest <= Range.Greatest;

    public IrType Element => this with { Shape = Shape.Scalar };

    public IrType WithShape(Shape shape) => this with { Shape = shape };

    public override string ToString() => ToCSharp();

    /// <summary>The type as C# writes it.</summary>
    public string ToCSharp()
    {
        var element = Scalar switch
        {
            ScalarType.Void => "void",
            ScalarType.Bool => "bool",
            ScalarType.Char => "char",
            ScalarType.SByte => "sbyte",
            ScalarType.Byte => "byte",
            ScalarType.Int16 => "short",
            ScalarType.UInt16 => "ushort",
            ScalarType.Int32 => "int",
            ScalarType.UInt32 => "uint",
            ScalarType.Int64 => "long",
            ScalarType.UInt64 => "ulong",
            ScalarType.Single => "float",
            ScalarType.Double => "double",
            ScalarType.Frame => Name!,
            _ => "string",
        };

        return Shape switch
        {
            Shape.Object => Name!,
            Shape.Array => element + "[]",
            Shape.Span => $"global::System.Span<{element}>",
            Shape.ReadOnlySpan => $"global::System.ReadOnlySpan<{element}>",
            _ => element,
        };
    }
}
