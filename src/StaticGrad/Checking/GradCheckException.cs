namespace StaticGrad;

/// <summary>A gradient check failed.</summary>
public sealed class GradCheckException(string message) : Exception(message);
