using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Diagnostics;

/// <summary>Every diagnostic: what is lost, where, and what to write instead.</summary>
internal static class Descriptors
{
    private const string Category = "StaticGrad";
    private const string HelpRoot = "https://github.com/staticgrad/staticgrad/blob/main/docs/rules/";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        Error(RuleIds.TypeHasNoGradient, "A type without gradients",
            "{0} is of type '{1}', which has no gradient; use double or float"),
        Error(RuleIds.NotALeaf, "A gradient of a non-leaf",
            "'{0}' is computed inside '{1}', so it is not a leaf and has no gradient; name a parameter, or keep its gradient with Grad.Retain"),
        Error(RuleIds.FrozenLeaf, "A gradient of something frozen",
            "'{0}' is [Frozen] and has no gradient; remove [Frozen], or do not name it as a leaf"),
        Error(RuleIds.NothingToDifferentiate, "Nothing to differentiate",
            "'{0}' has no derivative: {1}"),
        Warning(RuleIds.LeafWithoutInfluence, "A leaf without influence",
            "'{0}' cannot influence the result of '{1}': its gradient is always zero; mark it [Frozen], or use it"),
        Error(RuleIds.NotPartial, "A type that is not partial",
            "'{0}' must be partial, so that derivatives can be generated into it; add 'partial'"),
        Error(RuleIds.MemberCollides, "A generated member that collides",
            "'{0}' exists already in '{1}'; set Name in [Differentiable] to give the generated members another name"),
        Error(RuleIds.UnknownParameter, "An unknown parameter",
            "'{1}' has no parameter '{0}'; write a parameter's name, best with nameof"),
        Warning(RuleIds.FrozenWithoutGradient, "[Frozen] on something without gradient",
            "[Frozen] has no effect here: {0} is of type '{1}', which never has a gradient; remove it"),
        Warning(RuleIds.MarkerWithoutEffect, "A marker without effect",
            "{0} has no effect here: {1}"),
        Info(RuleIds.DetachOfConstant, "Detach of a constant",
            "Detach has no effect here: no gradient flows through its operand anyway; remove it"),
        Warning(RuleIds.DetachedWrite, "A write through a detached alias",
            "This writes to '{0}' through a detached alias or a [Frozen] parameter or method: what is stored counts as a constant, and the gradient of the element ends here; write through '{0}' itself, or to a copy"),
        Warning(RuleIds.OverwrittenUnderNoGrad, "An active variable overwritten under NoGrad",
            "'{0}' depends on a leaf and is overwritten under NoGrad: it is a constant from here on, and gradients end here; assign another variable, or move this out of the NoGrad block"),
        Error(RuleIds.NoGradOutsideUsing, "NoGrad outside a using",
            "Grad.NoGrad() only acts as a scope; write 'using (Grad.NoGrad()) { … }' or 'using var _ = Grad.NoGrad();'"),
        Error(RuleIds.RetainOfConstant, "Retain of a value without gradient",
            "'{0}' does not depend on a leaf, so there is no gradient to retain; remove Retain"),
        Error(RuleIds.UnsupportedConstruct, "A construct without derivative",
            "{0} cannot be differentiated; compute it outside of the differentiable method, or write it with supported C# (docs/supported-csharp.md)"),
        Error(RuleIds.CallWithoutDerivative, "A call without derivative",
            "'{0}' has no derivative and {1}, so the gradient would be lost here; pass detached values (Detach()) if that is meant, or write out what it computes"),
        Warning(RuleIds.ZeroDerivative, "A derivative that is zero",
            "The derivative through {0} is zero almost everywhere, so no gradient flows here; write Detach() on its argument to say that it is meant"),
        Error(RuleIds.StoredOutOfReach, "An active value stored out of reach",
            "A value that depends on a leaf is stored in '{0}', where gradients cannot follow; store it detached, or pass the storage as a parameter that is not frozen"),
        Error(RuleIds.TypeNotDifferentiable, "A type that is not differentiable",
            "{0} is of type '{1}', which is not differentiable; use double, float, or arrays and spans of them"),
        Warning(RuleIds.ActiveEquality, "An equality test on an active value",
            "{0} depends on a leaf and is tested for equality: the arm that is taken only at this one value gives the derivative there, which says nothing about the values beside it; compare with a tolerance, or a detached value if that is meant"),
        Error(RuleIds.AliasedBuffers, "A buffer passed twice",
            "'{0}' is passed to '{1}' more than once although it is written there; pass separate buffers"),
        Info(RuleIds.FreezingMap, "What the derivative saves and what freezing removed", "{0}"),
        Info(RuleIds.SavedInLoop, "Why a loop saves values", "The derivative '{0}' saves {1} in each iteration of this loop: {2}"),
    }.ToDictionary(descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Of(string id) => ById[id];

    public static bool IsError(string id) => ById[id].DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md");
}
