using System.Globalization;

namespace StaticGrad.Tests.Harness;

/// <summary>One program at one point: what the theories run over.</summary>
internal sealed record Sample(Type Program, string Method, object?[] Arguments)
{
    /// <summary>Base name of the generated members when the attribute gives one.</summary>
    public string? Name { get; init; }

    /// <summary>Parameters that the program writes.</summary>
    public string[] Outputs { get; init; } = [];

    /// <summary>
    /// The gradient of the result in closed form, an array of numbers for each leaf in order (one number for a scalar).
    /// </summary>
    public double[][]? Gradient { get; init; }

    /// <summary>Gradients of retained locals by property name.</summary>
    public (string Property, double Value)[] Retained { get; init; } = [];

    /// <summary>Central differences do not apply: at a kink, or where gradients are stopped on purpose.</summary>
    public bool NoDifferences { get; init; }

    /// <summary>The dual program does not apply: at a kink with a convention of its own, for example.</summary>
    public bool NoDual { get; init; }

    public string BaseName => Name ?? Method;

    /// <summary>Unique: the theories' test cases are named after it.</summary>
    public string Id { get; init; } = "";

    public static Sample At(Type program, string method, params object?[] arguments) => new(program, method, arguments);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Program.Name}.{BaseName} {Id}");
}
