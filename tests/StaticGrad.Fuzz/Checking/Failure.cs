namespace StaticGrad.Fuzz.Checking;

/// <summary>What a program can fail with. While a failing program is made smaller its kind stays the same.</summary>
internal enum FailureKind
{
    GeneratorException,
    GeneratedError,
    GeneratedWarning,
    OutputDiffers,
    Refused,
    InvalidProgram,
    OracleValue,
    OracleException,
    Value,
    Exception,
    ArgumentsChanged,
    Gradient,
    Accumulation,
    Threads,
    Convenience,
    Retained,
    Allocation,
    Differences,
    Hang,
    Crash,
    Neither,
}

/// <summary>Why a program failed.</summary>
internal sealed record Failure(FailureKind Kind, string Message);
