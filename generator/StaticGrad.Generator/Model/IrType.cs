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
}

/// <summary>A type of the representation: a scalar, or an array or span of scalars.</summary>
internal readonly record struct IrType(ScalarType Scalar, Shape Shape = Shape.Scalar, string? Name = null)
{
    public static readonly IrType Void = new(ScalarType.Void);
    public static readonly IrType Bool = new(ScalarType.Bool);
    public static readonly IrType Int32 = new(ScalarType.Int32);
    public static readonly IrType Double = new(ScalarType.Double);
    public static readonly IrType Single = new(ScalarType.Single);

    public bool IsView => Shape != Shape.Scalar;

    public bool IsFloatingScalar => !IsView && HasFloatingElement;

    /// <summary>True for a floating-point scalar and for a view of them: what can carry a gradient.</summary>
    public bool HasFloatingElement => Scalar is ScalarType.Single or ScalarType.Double;

    public bool IsInteger => !IsView && Scalar is >= ScalarType.Char and <= ScalarType.UInt64;

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
            Shape.Array => element + "[]",
            Shape.Span => $"global::System.Span<{element}>",
            Shape.ReadOnlySpan => $"global::System.ReadOnlySpan<{element}>",
            _ => element,
        };
    }
}
