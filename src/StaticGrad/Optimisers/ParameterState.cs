using System.Runtime.CompilerServices;

namespace StaticGrad;

/// <summary>What an optimiser keeps for one parameter.</summary>
internal abstract class ParameterState(string name, int length)
{
    /// <summary>Full name at the first step, for messages.</summary>
    internal string Name { get; } = name;

    internal int Length { get; } = length;

    internal abstract string TypeName { get; }

    internal abstract long Bytes { get; }

    internal abstract void Allocate(int buffers);
}

/// <inheritdoc/>
internal sealed class ParameterState<T>(string name, int length) : ParameterState(name, length)
    where T : unmanaged
{
    /// <summary>The rule's buffers (momentum, moments), each of the parameter's length and type; zero at first.</summary>
    internal T[][] Buffers { get; private set; } = [];

    internal override string TypeName => typeof(T) == typeof(float) ? "float" : "double";

    internal override long Bytes => (long)Buffers.Length * Length * Unsafe.SizeOf<T>();

    internal override void Allocate(int buffers)
    {
        var allocated = new T[buffers][];
        for (var i = 0; i < buffers; i++)
        {
            allocated[i] = new T[Length];
        }

        Buffers = allocated;
    }
}
