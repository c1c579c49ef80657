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
    private readonly DerivativeMembers _members;
    private readonly IReadOnlyList<HeldPlace> _held;
    private readonly List<string> _items = [];
    private readonly string _baseName;
    private readonly string _seedName;
    private readonly Dictionary<int, string> _gradientNames = [];
    private readonly Dictionary<int, string> _properties = [];
    private readonly bool _hasResult;

    /// <summary>Names that every record has, or may not have.</summary>
    private static readonly string[] RecordMembers =
    [
        "Value", "Equals", "GetHashCode", "ToString", "Deconstruct", "GetType", "MemberwiseClone", "Finalize",
        "ReferenceEquals", "PrintMembers", "EqualityContract", "Clone",
    ];

    public MemberPrinter(CodeWriter writer, Unit unit, DerivativeMembers members)
    {
        _writer = writer;
        _unit = unit;
        _method = members.Method;
        _backward = members.Backward;
        _members = members;
        _held = HeldPlace.All(_method, members.Held, unit.Container);
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

        // Each place may be compared with each other one, inside of its loops.
        var deepest = _held.Select(place => place.Items).OrderByDescending(items => items).Take(2).Sum();
        var loops = Math.Max(deepest, _backward.Gradients.Any(g => IsArrayOfObjects(g.Of.Type)) ? 1 : 0);
        _items.AddRange(Enumerable.Range(0, loops).Select(_ => Unique("item", taken)));
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
        (withDefaults && parameter is { TakesLine: true, Default: not null } ? "[global::System.Runtime.CompilerServices.CallerLineNumber] " : "")
        + (withDefaults && parameter.Params ? "params " : "")
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

    private string Cref => Names.InDocumentation(_method.Name);

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
        { IsObject: true } type => IsArrayOfObjects(type)
            ? $"global::StaticGrad.CompilerServices.Models.Gradients<{Trimmed(type.ToCSharp())}, {Trimmed(type.Gradient.ToCSharp())}>({NameOf(parameter)}, static model => new(model))"
            : $"new {type.Gradient.ToCSharp()}({NameOf(parameter)})",
        { IsView: true } type => $"new {type.Element.ToCSharp()}[{NameOf(parameter)}.Length]",
        _ => "0",
    };

    private static bool IsArrayOfObjects(IrType type) => type.IsObject && type.ToCSharp().EndsWith("[]", StringComparison.Ordinal);

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
        new BodyPrinter(_writer, _backward.Body, _unit.Lines, parameters, _items).Print();
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
                _writer.Line($"{Runtime.SameLength}({name}.Length, {own}.Length, {Names.Quoted(own)}, {Names.Quoted(name)});");
            }
            else if (IsArrayOfObjects(parameter.Type))
            {
                _writer.Line($"{Runtime.NotNull}({own});");
                _writer.Line($"{Runtime.SameLength}({name}.Length, {own}.Length, {Names.Quoted(own)}, {Names.Quoted(name)});");
                _writer.Line($"for (int {_items[0]} = 0; {_items[0]} < {name}.Length; {_items[0]}++) {{ {own}[{_items[0]}].MustFit({name}[{_items[0]}], {Names.Quoted(own)}); }}");
            }
            else
            {
                if (!parameter.Type.IsValueType)
                {
                    _writer.Line($"{Runtime.NotNull}({own});");
                }

                _writer.Line($"{own}.MustFit({NameOf(parameter)}, {Names.Quoted(own)});");
            }
        }

        new OverlapChecks(_writer, _members, _held, _items, gradient => GradientName(gradient)).Print();
        _writer.Space();
    }
}
