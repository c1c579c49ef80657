using StaticGrad.Generator.Lowering;

namespace StaticGrad.Generator.Model;

/// <summary>A [Differentiable] type as its members are generated from: equal shapes give equal output.</summary>
/// <param name="Container">The type itself, last of the types around it.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="IsStruct">Whether its gradients are a struct too.</param>
internal sealed record ModelShape(
    Container Container, string Name, bool IsStruct, EquatableArray<ModelSlot> Slots);

/// <param name="Member">The field or property as C# names it.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Slot">Its name among the gradients.</param>
/// <param name="Type">The member's type as C# writes it, without nullability.</param>
/// <param name="Element">double or float, for numbers and their arrays.</param>
/// <param name="Gradient">The type of the slot, for a model or an array of models.</param>
/// <param name="Frozen">No slot.</param>
/// <param name="Place">How a scalar is reached in place.</param>
/// <param name="Accessor">What hands out the field behind a property is called; nothing else of the type, or its bases, is.</param>
/// <param name="IsStructModel">A model, or an array of models, that are structs.</param>
/// <param name="IsInternal">The slot's type is less accessible than the model.</param>
internal sealed record ModelSlot(
    string Member,
    string Name,
    string Slot,
    MemberKind Kind,
    string Type,
    string Element,
    string Gradient,
    bool Frozen,
    ScalarPlace Place,
    string Accessor,
    bool IsStructModel,
    bool IsInternal);

/// <summary>How generated code reaches a member in place.</summary>
internal enum ScalarPlace
{
    /// <summary>A field that can be assigned.</summary>
    Field,

    /// <summary>The field behind a property that can be assigned.</summary>
    BackingField,

    /// <summary>It cannot be assigned: it has a gradient, and no optimiser moves it.</summary>
    ReadOnly,
}
