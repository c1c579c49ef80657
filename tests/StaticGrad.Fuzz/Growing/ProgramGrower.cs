using StaticGrad.Fuzz.Choosing;
using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Growing;

/// <summary>Grows a whole program: its models, the methods that are called, the method under test, and points to run it at.</summary>
internal sealed class ProgramGrower
{
    private const int Points = 2;

    private static readonly string[] Keywords = ["class", "struct", "record", "record struct"];

    private readonly Choices _choices;
    private readonly List<ModelDefinition> _models = [];
    private readonly List<Method> _helpers = [];

    private ProgramGrower(Choices choices, bool withUnsupported)
    {
        _choices = choices;
        WithUnsupported = withUnsupported;
        UsesFloats = choices.Chance(40);

        // Small programs find most, and many of them are checked in the time of a large one; some things only large ones have.
        Budget = 20 + choices.Next(choices.Among(50, 50, 100, 160));
    }

    public bool UsesFloats { get; }

    /// <summary>Whether statements without a derivative stand among the others.</summary>
    public bool WithUnsupported { get; }

    /// <summary>How many more expressions and statements there may be.</summary>
    public int Budget { get; set; }

    public List<Retain> Retained { get; } = [];

    public static RandomProgram Grow(Choices choices, string name, bool checksOverflow, bool withUnsupported = false)
    {
        var grower = new ProgramGrower(choices, withUnsupported);
        for (var models = choices.Chance(34) ? choices.Among(2, 1, 2, 3) : 0; models > 0; models--)
        {
            grower._models.Add(grower.GrowModel());
        }

        for (var helpers = choices.Chance(65) ? 1 + choices.Next(3) : 0; helpers > 0; helpers--)
        {
            choices.Span(grower.GrowHelpers);
        }

        var entry = grower.GrowEntry(out var leaves);
        var points = Enumerable.Range(0, Points).Select(_ => Inputs.Grow(choices, entry)).ToList();
        var seed = Inputs.Value(choices, isFloat: entry.IsFloat);
        Inputs.RemoveArrays(choices, entry, points);
        return new RandomProgram(name, entry, leaves, grower.Retained, grower._models, grower._helpers, points)
        {
            Seed = seed,
            ChecksOverflow = checksOverflow,
        };
    }

    private ModelDefinition GrowModel()
    {
        var name = $"Model{_models.Count}";
        var members = new List<Member> { new("B", 0, MemberKind.Number, IsFloat: false, IsFrozen: false, _choices.Chance(30), null) };
        for (var more = 1 + _choices.Next(3); more > 0; more--)
        {
            members.Add(_choices.Span(() => GrowMember(members.Count)));
        }

        return new ModelDefinition(name, _choices.Of(Keywords), members);
    }

    private Member GrowMember(int index)
    {
        var kind = (MemberKind)_choices.Among(0, 1, 2, 3, 4, 5, 4, 5, 3);
        var inner = _models.Count > 0 ? _choices.Of(_models) : null;
        if (inner is null && kind is MemberKind.Model or MemberKind.Models)
        {
            kind = MemberKind.Array;
        }

        return new Member(
            $"{(kind == MemberKind.Model ? "Inner" : kind)}{index}", index, kind, UsesFloats && inner is null && _choices.Chance(40),
            IsFrozen: _choices.Chance(20), IsProperty: _choices.Chance(30),
            kind is MemberKind.Model or MemberKind.Models ? inner : null);
    }

    /// <summary>A helper; or two that call each other, and so may call themselves in a circle.</summary>
    private bool GrowHelpers()
    {
        var first = StartHelper(circle: null);
        if (first.Method.Circle is { } circle && _choices.Chance(90))
        {
            var second = StartHelper(circle);
            first.Callees.Add(second.Method);
            second.Callees.Add(first.Method);
            GrowBody(second.Grower);
        }

        GrowBody(first.Grower);
        first.Method.This?.Definition.Methods.Add(first.Method);
        return true;
    }

    /// <summary>A helper without its body. One in a circle of recursion has a first parameter that counts down.</summary>
    private (Method Method, Grower Grower, List<Method> Callees) StartHelper(List<Method>? circle)
    {
        var name = $"Helper{_helpers.Count}";
        var isFloat = UsesFloats && _choices.Chance(30);
        var result = (ResultKind)(_choices.Next(circle is null ? 8 : 7) switch { < 5 => 0, < 7 => 1, _ => 2 });
        var model = circle is null && result == ResultKind.Number && _models.Count > 0 && _choices.Chance(85) ? _models[^1] : null;
        var isFrozen = circle is null && model is null && result != ResultKind.View && _choices.Chance(18);
        var isRecursive = result != ResultKind.View && model is null && _choices.Chance(70);
        circle ??= isRecursive ? [] : null;
        var scope = new Scope();
        var method = new Method(name, result, isFloat)
        {
            Home = model is null && _choices.Chance(25) ? "Other" : null,
            This = model is null ? null : scope.AddModel(model, "this"),
            IsFrozen = isFrozen,
            IsPublic = model is not null,
            IsProperty = model is not null && _choices.Chance(36),
            Circle = circle,
        };
        List<Method> callees = [.. _helpers.Where(helper => model is null || helper.This is not null)];
        var g = new Grower(_choices, this, method, callees, scope) { IsFrozen = isFrozen };
        if (circle is not null)
        {
            circle.Add(method);
            callees.Add(method);
            AddParameter(method, scope.AddInteger(isAssignable: false));
        }

        if (!method.IsProperty)
        {
            AddParameters(g, mostViews: 2, isEntry: false);
            AddOptional(g);
        }

        _helpers.Add(method);
        return (method, g, callees);
    }

    private Method GrowEntry(out List<Parameter> leaves)
    {
        var result = _choices.Chance(15) ? ResultKind.None : ResultKind.Number;
        var isFloat = UsesFloats && _choices.Chance(30);
        var model = _models.Count > 0 && _choices.Chance(40) ? _models[^1] : null;
        var scope = new Scope();
        var self = model is null ? null : scope.AddModel(model, "this");

        // Which leaves are named is decided before the parameters are known: one bit for each.
        var isNamed = _choices.Chance(15);
        var named = _choices.Next(256);
        var shape = new Method("F", result, isFloat) { This = self, Attribute = "" };
        var g = new Grower(_choices, this, shape, _helpers, scope);
        AddParameters(g, mostViews: 3, isEntry: true);
        List<Parameter> candidates = [.. self is null ? [] : new[] { new Parameter(self) },
            .. shape.Parameters.Where(parameter => !parameter.IsFrozen && parameter.Variable is NumberVariable or ViewVariable or ModelVariable)];
        candidates.RemoveAll(parameter => parameter.IsFrozen);
        leaves = isNamed
            ? [.. candidates.Where((parameter, i) => parameter.IsWritten || (named >> i & 1) == 1)]
            : candidates;
        leaves = leaves.Count == 0 ? candidates : leaves;
        var names = leaves.Count == candidates.Count ? "" : $"({string.Join(", ", leaves.Select(leaf => $"\"{leaf.Variable.Name}\""))})";
        var entry = new Method("F", result, isFloat) { This = self, IsPublic = true, Attribute = $"[Differentiable{names}]" };
        entry.Parameters.AddRange(shape.Parameters);
        GrowBody(g);
        entry.Body = shape.Body;
        entry.FrameSize = shape.FrameSize;
        model?.Methods.Add(entry);
        return entry;
    }

    private void AddParameters(Grower g, int mostViews, bool isEntry)
    {
        var method = g.Method;
        var scope = g.Scope;

        // There is always a number to begin with, and a view to write to where that is the only result.
        AddParameter(method, scope.AddNumber(UsesFloats && _choices.Chance(30), isAssignable: true));
        var views = method.Result == ResultKind.None ? 1 + _choices.Next(mostViews) : _choices.Next(mostViews + 1);
        for (var i = 0; i < views; i++)
        {
            var isWritten = (method.Result == ResultKind.None && i == 0)
                || (method.Result != ResultKind.View && _choices.Chance(25));
            var kind = isWritten ? _choices.Among(ViewKind.Span, isEntry ? ViewKind.Array : ViewKind.Span)
                : _choices.Among(ViewKind.Array, ViewKind.ReadOnlySpan, ViewKind.Span);
            var isFrozen = !(isWritten && isEntry) && _choices.Chance(12);
            var view = scope.AddView(
                kind, UsesFloats && _choices.Chance(30), new Origin(isWritten, IsLocal: false, isFrozen));
            AddParameter(method, view, isFrozen);
        }

        while (method.Parameters.Count < 6 && _choices.Chance(55))
        {
            switch (_choices.Next(9))
            {
                case < 4:
                    // A parameter that is read by reference cannot be assigned.
                    var isIn = _choices.Chance(15);
                    AddParameter(
                        method, scope.AddNumber(UsesFloats && _choices.Chance(30), isAssignable: !isIn), _choices.Chance(12), isIn);
                    break;
                case < 6:
                    AddParameter(method, scope.AddInteger());
                    break;
                case 8:
                    var integers = _choices.Among(ViewKind.Array, ViewKind.Span, ViewKind.ReadOnlySpan);
                    AddParameter(method, scope.AddIntegers(
                        integers, new Origin(integers != ViewKind.ReadOnlySpan && _choices.Chance(50), IsLocal: false)));
                    break;
                case 6 when _models.Count > 0:
                    AddParameter(method, scope.AddModel(_choices.Of(_models)), isFrozen: isEntry && _choices.Chance(12));
                    break;
                default:
                    AddParameter(method, scope.AddTruth());
                    break;
            }
        }
    }

    /// <summary>A number as the last parameter, with a value for calls that leave it out.</summary>
    private void AddOptional(Grower g)
    {
        if (_choices.Chance(30))
        {
            g.Method.Parameters.Add(new Parameter(
                g.Scope.AddNumber(UsesFloats && _choices.Chance(30)), Default: _choices.Among(0.5, -1.25, 2)));
        }
    }

    private static Parameter AddParameter(Method method, Variable variable, bool isFrozen = false, bool isIn = false)
    {
        var parameter = new Parameter(variable, isFrozen, isIn);
        method.Parameters.Add(parameter);
        return parameter;
    }

    private void GrowBody(Grower g)
    {
        var method = g.Method;
        List<Statement> statements = [];
        if (method.Circle is not null)
        {
            statements.Add(new RecursionEnd(
                (IntegerVariable)method.Parameters[0].Variable, method.Result == ResultKind.Number ? g.Number(method.IsFloat, 2) : null));
            if (method.Circle.FirstOrDefault(other => other != method) is { } other && _choices.Chance(90) && Call.Grow(g, other, 2) is { } call)
            {
                statements.Add(other.Result == ResultKind.Number
                    ? new Declaration(g.Scope.AddNumber(other.IsFloat), new NumberCall(call), isTyped: true)
                    : new CallStatement(call));
            }
        }

        if (method.Result == ResultKind.View)
        {
            statements.Add(NewArray.Grow(g, method.IsFloat));
            var array = g.Scope.Views[^1];
            for (var stores = _choices.Next(3); stores > 0; stores--)
            {
                statements.Add(_choices.Span(() => Store.Grow(g) ?? Declaration.Grow(g)));
            }

            statements.Add(new Return(null, new ViewRead(array)));
        }
        else if (method.Result == ResultKind.None)
        {
            statements.AddRange(g.Statements(8).Statements);
            var written = method.Parameters.First(parameter => parameter.IsWritten);
            ViewNode view = new ViewRead((ViewVariable)written.Variable);
            view = written.IsFrozen && !g.IsFrozen ? DetachedView.Of(view) : view;
            statements.Add(new CompoundStore(view, g.IndexOf(view, 2), '+', g.Summary(view.IsFloat)));
        }
        else
        {
            statements.AddRange(g.Statements(method.Attribute is null ? 5 : 12).Statements);
            statements.Add(new Return(g.Summary(method.IsFloat)));
        }

        method.Body = new Block(statements);
        method.FrameSize = g.Scope.Slots;
    }
}

/// <summary>if (depth &lt;= 0) { return …; }: a recursion ends.</summary>
internal sealed class RecursionEnd(IntegerVariable depth, Number? value) : Statement
{
    protected override string? Construct => null;

    protected override Flow RunCore(Oracle.Machine machine)
    {
        if (machine.Frame.Integers[depth.Slot] > 0)
        {
            return Flow.Next;
        }

        if (value is not null)
        {
            machine.Result = value.Run(machine);
        }

        return Flow.Return;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Line($"if ({depth.Name} <= 0)");
        writer.Braces(() =>
        {
            if (value is null)
            {
                writer.Line($"return;");
            }
            else
            {
                writer.Line($"return {value};");
            }
        });
    }
}
