using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>What a [Differentiable] class, struct or record holds, as the compiler sees it.</summary>
internal static class ModelType
{
    private static readonly string[] Taken =
        ["Add", "Clear", "Scale", "SquaredNorm", "Norm", "MustFit", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Gradient"];

    /// <summary>Of a slot whose name is taken; a number may follow.</summary>
    private const string Suffix = "Gradient";

    public static bool IsModel(ITypeSymbol? type, KnownSymbols known) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsGenericType: false, IsTupleType: false } named
        && known.Has(named, known.Differentiable);

    /// <summary>Its instance fields and auto-properties, in order of declaration. Of an assembly, those that the compiler shows.</summary>
    public static IReadOnlyList<ModelMember> Members(INamedTypeSymbol type, KnownSymbols known) =>
        type.DeclaringSyntaxReferences.IsEmpty ? Referenced(type, known) : Declared(type, known);

    private static List<ModelMember> Declared(INamedTypeSymbol type, KnownSymbols known)
    {
        var taken = new HashSet<string>(Taken, StringComparer.Ordinal);
        var members = new List<ModelMember>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic || field.IsConst || (field.AssociatedSymbol is null && field.IsImplicitlyDeclared))
            {
                continue;
            }

            var symbol = field.AssociatedSymbol ?? field;
            if (symbol is not (IFieldSymbol or IPropertySymbol { IsIndexer: false }) || KnownSymbols.IsGenerated(symbol))
            {
                continue;
            }

            var kind = KindOf(field.Type, known);
            var slot = kind == MemberKind.Other ? "" : Slot(symbol.Name, taken);
            members.Add(new ModelMember(symbol, field.Type, slot, kind, known.Has(symbol, known.Frozen)));
        }

        return members;
    }

    /// <summary>
    /// Of a type without source. Private members may have taken names of slots and are not shown: which slot is a member's is looked up
    /// in the generated Gradient.
    /// </summary>
    private static List<ModelMember> Referenced(INamedTypeSymbol type, KnownSymbols known)
    {
        var members = type.GetMembers().Where(IsStored)
            .Select(symbol => (Symbol: symbol, Type: symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type))
            .Select(member => new ModelMember(member.Symbol, member.Type, "", KindOf(member.Type, known), known.Has(member.Symbol, known.Frozen)))
            .ToList();
        var slots = Slots(type);
        var candidates = members.Select(member => slots.Where(slot => MayBeOf(slot, member)).Select(slot => slot.Name).ToList()).ToList();
        var told = new HashSet<string>(candidates.Where(names => names.Count == 1).Select(names => names[0]), StringComparer.Ordinal);
        return [.. members.Select((member, i) => WithSlot(member, [.. candidates[i].Where(name => candidates[i].Count == 1 || !told.Contains(name))]))];
    }

    /// <param name="names">The slots that may be the member's.</param>
    private static ModelMember WithSlot(ModelMember member, IReadOnlyList<string> names) => member switch
    {
        { Kind: MemberKind.Other } => member,
        { Frozen: true } => member with { Slot = SlotName(member.Symbol.Name) },
        _ => member with { Slot = names.Count == 1 ? names[0] : SlotName(member.Symbol.Name), IsSlotKnown = names.Count == 1 },
    };

    private static bool IsStored(ISymbol symbol) => symbol is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false }
        || (symbol is IPropertySymbol { IsStatic: false, IsIndexer: false } property && property.IsAutomatic());

    /// <summary>The slots of the generated Gradient.</summary>
    public static IReadOnlyList<ISymbol> Slots(INamedTypeSymbol type) =>
        [.. type.GetTypeMembers("Gradient").SelectMany(gradient => gradient.GetMembers()).Where(IsStored)];

    private static bool MayBeOf(ISymbol slot, ModelMember member) =>
        !member.Frozen && member.Kind != MemberKind.Other
        && slot.Name.StartsWith(SlotName(member.Symbol.Name), StringComparison.Ordinal)
        && IsSuffix(slot.Name.Substring(SlotName(member.Symbol.Name).Length))
        && IsGradientOf(slot is IPropertySymbol property ? property.Type : ((IFieldSymbol)slot).Type, member.Type);

    private static bool IsSuffix(string text) =>
        text.Length == 0 || (text.StartsWith(Suffix, StringComparison.Ordinal) && text.Skip(Suffix.Length).All(char.IsDigit));

    private static bool IsGradientOf(ITypeSymbol slot, ITypeSymbol member) => (slot, member) switch
    {
        (IArrayTypeSymbol slots, IArrayTypeSymbol members) => slots.Rank == members.Rank && IsGradientOf(slots.ElementType, members.ElementType),
        _ => SymbolEqualityComparer.Default.Equals(slot, member)
            || (slot is { Name: "Gradient", ContainingType: { } model } && SymbolEqualityComparer.Default.Equals(model, member)),
    };

    /// <summary>Whether the member is another one in a derived type: what is read is then not this storage.</summary>
    public static bool IsOverridable(ISymbol member) =>
        (member.IsVirtual || member.IsAbstract || (member.IsOverride && !member.IsSealed))
        && !member.ContainingType.IsSealed && !member.ContainingType.IsValueType;

    /// <summary>The models that it holds.</summary>
    public static IEnumerable<INamedTypeSymbol> Inside(INamedTypeSymbol model, KnownSymbols known) => known.MembersOf(model)
        .Where(member => member.Kind is MemberKind.Model or MemberKind.Models)
        .Select(member => member.Type is IArrayTypeSymbol array ? array.ElementType : member.Type)
        .OfType<INamedTypeSymbol>();

    public static ModelMember? Find(ISymbol symbol, KnownSymbols known)
    {
        foreach (var member in IsModel(symbol.ContainingType, known) ? known.MembersOf(symbol.ContainingType) : [])
        {
            if (SymbolEqualityComparer.Default.Equals(member.Symbol, symbol))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The gradient's type, as generated code names it.</summary>
    public static string GradientOf(ITypeSymbol type) => type is IArrayTypeSymbol array
        ? GradientOf(array.ElementType) + "[]"
        : type.SpecialType != SpecialType.None
            ? type.ToDisplayString()
            : type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".Gradient";

    private static MemberKind KindOf(ITypeSymbol type, KnownSymbols known) => type switch
    {
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => MemberKind.Scalar,
        IArrayTypeSymbol { IsSZArray: true } array => KindOf(array.ElementType, known) switch
        {
            MemberKind.Scalar => MemberKind.Array,
            MemberKind.Array => MemberKind.Jagged,
            MemberKind.Model => MemberKind.Models,
            _ => MemberKind.Other,
        },
        IArrayTypeSymbol { Rank: 2 } array when KindOf(array.ElementType, known) == MemberKind.Scalar => MemberKind.Grid,
        _ when IsModel(type, known) => MemberKind.Model,
        _ => MemberKind.Other,
    };

    /// <summary>What a member's slot is called where nothing else is called so: PascalCase, without a private field's prefix.</summary>
    public static string SlotName(string member)
    {
        var plain = member.StartsWith("m_", StringComparison.Ordinal) ? member.Substring(2) : member.TrimStart('_');
        return plain.Length == 0 || !char.IsLetter(plain[0]) ? "Slot" + plain : char.ToUpperInvariant(plain[0]) + plain.Substring(1);
    }

    private static string Slot(string name, HashSet<string> taken)
    {
        var plain = SlotName(name);
        var slot = plain;
        for (var number = 1; !taken.Add(slot); number++)
        {
            slot = plain + Suffix + (number == 1 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return slot;
    }
}

internal enum MemberKind
{
    /// <summary>double or float.</summary>
    Scalar,

    /// <summary>A one-dimensional array of them.</summary>
    Array,

    /// <summary>A two-dimensional one.</summary>
    Grid,

    /// <summary>An array of arrays.</summary>
    Jagged,

    /// <summary>Another model.</summary>
    Model,

    /// <summary>An array of models.</summary>
    Models,

    /// <summary>Anything else: no parameter.</summary>
    Other,
}

/// <param name="Symbol">The field or auto-property.</param>
/// <param name="Slot">Its name among the gradients; empty for what never has one.</param>
/// <param name="Frozen">Marked [Frozen].</param>
internal sealed record ModelMember(ISymbol Symbol, ITypeSymbol Type, string Slot, MemberKind Kind, bool Frozen)
{
    /// <summary>False where several slots of a referenced assembly's Gradient could be the member's.</summary>
    public bool IsSlotKnown { get; init; } = true;
}
