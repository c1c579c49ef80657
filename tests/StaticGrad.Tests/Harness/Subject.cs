using System.Reflection;
using StaticGrad.Tests.Duals;
using Xunit;

namespace StaticGrad.Tests.Harness;

using ParameterInfo = System.Reflection.ParameterInfo;

/// <summary>A sample with its generated members, found by the names and shapes that the contract gives them.</summary>
internal sealed class Subject
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly PrimalCall _primal;
    private readonly BackwardCall _backward;
    private readonly BackwardCall? _backwardSeedOne;
    private readonly GradientCall? _gradient;
    private readonly DualCall? _dual;

    public Subject(Sample sample)
    {
        Sample = sample;
        var method = sample.Program.GetMethod(sample.Method, All)
            ?? throw new InvalidOperationException($"{sample}: no such method");
        Parameters = method.GetParameters();
        HasResult = method.ReturnType != typeof(void);
        IsSingle = method.ReturnType == typeof(float)
            || Parameters.Any(parameter => ElementOf(parameter.ParameterType) == typeof(float));
        _primal = Adapters.Primal(method);

        var backwards = sample.Program.GetMethods(All)
            .Where(candidate => candidate.Name == sample.BaseName + "Backward")
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .ToList();
        Assert.Equal(HasResult ? 2 : 1, backwards.Count);
        var gradients = backwards[0].GetParameters()[(Parameters.Length + (HasResult ? 1 : 0))..];
        Slots = [.. gradients.Select(SlotOf)];
        CheckShape(backwards[0], method.ReturnType);
        _backward = Adapters.Backward(backwards[0], Parameters.Length, HasResult);
        if (HasResult)
        {
            _backwardSeedOne = Adapters.Backward(backwards[1], Parameters.Length, hasSeed: false);
            var gradient = sample.Program.GetMethod(sample.BaseName + "Gradient", All);
            Assert.NotNull(gradient);
            _gradient = Adapters.Gradient(gradient);
        }

        var dual = sample.NoDual ? null : typeof(Dual).Assembly
            .GetType($"StaticGrad.Tests.Duals.{sample.Program.Name}")?
            .GetMethod(sample.Method, All);
        _dual = dual is null ? null : Adapters.Dual(dual);
    }

    public Sample Sample { get; }

    public ParameterInfo[] Parameters { get; }

    public bool HasResult { get; }

    /// <summary>Whether a float is among inputs and result: compared with fewer digits.</summary>
    public bool IsSingle { get; }

    public bool HasDual => _dual is not null;

    /// <summary>What has a gradient, in order.</summary>
    public Slot[] Slots { get; }

    public static Type ElementOf(Type type) =>
        type.IsByRef || type.IsArray ? type.GetElementType()!
        : type.IsByRefLike ? type.GetGenericArguments()[0]
        : type;

    public object?[] FreshArguments() => [.. Sample.Arguments.Select(Copy)];

    public static object? Copy(object? argument) => argument is Array array ? array.Clone() : argument;

    public double Run(object?[] arguments) => _primal(arguments);

    public double Backward(object?[] arguments, double seed, Array[] gradients) => _backward(arguments, seed, gradients);

    public double BackwardSeedOne(object?[] arguments, Array[] gradients) => _backwardSeedOne!(arguments, 1, gradients);

    public object Gradient(object?[] arguments) => _gradient!(arguments);

    public Dual RunDual(object?[] arguments) => _dual!(arguments);

    /// <summary>Gradient buffers of the right lengths, each element made from its slot's name and index.</summary>
    public Array[] Buffers(Func<Slot, int, double> element) => [.. Slots.Select(slot => slot.Buffer(Sample, element))];

    /// <summary>Elements of the arrays that the program has written, result first.</summary>
    public IEnumerable<double> Results(double value, object?[] arguments)
    {
        if (HasResult)
        {
            yield return value;
        }

        foreach (var name in Sample.Outputs)
        {
            foreach (var item in Numbers(arguments[IndexOf(name)]!))
            {
                yield return item;
            }
        }
    }

    public int IndexOf(string parameter) => Array.FindIndex(Parameters, candidate => candidate.Name == parameter);

    public static IEnumerable<double> Numbers(object numbers) => numbers switch
    {
        double number => [number],
        float number => [number],
        double[] array => array,
        float[] array => array.Select(item => (double)item),
        Dual number => [number.Value],
        Dual[] array => array.Select(item => item.Value),
        System.Collections.IEnumerable array => array.Cast<object>().Select(item => Convert.ToDouble(item, null)),
        _ => [],
    };

    private Slot SlotOf(ParameterInfo gradient)
    {
        Assert.EndsWith("Gradient", gradient.Name);
        var name = gradient.Name![..^"Gradient".Length];
        var index = IndexOf(name);
        Assert.True(index >= 0, $"{gradient.Name} belongs to no parameter");
        var isScalar = gradient.ParameterType.IsByRef;
        var element = ElementOf(gradient.ParameterType);
        Assert.Equal(ElementOf(Parameters[index].ParameterType), element);
        return new Slot(name, index, element, isScalar, Sample.Outputs.Contains(name));
    }

    private void CheckShape(MethodInfo backward, Type result)
    {
        var parameters = backward.GetParameters();
        Assert.Equal(Parameters.Select(p => (p.Name, p.ParameterType)), parameters[..Parameters.Length].Select(p => (p.Name, p.ParameterType)));
        Assert.Equal(result, backward.ReturnType);
        Assert.Equal(Slots.Select(slot => slot.Index).Order(), Slots.Select(slot => slot.Index));
        if (HasResult)
        {
            Assert.Equal(result, parameters[Parameters.Length].ParameterType);
        }
    }
}

/// <summary>One gradient argument.</summary>
/// <param name="Name">The parameter that it belongs to.</param>
/// <param name="Index">The parameter's position.</param>
/// <param name="Element">double or float.</param>
/// <param name="IsWritten">Whether its buffer carries the cotangent of an output on entry.</param>
internal sealed record Slot(string Name, int Index, Type Element, bool IsScalar, bool IsWritten)
{
    public int Length(Sample sample) => IsScalar ? 1 : ((Array)sample.Arguments[Index]!).Length;

    public Array Buffer(Sample sample, Func<Slot, int, double> element)
    {
        var buffer = Array.CreateInstance(Element, Length(sample));
        for (var i = 0; i < buffer.Length; i++)
        {
            Set(buffer, i, element(this, i));
        }

        return buffer;
    }

    public static void Set(Array buffer, int index, double value)
    {
        if (buffer is float[] single)
        {
            single[index] = (float)value;
        }
        else
        {
            ((double[])buffer)[index] = value;
        }
    }
}
