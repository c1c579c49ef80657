using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>
/// The checks on entry that what is written, by the method or as a gradient, shares no element with anything else of the same
/// element type that the method sees: arguments, arrays of models, static arrays. Gradients of what the method only reads may
/// share elements with one another, for they are only added to. They are not compared with what is static and only read: to look at
/// it before the method does could run a static constructor or a property.
/// </summary>
/// <param name="held">The arrays that are no arguments.</param>
/// <param name="items">Names for the variables of loops over items.</param>
/// <param name="gradientName">The name of the argument that takes a gradient.</param>
internal sealed class OverlapChecks(
    CodeWriter writer,
    DerivativeMembers members,
    IReadOnlyList<HeldPlace> held,
    IReadOnlyList<string> items,
    Func<Variable, string> gradientName)
{
    private readonly MethodIr _method = members.Method;

    /// <param name="Code">How generated code passes it.</param>
    /// <param name="Label">How it writes what people call it.</param>
    private readonly record struct Buffer(string Code, string Label);

    public void Print()
    {
        foreach (var index in members.Written.OrderBy(index => index))
        {
            CheckWritten(index);
        }

        foreach (var (of, gradient) in Gradients().Where(gradient => !IsWritten(gradient.Of)))
        {
            var others = Arguments(of.Type.Scalar).Where(other => !IsWritten(other));
            CheckApart(of.Type.Scalar, BufferOf(gradient), [.. others.Select(BufferOf)], LookedAtOnEntry());
        }

        CheckNumbers();
        foreach (var field in held.Where(place => place.Array is { IsWritten: true, Field: not null }))
        {
            CheckField(field);
        }
    }

    /// <summary>Gradients of numbers, which are added to while the method's numbers that are passed by <c>in</c> are still read.</summary>
    private void CheckNumbers()
    {
        foreach (var (of, gradient) in members.Backward.Gradients.Where(gradient => !gradient.Gradient.Type.IsView))
        {
            var buffer = BufferOf(gradient);
            var others = Arguments(of.Type.Scalar).Where(other => other.Passing == Passing.In && !other.Type.IsView);
            CheckApart(of.Type.Scalar, buffer with { Code = $"new(in {buffer.Code})" }, [.. others.Select(BufferOf)], []);
        }
    }

    private void CheckWritten(int index)
    {
        var parameter = _method.Parameters[index];
        var gradient = Gradients().FirstOrDefault(g => g.Of.Variable.Id == parameter.Variable.Id).Gradient;
        var others = Arguments(parameter.Type.Scalar)
            .Where(other => other.Variable.Id != parameter.Variable.Id && !IsEarlier(other, index))
            .Select(BufferOf)
            .ToList();
        var otherGradients = Gradients()
            .Where(g => g.Gradient.Type.Scalar == parameter.Type.Scalar && g.Gradient.Id != gradient?.Id)
            .Where(g => !IsEarlier(g.Of, index))
            .Select(g => BufferOf(g.Gradient))
            .ToList();
        var written = BufferOf(parameter);
        List<Buffer> own = gradient is null ? [] : [BufferOf(gradient)];
        CheckApart(parameter.Type.Scalar, written, [.. others, .. own, .. otherGradients], held);
        if (gradient is not null)
        {
            CheckApart(parameter.Type.Scalar, BufferOf(gradient), [.. others, .. otherGradients], LookedAtOnEntry());
        }
    }

    private IEnumerable<(Parameter Of, Variable Gradient)> Gradients() =>
        members.Backward.Gradients.Where(gradient => gradient.Gradient.Type is { IsView: true, IsObject: false });

    private IReadOnlyList<HeldPlace> LookedAtOnEntry() => [.. held.Where(place => place.Array.Field is null || place.Array.IsWritten)];

    private bool IsWritten(Parameter parameter) => members.Written.Contains(_method.IndexOf(parameter.Variable));

    /// <summary>A static array that is written. What was compared with it in its own turn is not again.</summary>
    private void CheckField(HeldPlace field)
    {
        field.ForEach(writer, items, code => CheckApart(
            field.Array.Element,
            new Buffer(code, Literal.OfString(field.Label)),
            [.. Arguments(field.Array.Element).Where(parameter => !IsWritten(parameter)).Select(BufferOf)],
            [.. held.Where(place => place != field && !(place.Array.IsWritten && string.CompareOrdinal(place.Label, field.Label) < 0))],
            field.Items));
    }

    /// <summary>Arguments that hold elements of the type: arrays, spans, and numbers that are passed by reference.</summary>
    private IEnumerable<Parameter> Arguments(ScalarType element) => _method.Parameters
        .Where(parameter => parameter.Type.Scalar == element && (parameter.Type.IsView || parameter.Passing == Passing.In));

    private static Buffer BufferOf(Parameter parameter)
    {
        var name = Names.Escape(parameter.Name);
        return new Buffer((parameter.Type.IsView ? "" : "in ") + name, Names.Quoted(name));
    }

    private Buffer BufferOf(Variable gradient) => new(gradientName(gradient), Names.Quoted(gradientName(gradient)));

    /// <summary>Whether the pair was checked already, with the other buffer's turn.</summary>
    private bool IsEarlier(Parameter other, int index) => _method.IndexOf(other.Variable) is var turn && turn < index && members.Written.Contains(turn);

    /// <param name="around">How many loops over items are around.</param>
    private void CheckApart(ScalarType element, Buffer written, IReadOnlyList<Buffer> others, IReadOnlyList<HeldPlace> places, int around = 0)
    {
        IReadOnlyList<string> inner = [.. items.Skip(around)];
        var start = $"{Runtime.Written}<{new IrType(element).ToCSharp()}>({written.Code}, {written.Label})";
        var direct = others.ToList();
        foreach (var place in places.Where(place => place.Array.Element == element && place.Items == 0))
        {
            place.ForEach(writer, inner, code => direct.Add(new Buffer(code, Literal.OfString(place.Label))));
        }

        if (direct.Count > 0)
        {
            writer.Chain(start, [.. direct.Select(Beside)]);
        }

        foreach (var place in places.Where(place => place.Array.Element == element && place.Items > 0))
        {
            place.ForEach(writer, inner, code => writer.Line(start + Beside(new Buffer(code, Literal.OfString(place.Label))) + ";"));
        }
    }

    private static string Beside(Buffer other) => $".Beside({other.Code}, {other.Label})";
}
