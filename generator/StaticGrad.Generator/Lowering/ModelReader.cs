using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>Reads a [Differentiable] type: its shape, or why it can have none.</summary>
internal static class ModelReader
{
    public static ModelResult Read(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellation)
    {
        var problems = ProblemsOf(type, known, cancellation);
        return problems.Count > 0 || !ModelType.Inside(type, known).All(known.IsSound)
            ? new ModelResult(null, problems)
            : new ModelResult(
                new ModelShape(
                    Containers.Of(type),
                    Escaped(type.Name),
                    type.IsValueType,
                    known.MembersOf(type).Where(member => member.Slot.Length > 0).Select(member => SlotOf(member, type, known)).ToEquatableArray()),
                problems);
    }

    public static List<ModelProblem> ProblemsOf(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellation)
    {
        var problems = new List<ModelProblem>();
        var declaration = type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as TypeDeclarationSyntax;
        var place = declaration?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault() ?? Location.None;
        void Refuse(string id, Location at, params string[] arguments) => problems.Add(new ModelProblem(id, at, arguments));

        if (type.IsGenericType || type.ContainingType is { IsGenericType: true })
        {
            Refuse(RuleIds.UnsupportedConstruct, place, "a generic type");
        }
        else if (type.IsRefLikeType || type.IsStatic || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            Refuse(RuleIds.UnsupportedConstruct, place, type.IsStatic ? "a static class" : "a ref struct");
        }

        foreach (var problem in HostProblems.Of(type, "a model", place, known, cancellation))
        {
            Refuse(problem.Id, problem.Location, problem.Argument);
        }

        if (type.Name == "Gradient")
        {
            Refuse(RuleIds.MemberCollides, place, "Gradient", type.Name);
        }

        if (type.GetTypeMembers("Gradient").Any(existing => !KnownSymbols.IsGenerated(existing))
            || type.GetMembers("Gradient").Any(existing => existing is not INamedTypeSymbol && !KnownSymbols.IsGenerated(existing)))
        {
            Refuse(RuleIds.MemberCollides, place, "Gradient", type.Name);
        }

        if (UnknownAbove(type) is { } unknown)
        {
            Refuse(RuleIds.UnsupportedConstruct, place, $"a model of '{unknown}', which is not known here,");
        }

        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (HoldsNumbers(above, known) || IsReferencedWithNumbers(above, known))
            {
                Refuse(RuleIds.UnsupportedConstruct, place, $"a type whose base '{above.Name}' holds numbers (put them into a member)");
            }
        }

        var members = known.MembersOf(type);
        CheckMembers(members, known, Refuse);
        foreach (var member in members.Where(member => member.Kind is MemberKind.Model or MemberKind.Models && !member.Frozen))
        {
            if (!IsNamableWith(member.Type, type))
            {
                Refuse(
                    RuleIds.UnsupportedConstruct,
                    member.Symbol.Locations.FirstOrDefault() ?? Location.None,
                    $"the member '{member.Symbol.Name}', whose type is less accessible than '{type.Name}' (make it internal)");
            }
        }

        if (HoldsItself(type, type, known, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default)))
        {
            Refuse(RuleIds.UnsupportedConstruct, place, "a struct that holds itself");
        }

        return problems;
    }

    /// <summary>A base or interface, at any height, that no reference brings: what is said of the model's type then does not compile.</summary>
    private static string? UnknownAbove(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.TypeKind == TypeKind.Error)
            {
                return above.Name;
            }
        }

        return type.AllInterfaces.FirstOrDefault(above => above.TypeKind == TypeKind.Error)?.Name;
    }

    private static void CheckMembers(IReadOnlyList<ModelMember> members, KnownSymbols known, Action<string, Location, string[]> refuse)
    {
        foreach (var member in members.Where(member => member.Slot.Length > 0))
        {
            var what = member.Symbol.Name.Length == 0 ? "a member without a name" : member.Symbol.ContainingType.GetMembers(member.Symbol.Name).Count(other => !KnownSymbols.IsGenerated(other)) > 1
                ? $"the member '{member.Symbol.Name}', which is declared twice,"
                : member.Symbol is IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }
                    ? $"the member '{member.Symbol.Name}', which only its interface names,"
                : member.Symbol.IsForbiddenIn(member.Symbol.ContainingType) || member.Type.IsForbiddenIn(member.Symbol.ContainingType)
                    ? $"the member '{member.Symbol.Name}', whose use is an error ([Obsolete]),"
                : known.IsUnderAlias(member.Type)
                    ? $"the member '{member.Symbol.Name}' of type {LoweringSession.UnderAlias(member.Type)}"
                    : null;
            if (what is not null)
            {
                refuse(RuleIds.UnsupportedConstruct, member.Symbol.Locations.FirstOrDefault() ?? Location.None, [what]);
            }
        }

        foreach (var member in members.Where(member => !member.Frozen))
        {
            var location = member.Symbol.Locations.FirstOrDefault() ?? Location.None;
            var element = member.Type is IArrayTypeSymbol array ? array.ElementType : member.Type;
            if (member.Kind == MemberKind.Other && element is INamedTypeSymbol named && TypeMapping.IsContainer(named) && HoldsNumbers(named, known))
            {
                refuse(RuleIds.TypeNotDifferentiable, location, [$"The member '{member.Symbol.Name}'", named.ToDisplayString()]);
            }
            else if (member.Kind == MemberKind.Other && member.Type is IArrayTypeSymbol && InnermostOf(member.Type).SpecialType
                is SpecialType.System_Double or SpecialType.System_Single)
            {
                refuse(RuleIds.UnsupportedConstruct, location, [$"the member '{member.Symbol.Name}' of type '{member.Type.ToDisplayString()}'"]);
            }
            else if (member.Slot.Length > 0 && member.Symbol is IPropertySymbol property && HasOwnAccessors(property))
            {
                refuse(
                    RuleIds.UnsupportedConstruct,
                    location,
                    [$"the property '{property.Name}', whose accessors do more than read and write its field (declare the field itself)"]);
            }
        }
    }

    /// <summary>
    /// Whether a property that stores its value also computes: what is read is then not what is stored. In C# 14 by the keyword
    /// <c>field</c>; of a partial property the part with the accessors is another declaration.
    /// </summary>
    private static bool HasOwnAccessors(IPropertySymbol property) => property.ContainingType.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .SelectMany(type => type.Members.OfType<PropertyDeclarationSyntax>())
        .Where(declaration => declaration.Identifier.ValueText == property.Name)
        .Any(declaration => declaration.ExpressionBody is not null
            || declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true);

    private static ITypeSymbol InnermostOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? InnermostOf(array.ElementType) : type;

    /// <summary>Whether a type of the user's holds floating-point numbers that a gradient would be expected of.</summary>
    private static bool HoldsNumbers(INamedTypeSymbol type, KnownSymbols known) =>
        type.DeclaringSyntaxReferences.Length > 0
        && type.TypeKind is TypeKind.Class or TypeKind.Struct
        && ModelType.Members(type, known).Any(member => member.Kind != MemberKind.Other);

    /// <summary>A model of an assembly, whose private numbers only its slots show.</summary>
    private static bool IsReferencedWithNumbers(INamedTypeSymbol type, KnownSymbols known) =>
        type.DeclaringSyntaxReferences.IsEmpty
        && ModelType.IsModel(type, known)
        && (ModelType.Slots(type).Count > 0 || known.MembersOf(type).Any(member => member.Kind != MemberKind.Other));

    private static ModelSlot SlotOf(ModelMember member, INamedTypeSymbol type, KnownSymbols known)
    {
        var place = member.Symbol switch
        {
            _ when type is { IsValueType: true, IsReadOnly: true } => ScalarPlace.ReadOnly,
            IFieldSymbol { IsReadOnly: false } => ScalarPlace.Field,
            IPropertySymbol { SetMethod: not null } => ScalarPlace.BackingField,
            _ => ScalarPlace.ReadOnly,
        };
        var model = member.Type is IArrayTypeSymbol array ? array.ElementType : member.Type;
        return new ModelSlot(
            Escaped(member.Symbol.Name),
            member.Symbol.Name,
            member.Slot,
            member.Kind,
            member.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            InnermostOf(member.Type).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            member.Kind is MemberKind.Model or MemberKind.Models ? ModelType.GradientOf(member.Type) : "",
            member.Frozen,
            place,
            AccessorOf(member, type),
            model.IsValueType,
            member.Kind is MemberKind.Model or MemberKind.Models && !IsAsVisible(model, type));
    }

    /// <summary>The slot's name tells accessors apart; numbers keep them from what the user calls so.</summary>
    private static string AccessorOf(ModelMember member, INamedTypeSymbol type)
    {
        var plain = member.Slot + "Place";
        var name = plain;
        for (var number = 2; IsTaken(name, type); number++)
        {
            name = plain + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static bool IsTaken(string name, INamedTypeSymbol type)
    {
        var isTaken = type.Name == name;
        for (var holder = type; holder is not null && !isTaken; holder = holder.BaseType)
        {
            isTaken = holder.GetMembers(name).Any(member => !KnownSymbols.IsGenerated(member));
        }

        return isTaken;
    }

    /// <summary>
    /// Whether code that may name the model may name the type too, apart from public and internal: what keeps the type to a
    /// class (and its heirs) must keep the model there as well.
    /// </summary>
    private static bool IsNamableWith(ITypeSymbol type, INamedTypeSymbol model)
    {
        for (ITypeSymbol? kept = type is IArrayTypeSymbol array ? array.ElementType : type; kept is { ContainingType: { } holder }; kept = holder)
        {
            if (kept.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)
                && !IsKeptTo(holder, kept.DeclaredAccessibility, model))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKeptTo(INamedTypeSymbol holder, Accessibility accessibility, INamedTypeSymbol model)
    {
        for (var level = model; level.ContainingType is { } outer; level = outer)
        {
            var isSame = SymbolEqualityComparer.Default.Equals(outer, holder);
            if ((level.DeclaredAccessibility == Accessibility.Private && (isSame || IsInside(outer, holder)))
                || (isSame && level.DeclaredAccessibility == accessibility))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInside(INamedTypeSymbol type, INamedTypeSymbol outer) =>
        type.ContainingType is { } next && (SymbolEqualityComparer.Default.Equals(next, outer) || IsInside(next, outer));

    /// <summary>The compiler says so too; a Gradient of it would hold itself as well.</summary>
    private static bool HoldsItself(INamedTypeSymbol type, INamedTypeSymbol start, KnownSymbols known, HashSet<INamedTypeSymbol> seen) =>
        type.IsValueType
        && known.MembersOf(type).Where(member => member.Kind == MemberKind.Model).Select(member => member.Type).OfType<INamedTypeSymbol>().Any(inside =>
            SymbolEqualityComparer.Default.Equals(inside, start) || (seen.Add(inside) && HoldsItself(inside, start, known, seen)));

    private static bool IsAsVisible(ITypeSymbol slot, ITypeSymbol model) => Visibility(slot) >= Visibility(model);

    /// <summary>3 for public, 2 for internal, 1 for what a type keeps to itself and its heirs.</summary>
    private static int Visibility(ITypeSymbol type)
    {
        var least = 3;
        for (ITypeSymbol? current = type is IArrayTypeSymbol array ? array.ElementType : type; current is not null; current = current.ContainingType)
        {
            least = Math.Min(least, current.DeclaredAccessibility switch { Accessibility.Public => 3, Accessibility.Internal => 2, _ => 1 });
        }

        return least;
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}

/// <param name="Shape">What to generate; null when there are problems.</param>
internal sealed record ModelResult(ModelShape? Shape, IReadOnlyList<ModelProblem> Problems);

internal sealed record ModelProblem(string Id, Location Location, string[] Arguments);
