namespace StaticGrad.Generator.Diagnostics;

/// <summary>The stable ids of the diagnostics; what each says is in <see cref="Descriptors"/> and docs/rules.</summary>
internal static class RuleIds
{
    public const string TypeHasNoGradient = "SGRAD001";
    public const string NotALeaf = "SGRAD002";
    public const string FrozenLeaf = "SGRAD003";
    public const string NothingToDifferentiate = "SGRAD004";
    public const string LeafWithoutInfluence = "SGRAD005";
    public const string NotPartial = "SGRAD006";
    public const string MemberCollides = "SGRAD007";
    public const string UnknownParameter = "SGRAD008";
    public const string FrozenWithoutGradient = "SGRAD009";
    public const string MarkerWithoutEffect = "SGRAD010";
    public const string DetachOfConstant = "SGRAD011";
    public const string DetachedWrite = "SGRAD012";
    public const string OverwrittenUnderNoGrad = "SGRAD013";
    public const string NoGradOutsideUsing = "SGRAD014";
    public const string RetainOfConstant = "SGRAD015";
    public const string UnsupportedConstruct = "SGRAD101";
    public const string CallWithoutDerivative = "SGRAD102";
    public const string ZeroDerivative = "SGRAD103";
    public const string StoredOutOfReach = "SGRAD104";
    public const string TypeNotDifferentiable = "SGRAD107";
    public const string ActiveEquality = "SGRAD111";
    public const string AliasedBuffers = "SGRAD113";
    public const string FreezingMap = "SGRAD201";
    public const string SavedInLoop = "SGRAD202";
}
