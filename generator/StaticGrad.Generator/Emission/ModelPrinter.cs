using StaticGrad.Generator.Lowering;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Emission;

/// <summary>The generated part of a [Differentiable] type: its Gradient, and its parameters in place.</summary>
internal sealed class ModelPrinter
{
    private const string Library = "global::StaticGrad.";
    private const string Helpers = Library + "CompilerServices.Models.";

    private readonly CodeWriter _writer = new();
    private readonly ModelShape _model;
    private readonly List<ModelSlot> _slots;
    private readonly string _type;
    private readonly string _gradient;

    private ModelPrinter(ModelShape model)
    {
        _model = model;
        _slots = [.. model.Slots.Where(slot => !slot.Frozen)];
        _type = model.Container.GlobalName;
        _gradient = _type + ".Gradient";
    }

    public static string Print(ModelShape model)
    {
        var printer = new ModelPrinter(model);
        printer.Print();
        return printer._writer.ToString();
    }

    private void Print()
    {
        FilePrinter.Header(_writer);
        FilePrinter.OpenContainer(_writer, _model.Container, $" : {Library}IModel<{_gradient}>");
        PrintGradient();
        _writer.Line();
        PrintVisits();
        PrintPlaces();
        FilePrinter.CloseContainer(_writer, _model.Container);
    }

    // The nested Gradient

    private void PrintGradient()
    {
        _writer.Line($"/// <summary>Gradients of a <c>{_model.Name}</c>: one slot for each parameter that is not frozen.</summary>");
        _writer.Open($"public {(_model.IsStruct ? "struct" : "sealed class")} Gradient : {Library}IGradient<{_gradient}>");
        foreach (var slot in _slots)
        {
            _writer.Line($"/// <summary>The gradient of <c>{slot.Name}</c>.</summary>");
            _writer.Line($"{(slot.IsInternal ? "internal" : "public")} {TypeOf(slot)} {slot.Slot};");
            _writer.Line();
        }

        PrintConstructor();
        _writer.Line();
        PrintEach("Sets every slot to zero.", "void Clear()", [], slot => slot.Kind switch
        {
            MemberKind.Scalar => $"{slot.Slot} = 0;",
            MemberKind.Array => $"{Elements(slot.Slot)}.Clear();",
            MemberKind.Grid => $"{Flat(slot.Slot)}.Clear();",
            MemberKind.Jagged => Rows(slot, $"global::System.Array.Clear({slot.Slot}[i]);"),
            MemberKind.Model => Nested(slot, slot.Slot + "{0}.Clear();"),
            _ => Items(slot, slot.Slot + "[i]{0}.Clear();"),
        });
        _writer.Line();
        PrintEach(
            "Adds <paramref name=\"scale\"/> times the slots of another gradient of the same shape.",
            $"void Add({_gradient} other, double scale = 1)",
            [
                .. _model.IsStruct ? Array.Empty<string>() : ["global::System.ArgumentNullException.ThrowIfNull(other);"],
                "MustFit(other, \"other\");",
            ],
            slot => slot.Kind switch
            {
                MemberKind.Scalar => $"{slot.Slot} += ({slot.Element})(scale * other.{slot.Slot});",
                MemberKind.Array => $"{Helpers}Add({Elements(slot.Slot)}, other.{slot.Slot}, scale);",
                MemberKind.Grid => $"{Helpers}Add({Flat(slot.Slot)}, {Flat("other." + slot.Slot)}, scale);",
                MemberKind.Jagged => Rows(slot, $"{Helpers}Add({slot.Slot}[i], other.{slot.Slot}[i], scale);"),
                MemberKind.Model => Nested(slot, slot.Slot + "{0}.Add(other." + slot.Slot + ", scale);"),
                _ => Items(slot, slot.Slot + "[i]{0}.Add(other." + slot.Slot + "[i], scale);"),
            });
        _writer.Line();
        PrintEach("Multiplies every slot.", "void Scale(double factor)", [], slot => slot.Kind switch
        {
            MemberKind.Scalar => $"{slot.Slot} = ({slot.Element})(factor * {slot.Slot});",
            MemberKind.Array => $"{Helpers}Scale({Elements(slot.Slot)}, factor);",
            MemberKind.Grid => $"{Helpers}Scale({Flat(slot.Slot)}, factor);",
            MemberKind.Jagged => Rows(slot, $"{Helpers}Scale({Elements(slot.Slot + "[i]")}, factor);"),
            MemberKind.Model => Nested(slot, slot.Slot + "{0}.Scale(factor);"),
            _ => Items(slot, slot.Slot + "[i]{0}.Scale(factor);"),
        });
        _writer.Line();
        PrintNorm();
        _writer.Line();
        PrintFits();
        _writer.Close();
    }

    private static string TypeOf(ModelSlot slot) => slot.Kind is MemberKind.Model or MemberKind.Models ? slot.Gradient : slot.Type;

    private static string Flat(string array) => $"{Library}CompilerServices.Grid.Flat({array})";

    private static string Elements(string array) => $"{Helpers}Elements({array})";

    private static string Rows(ModelSlot slot, string statement) =>
        $"for (int i = 0; i < ({slot.Slot}?.Length ?? 0); i++) {{ {statement} }}";

    private static string Items(ModelSlot slot, string statement) =>
        Rows(slot, statement.Replace("{0}", slot.IsStructModel ? "" : "?"));

    private static string Nested(ModelSlot slot, string statement) =>
        statement.Replace("{0}", slot.IsStructModel ? "" : "?");

    private void PrintConstructor()
    {
        _writer.Line($"/// <summary>Zeros, in the shape of the model.</summary>");
        _writer.Open($"public Gradient({_type} model)");
        if (_model.IsStruct)
        {
            _writer.Line("this = default;");
        }
        else
        {
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
        }

        foreach (var slot in _slots)
        {
            var member = "model." + slot.Member;
            var value = slot.Kind switch
            {
                MemberKind.Scalar => null,
                MemberKind.Model when slot.IsStructModel => $"new({member})",
                MemberKind.Model => $"{member} is null ? null! : new({member})",
                MemberKind.Models =>
                    $"{Helpers}Gradients({member}, static item => new {Trimmed(slot.Gradient)}(item))",
                _ => $"{Helpers}Zeros({member})",
            };
            if (value is not null)
            {
                _writer.Line($"{slot.Slot} = {value};");
            }
        }

        _writer.Close();
    }

    private static string Trimmed(string arrayType) => arrayType.Substring(0, arrayType.Length - 2);

    private void PrintEach(string summary, string header, string[] first, Func<ModelSlot, string> statement)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Open("public " + header);
        foreach (var line in first.Concat(_slots.Select(statement)))
        {
            _writer.Line(line);
        }

        _writer.Close();
    }

    private void PrintNorm()
    {
        _writer.Line("/// <summary>The sum of the squares of all slots.</summary>");
        _writer.Open("public double SquaredNorm()");
        _writer.Line("double sum = 0;");
        foreach (var slot in _slots)
        {
            _writer.Line(slot.Kind switch
            {
                MemberKind.Scalar => $"sum += (double){slot.Slot} * {slot.Slot};",
                MemberKind.Array => $"sum += {Helpers}SquaredNorm({Elements(slot.Slot)});",
                MemberKind.Grid => $"sum += {Helpers}SquaredNorm({Flat(slot.Slot)});",
                MemberKind.Jagged => Rows(slot, $"sum += {Helpers}SquaredNorm({Elements(slot.Slot + "[i]")});"),
                MemberKind.Model => slot.IsStructModel ? $"sum += {slot.Slot}.SquaredNorm();" : $"sum += {slot.Slot}?.SquaredNorm() ?? 0;",
                _ => Rows(slot, slot.IsStructModel ? $"sum += {slot.Slot}[i].SquaredNorm();" : $"sum += {slot.Slot}[i]?.SquaredNorm() ?? 0;"),
            });
        }

        _writer.Line("return sum;");
        _writer.Close();
        _writer.Line();
        _writer.Line("/// <summary>The Euclidean norm of all slots.</summary>");
        _writer.Line("public double Norm() => global::System.Math.Sqrt(SquaredNorm());");
    }

    /// <summary>Shape checks, against a model and against another gradient.</summary>
    private void PrintFits()
    {
        PrintFit(_type, "model", "A gradient that a method is given has its model's shape.", slot => slot.Member);
        _writer.Line();
        PrintFit(_gradient, "other", "Two gradients have the same shape.", slot => slot.Slot);
    }

    private void PrintFit(string type, string parameter, string summary, Func<ModelSlot, string> nameOf)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">They have different shapes.</exception>");
        _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Open($"public void MustFit({type} {parameter}, string name)");
        foreach (var slot in _slots.Where(slot => slot.Kind != MemberKind.Scalar))
        {
            var member = parameter + "." + nameOf(slot);
            switch (slot.Kind)
            {
                case MemberKind.Model when slot.IsStructModel:
                    _writer.Line($"{slot.Slot}.MustFit({member}, name);");
                    break;
                case MemberKind.Model:
                    _writer.Line($"if ({Helpers}BothThere({slot.Slot}, {member}, {Names.Quoted(slot.Slot)}, name)) {{ {slot.Slot}.MustFit({member}, name); }}");
                    break;
                case MemberKind.Models:
                    _writer.Line($"{Helpers}Fit({slot.Slot}, {member}, {Names.Quoted(slot.Slot)}, name);");
                    var there = slot.IsStructModel ? "" : $"if ({Helpers}BothThere({slot.Slot}[i], {member}[i], {Names.Quoted(slot.Slot)}, name)) ";
                    _writer.Line(Rows(slot, $"{there}{{ {slot.Slot}[i].MustFit({member}[i], name); }}"));
                    break;
                default:
                    _writer.Line($"{Helpers}Fit({slot.Slot}, {member}, {Names.Quoted(slot.Slot)}, name);");
                    break;
            }
        }

        _writer.Close();
    }

    // Parameters in place

    private void PrintVisits()
    {
        _writer.Open($"void {Library}IModel<{_gradient}>.VisitParameters({Library}IParameterVisitor visitor, ref {_gradient} gradient)");
        _writer.Line("gradient.MustFit(this, \"gradient\");");
        foreach (var slot in _slots)
        {
            PrintVisit(slot, "false", "gradient." + slot.Slot);
        }

        _writer.Close();
        _writer.Line();
        _writer.Open($"void {Library}IModel<{_gradient}>.VisitState({Library}IParameterVisitor visitor, bool isFrozen)");
        foreach (var slot in _model.Slots)
        {
            PrintVisit(slot, slot.Frozen ? "true" : "isFrozen", null);
        }

        _writer.Close();
    }

    private void PrintVisit(ModelSlot slot, string frozen, string? gradient)
    {
        var name = Literal.OfString(slot.Name);
        var value = "this." + slot.Member;
        switch (slot.Kind)
        {
            case MemberKind.Scalar when slot.Place == ScalarPlace.ReadOnly:
                _writer.Line($"// {slot.Name} cannot be assigned: it has a gradient and is no parameter.");
                break;
            case MemberKind.Scalar:
                var place = gradient is null ? "default" : $"{Helpers}Place(ref {gradient})";
                _writer.Line($"{Helpers}VisitScalar<{slot.Element}>(visitor, {name}, ref {PlaceOf(slot)}, {place}, {frozen});");
                break;
            case MemberKind.Model when slot.IsStructModel && slot.Place == ScalarPlace.ReadOnly:
                _writer.Line($"// {slot.Name} cannot be assigned: it has gradients and no parameters.");
                break;
            case MemberKind.Model when slot.IsStructModel:
                PrintNestedVisit(slot, name, "-1", PlaceOf(slot), gradient, frozen);
                break;
            case MemberKind.Model:
                _writer.Open($"if ({value} is {{ }} {Local(slot)})");
                PrintNestedVisit(slot, name, "-1", Local(slot), gradient, frozen);
                _writer.Close();
                break;
            case MemberKind.Models:
                _writer.Open($"if ({value} is {{ }} {Local(slot)})");
                _writer.Open($"for (int i = 0; i < {Local(slot)}.Length; i++)");
                if (!slot.IsStructModel)
                {
                    _writer.Open($"if ({Local(slot)}[i] is {{ }})");
                }

                PrintNestedVisit(slot, name, "i", Local(slot) + "[i]", gradient is null ? null : gradient + "[i]", frozen);
                for (var open = slot.IsStructModel ? 2 : 3; open > 0; open--)
                {
                    _writer.Close();
                }

                break;
            default:
                _writer.Line($"{Helpers}Visit{slot.Kind}<{slot.Element}>(visitor, {name}, {value}, {gradient ?? "null"}, {frozen});");
                break;
        }
    }

    private static string Local(ModelSlot slot) => "the" + slot.Slot;

    private void PrintNestedVisit(ModelSlot slot, string name, string index, string place, string? gradient, string frozen)
    {
        var types = slot.Kind == MemberKind.Models ? $"{Trimmed(slot.Type)}, {Trimmed(slot.Gradient)}" : $"{slot.Type}, {slot.Gradient}";
        _writer.Line(gradient is null
            ? $"{Helpers}VisitState<{types}>(visitor, {name}, {index}, ref {place}, {frozen});"
            : $"{Helpers}VisitParameters<{types}>(visitor, {name}, {index}, ref {place}, ref {gradient});");
    }

    private string PlaceOf(ModelSlot slot) => slot.Place == ScalarPlace.BackingField
        ? $"{slot.Accessor}({(_model.IsStruct ? "ref this" : "this")})"
        : "this." + slot.Member;

    /// <summary>Properties have no reference to their storage; the run-time hands out the field behind one.</summary>
    private void PrintPlaces()
    {
        foreach (var slot in _model.Slots.Where(slot => slot.Place == ScalarPlace.BackingField
            && (slot.Kind == MemberKind.Scalar || (slot.Kind == MemberKind.Model && slot.IsStructModel))))
        {
            _writer.Line();
            _writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"<{slot.Name}>k__BackingField\")]");
            _writer.Line($"private static extern ref {slot.Type} {slot.Accessor}({(_model.IsStruct ? "ref " : "")}{_type} model);");
        }
    }
}
