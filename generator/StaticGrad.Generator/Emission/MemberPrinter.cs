using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>The members that one [Differentiable] attribute asks for.</summary>
internal sealed class MemberPrinter
{
    private readonly CodeWriter _writer;
    private readonly Unit _unit;
    private readonly MethodIr _method;
    private readonly BackwardMethod _backward;
    private readonly IReadOnlyCollection<int> _written;
    private readonly string _baseName;
    private readonly string _seedName;
    private readonly Dictionary<int, string> _gradientNames = [];
    private readonly Dictionary<int, string> _properties = [];
    private readonly bool _hasResult;

    /// <summary>Names that every record has.</summary>
    private static readonly string[] RecordMembers =
    [
        "Value", "Equals", "GetHashCode", "ToString", "Deconstruct", "GetType", "MemberwiseClone", "Finalize",
        "ReferenceEquals", "PrintMembers", "EqualityContract",
    ];

    public MemberPrinter(CodeWriter writer, Unit unit, DerivativeMembers members)
    {
        _writer = writer;
        _unit = unit;
        _method = members.Method;
        _backward = members.Backward;
        _written = members.Written;
        _baseName = members.Request.BaseName;
        _hasResult = _method.Result.IsFloatingScalar;
        var taken = new HashSet<string>(_method.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        _seedName = Unique("seed", taken);
        foreach (var (parameter, gradient) in _backward.Gradients)
        {
            _gradientNames[gradient.Id] = Unique(gradient.Name, taken);
        }

        foreach (var retained in _backward.Retained)
        {
            _gradientNames[retained.Id] = Unique(retained.Name, taken);
        }

        var properties = new HashSet<string>(RecordMembers, StringComparer.Ordinal) { _baseName + "Gradients" };
        foreach (var (parameter, gradient) in _backward.Gradients)
        {
            _properties[gradient.Id] = PropertyOf(parameter.Name, properties);
        }

        foreach (var retained in _backward.Retained)
        {
            _properties[retained.Id] = PropertyOf(RetainedLocal(retained), properties);
        }
    }

    private string Core => _backward.Retained.Count > 0 ? _baseName + "BackwardRetaining" : _baseName + "Backward";

    private string Result => _method.Result.ToCSharp();

    public void Print()
    {
        if (_hasResult)
        {
            PrintGradients();
            _writer.Line();
            PrintGradient();
            _writer.Line();
            PrintSeedOne();
            _writer.Line();
        }

        if (_backward.Retained.Count > 0)
        {
            PrintWithoutRetained();
            _writer.Line();
        }

        PrintCore();
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = name + number;
        }

        return unique;
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The property of a leaf in the record of gradients; one that is taken gets the suffix Gradient, then a number.</summary>
    private static string PropertyOf(string leaf, HashSet<string> taken)
    {
        var name = Pascal(leaf);
        return taken.Add(name) ? name : Unique(name + "Gradient", taken);
    }

    // Parameter and argument lists

    /// <summary>The parameters without the object of an instance method, for which the member itself is one.</summary>
    private IEnumerable<Parameter> OwnParameters => _method.Parameters.Where(parameter => parameter.Passing != Passing.This);

    private string Static => _method.IsInstance ? "" : "static ";

    private static string NameOf(Parameter parameter) => parameter.Passing == Passing.This ? "this" : Names.Escape(parameter.Name);

    private IEnumerable<string> Parameters(bool withDefaults) => OwnParameters.Select(parameter =>
        (withDefaults && parameter.Params ? "params " : "")
        + (parameter.Passing == Passing.In ? "in " : "")
        + $"{parameter.Type.ToCSharp()} {Names.Escape(parameter.Name)}"
        + (withDefaults && parameter.Default is { } value ? " = " + value : ""));

    private IEnumerable<string> Arguments() => OwnParameters.Select(parameter =>
        (parameter.Passing == Passing.In ? "in " : "") + Names.Escape(parameter.Name));

    private IEnumerable<string> GradientParameters() => _backward.Gradients.Select(gradient =>
        (gradient.Of.Type.GradientIsReference ? "ref " : "") + $"{gradient.Gradient.Type.ToCSharp()} {GradientName(gradient.Gradient)}");

    private IEnumerable<string> GradientArguments() => _backward.Gradients.Select(gradient =>
        (gradient.Of.Type.GradientIsReference ? "ref " : "") + GradientName(gradient.Gradient));

    private string GradientName(Variable gradient) => Names.Escape(_gradientNames[gradient.Id]);

    private static string List(params IEnumerable<string>[] parts) => string.Join(", ", parts.SelectMany(part => part));

    private string Cref => _method.Name;

    // Members

    private void PrintGradients()
    {
        var properties = _backward.Gradients
            .Select(g => $"{OwnedType(g.Of.Type)} {_properties[g.Gradient.Id]}")
            .Concat(_backward.Retained.Select(r => $"{r.Type.ToCSharp()} {_properties[r.Id]}"));
        _writer.Line($"/// <summary>The value of <c>{Cref}</c> and its gradients.</summary>");
        _writer.Line(
            $"{_unit.Accessibility} readonly record struct {_baseName}Gradients({List([$"{Result} Value"], properties)});");
    }

    /// <summary>The type of a fresh gradient: an array for a span.</summary>
    private static string OwnedType(IrType type) =>
        (type.IsView && !type.IsObject ? type.WithShape(Shape.Array) : type.Gradient).ToCSharp();

    private string Fresh(Parameter parameter) => parameter.Type switch
    {
        { IsObject: true } type => type.ToCSharp().EndsWith("[]", StringComparison.Ordinal)
            ? $"global::StaticGrad.CompilerServices.Models.Gradients<{Trimmed(type.ToCSharp())}, {Trimmed(type.Gradient.ToCSharp())}>({NameOf(parameter)}, static model => new(model))"
            : $"new {type.Gradient.ToCSharp()}({NameOf(parameter)})",
        { IsView: true } type => $"new {type.Element.ToCSharp()}[{NameOf(parameter)}.Length]",
        _ => "0",
    };

    private static string Trimmed(string arrayType) => arrayType.Substring(0, arrayType.Length - 2);

    private static string RetainedLocal(Variable retained) => retained.Name.Substring(0, retained.Name.Length - "Gradient".Length);

    private void PrintGradient()
    {
        _writer.Line($"/// <summary>The value of <c>{Cref}</c> and its gradients, in fresh arrays.</summary>");
        _writer.Open($"{_unit.Accessibility} {Static}{_baseName}Gradients {_baseName}Gradient({List(Parameters(withDefaults: true))})");
        CheckNulls();
        foreach (var (parameter, gradient) in _backward.Gradients)
        {
            var name = GradientName(gradient);
            _writer.Line($"{OwnedType(parameter.Type)} {name} = {Fresh(parameter)};");
        }

        foreach (var retained in _backward.Retained)
        {
            _writer.Line($"{retained.Type.ToCSharp()} {GradientName(retained)} = 0;");
        }

        var value = Unique("value", new HashSet<string>(_method.Parameters.Select(p => p.Name).Concat(_gradientNames.Values), StringComparer.Ordinal));
        var core = $"{Core}({List(Arguments(), [Seed(1)], GradientArguments(), _backward.Retained.Select(r => "ref " + GradientName(r)))})";
        _writer.Line($"{Result} {value} = {core};");
        var results = _backward.Gradients.Select(g => GradientName(g.Gradient)).Concat(_backward.Retained.Select(GradientName));
        _writer.Line($"return new {_baseName}Gradients({List([value], results)});");
        _writer.Close();
    }

    private string Seed(double value) => Literal.Of(Constant.Of(value, _method.Result));

    private void PrintSeedOne()
    {
        _writer.Line($"/// <summary>Adds the gradients of <c>{Cref}</c> to the buffers; returns its value.</summary>");
        _writer.Open($"{_unit.Accessibility} {Static}{Result} {_baseName}Backward({List(Parameters(false), GradientParameters())})");
        _writer.Line($"return {_baseName}Backward({List(Arguments(), [Seed(1)], GradientArguments())});");
        _writer.Close();
    }

    private void PrintWithoutRetained()
    {
        Documentation();
        _writer.Open(Header($"{_baseName}Backward", []));
        foreach (var retained in _backward.Retained)
        {
            _writer.Line($"{retained.Type.ToCSharp()} {GradientName(retained)} = 0;");
        }

        var call = $"{Core}({List(Arguments(), _hasResult ? [_seedName] : [], GradientArguments(), _backward.Retained.Select(r => "ref " + GradientName(r)))});";
        _writer.Line((_hasResult ? "return " : "") + call);
        _writer.Close();
    }

    private void Documentation()
    {
        _writer.Line(_hasResult
            ? $"/// <summary>Adds the gradients of <c>{Cref}</c>, times <paramref name=\"{_seedName}\"/>, to the buffers; returns its value.</summary>"
            : $"/// <summary>Runs <c>{Cref}</c> and takes the cotangents of its outputs back to gradients of its inputs.</summary>");
    }

    private string Header(string name, IEnumerable<string> more) =>
        $"{(name == _baseName + "Backward" ? _unit.Accessibility : "private")} {Static}{Result} {name}("
        + List(Parameters(false), _hasResult ? [$"{Result} {_seedName}"] : [], GradientParameters(), more) + ")";

    private void PrintCore()
    {
        if (_backward.Retained.Count == 0)
        {
            Documentation();
        }

        _writer.Open(Header(Core, _backward.Retained.Select(r => $"ref {r.Type.ToCSharp()} {GradientName(r)}")));
        Checks();
        var parameters = _method.Parameters.Select(parameter => (parameter.Variable, NameOf(parameter)))
            .Concat(_backward.Seed is { } seed ? [(seed, _seedName)] : [])
            .Concat(_backward.Gradients.Select(g => (g.Gradient, GradientName(g.Gradient))))
            .Concat(_backward.Retained.Select(r => (r, GradientName(r))))
            .ToList();
        new BodyPrinter(_writer, _backward.Body, _unit.Lines, parameters, []).Print();
        _writer.Close();
    }

    // Checks on entry

    private void CheckNulls()
    {
        foreach (var parameter in OwnParameters.Where(parameter =>
            parameter.Type is { Shape: Shape.Array } or { IsObject: true, IsValueType: false }))
        {
            _writer.Line($"{Runtime.NotNull}({Names.Escape(parameter.Name)});");
        }
    }

    private void Checks()
    {
        CheckNulls();
        foreach (var (parameter, gradient) in _backward.Gradients.Where(gradient => gradient.Of.Type.IsView))
        {
            var name = Names.Escape(parameter.Name);
            var own = GradientName(gradient);
            if (!parameter.Type.IsObject)
            {
                _writer.Line($"{Runtime.SameLength}({name}.Length, {own}.Length, nameof({own}), nameof({name}));");
            }
            else if (parameter.Type.ToCSharp().EndsWith("[]", StringComparison.Ordinal))
            {
                _writer.Line($"{Runtime.NotNull}({own});");
                _writer.Line($"{Runtime.SameLength}({name}.Length, {own}.Length, nameof({own}), nameof({name}));");
                _writer.Line($"for (int item = 0; item < {name}.Length; item++) {{ {own}[item].MustFit({name}[item], nameof({own})); }}");
            }
            else
            {
                if (!parameter.Type.IsValueType)
                {
                    _writer.Line($"{Runtime.NotNull}({own});");
                }

                _writer.Line($"{own}.MustFit({NameOf(parameter)}, nameof({own}));");
            }
        }

        foreach (var index in _written.OrderBy(index => index))
        {
            CheckOverlap(index);
        }

        _writer.Space();
    }

    /// <summary>A buffer that is written, and its gradient, share no element with any other of the same element type.</summary>
    private void CheckOverlap(int index)
    {
        var parameter = _method.Parameters[index];
        var gradient = _backward.Gradients.FirstOrDefault(g => g.Of.Variable.Id == parameter.Variable.Id).Gradient;
        var others = _method.Parameters
            .Where((other, i) => (other.Type.IsView || other.Passing == Passing.In) && other.Type.Scalar == parameter.Type.Scalar && i != index)
            .Where(other => !IsEarlier(other, index))
            .Select(other => (Passed: other.Type.IsView ? "" : "in ", other.Name))
            .ToList();
        var otherGradients = _backward.Gradients
            .Where(g => g.Gradient.Type.IsView && g.Gradient.Type.Scalar == parameter.Type.Scalar && g.Gradient.Id != gradient?.Id)
            .Where(g => !IsEarlier(g.Of, index))
            .Select(g => (Passed: "", Name: _gradientNames[g.Gradient.Id]))
            .ToList();
        if (gradient is null)
        {
            NoOverlap(parameter.Type, parameter.Name, [.. others, .. otherGradients]);
            return;
        }

        NoOverlap(parameter.Type, parameter.Name, [.. others, ("", _gradientNames[gradient.Id]), .. otherGradients]);
        NoOverlap(parameter.Type, _gradientNames[gradient.Id], [.. others, .. otherGradients]);
    }

    /// <summary>Whether the pair was checked already, with the other buffer's turn.</summary>
    private bool IsEarlier(Parameter other, int index) => _written.Contains(IndexOf(other)) && IndexOf(other) < index;

    private int IndexOf(Parameter parameter)
    {
        for (var i = 0; i < _method.Parameters.Count; i++)
        {
            if (_method.Parameters[i].Variable.Id == parameter.Variable.Id)
            {
                return i;
            }
        }

        return -1;
    }

    private void NoOverlap(IrType type, string written, IReadOnlyList<(string Passed, string Name)> others)
    {
        if (others.Count > 0)
        {
            var parts = others
                .Select(other => (other.Passed, Name: Names.Escape(other.Name)))
                .Select(other => $".Beside({other.Passed}{other.Name}, nameof({other.Name}))");
            var name = Names.Escape(written);
            _writer.Line($"{Runtime.Written}<{type.Element.ToCSharp()}>({name}, nameof({name})){string.Concat(parts)};");
        }
    }
}
