namespace StaticGrad.Generator.Analysis;

/// <summary>What gradients do at an argument of a call.</summary>
internal enum Flow
{
    /// <summary>The argument does not depend on a leaf; what the callee writes to it may.</summary>
    Constant,

    /// <summary>The argument depends on a leaf.</summary>
    Varied,

    /// <summary>An array through which no gradient flows: those of the elements that the callee writes end there.</summary>
    Ended,

    /// <summary>An array through which no gradient flows, and which has none.</summary>
    Detached,
}
