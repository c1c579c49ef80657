using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>The run-time library's functions that generated code calls (StaticGrad.CompilerServices).</summary>
internal static class Runtime
{
    private const string Slab = "global::StaticGrad.CompilerServices.Slab.";
    private const string Guard = "global::StaticGrad.CompilerServices.Guard.";
    private const string Grid = "global::StaticGrad.CompilerServices.Grid.";
    private const string Frames = "global::StaticGrad.CompilerServices.Frames.";

    public const string Trips = Slab + "Trips";
    public const string Last = Slab + "Last";
    public const string Index = Slab + "Index";
    public const string Before = Slab + "Before";
    public const string ToArray = Slab + "ToArray";
    public const string Empty = Slab + "Empty";
    public const string LengthOf = Slab + "LengthOf";
    public const string Rent = Slab + "Rent";
    public const string Product = Slab + "Product";
    public const string RentCleared = Slab + "RentCleared";
    public const string Ensure = Slab + "Ensure";
    public const string EnsureArray = Slab + "EnsureArray";
    public const string Return = Slab + "Return";
    public const string Part = Slab + "Part";
    public const string CopyOf = Slab + "CopyOf";
    public const string GridIndex = Grid + "Index";
    public const string GridLength = Grid + "Length";
    public const string GridFlat = Grid + "Flat";
    public const string NotNull = "global::System.ArgumentNullException.ThrowIfNull";
    public const string SameLength = Guard + "SameLength";
    public const string Written = Guard + "Written";
    public const string InRange = Guard + "InRange";
    public const string Present = Guard + "Present";
    public const string PresentArray = Guard + "PresentArray";

    /// <summary>Never printed: an item that stays to be looked up is a local of the generated code.</summary>
    public const string LookedUp = Guard + "LookedUp";

    public const string Place = Guard + "Place";
    public const string AtRunTime = Guard + "AtRunTime";
    public const string RentFrame = Frames + "Rent";
    public const string ReturnFrame = Frames + "Return";

    public static RuntimeCall Call(string function, IrType type, params Expr[] arguments) =>
        new(function, EquatableArray.Of(arguments), type);
}
