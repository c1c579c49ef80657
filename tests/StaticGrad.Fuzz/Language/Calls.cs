using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A call with its arguments; the expressions and statements that are calls share it.</summary>
internal sealed class Call(Method caller, Method method, Node?[] arguments, ModelNode? instance, bool isNamed, bool mayCopy) : Node
{
    private bool IsRecursive => caller.Circle is { } circle && circle.Contains(method);

    protected override string Construct =>
        IsRecursive ? (method == caller ? "Recursion" : "MutualRecursion") : method.IsProperty ? "ComputedProperty" : method.This is not null ? "InstanceCall" : method.Home is null ? "Call" : "CallOfOtherType";

    public Method Method => method;

    /// <summary>A call of one of the methods so far; null when none fits.</summary>
    public static Call? Grow(Grower g, int depth, Func<Method, bool> fits)
    {
        var candidates = g.Callees.Where(method => fits(method)).ToList();
        if (candidates.Count == 0 || g.CallDepth > 2)
        {
            return null;
        }

        // Few models have methods, and those that have are called seldom enough.
        var ofModels = candidates.Where(method => method.This is not null).ToList();
        g.CallDepth++;
        var call = Grow(g, g.Choices.Of(ofModels.Count > 0 && g.Choices.Chance(70) ? ofModels : candidates), depth);
        g.CallDepth--;
        return call;
    }

    public static Call? Grow(Grower g, Method method, int depth)
    {
        ModelNode? instance = null;
        if (method.This is { } self && (instance = g.Model(self.Definition)) is null)
        {
            return null;
        }

        var arguments = new Node?[method.Parameters.Count];
        var origins = new HashSet<Origin>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (method.Parameters[i].Default is not null && g.Choices.Chance(50))
            {
                continue;
            }

            if (Argument(g, method.Parameters[i], method.Circle is { } circle && circle == g.Method.Circle && i == 0, depth - 1, origins) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        var mayCopy = arguments.Where((argument, i) =>
            (argument is ViewNode view && ((ViewVariable)method.Parameters[i].Variable).Kind == ViewKind.Array && IsPooled(view.Origin))
            || (argument is IntegersRead integers && ((IntegersVariable)method.Parameters[i].Variable).Kind == ViewKind.Array
                && IsPooled(integers.Variable.Origin))).Any();
        bool IsPooled(Origin origin) => g.Method.Attribute is null || (g.LoopDepth > 0 && origin.IsLocal);
        return new Call(g.Method, method, arguments, instance, g.Choices.Chance(8), mayCopy);
    }

    public void Run(Machine machine)
    {
        var frame = new Frame(method.FrameSize);
        if (instance is not null)
        {
            frame.Models[method.This!.Slot] = instance.Run(machine);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = method.Parameters[i];
            var slot = parameter.Variable.Slot;
            switch (arguments[i])
            {
                case null:
                    frame.Numbers[slot] = new Num(parameter.Default!.Value);
                    break;
                case Number number:
                    var value = number.Run(machine);
                    frame.Numbers[slot] = parameter.IsFrozen ? machine.Stop(value) : machine.Assigned(value);
                    break;
                case ViewNode view:
                    var memory = view.Run(machine).As(((ViewVariable)parameter.Variable).Kind);
                    frame.Views[slot] = parameter.IsFrozen ? memory with { IsDetached = true } : memory;
                    break;
                case Integer integer:
                    frame.Integers[slot] = integer.Run(machine);
                    break;
                case IntegersRead integers:
                    frame.IntegerArrays[slot] = integers.Run(machine);
                    break;
                case Truth truth:
                    frame.Truths[slot] = truth.Run(machine);
                    break;
                case ModelNode model:
                    frame.Models[slot] = model.Run(machine);
                    break;
            }
        }

        if (instance is not null)
        {
            ModelValue.Present(frame.Models[method.This!.Slot]);
        }

        method.Run(machine, frame);
    }

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Called.Add(method);
        writer.MayCopyArrays |= mayCopy;
        writer.PassesPlaces |= arguments.Where((argument, i) =>
            method.Parameters[i].IsIn && argument is Element or ElementFromEnd or NumberRead).Any();
        if (arguments.Where((argument, i) => method.Parameters[i].IsIn && argument is TableElement).Any())
        {
            writer.GivenTablePlaces.Add(method);
        }

        if (method.IsProperty)
        {
            writer.Write($"{instance!}.{method.Name}");
            return;
        }

        if (instance is not null)
        {
            writer.Write($"{instance}.{method.Name}(");
        }
        else
        {
            writer.Write($"{method.CallName}(");
        }

        if (isNamed)
        {
            writer.Constructs.Add("NamedArguments");
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is { } argument)
            {
                writer.Append(i > 0 ? ", " : "");
                writer.Append(isNamed ? method.Parameters[i].Variable.Name + ": " : "");
                PrintArgument(writer, argument);
            }
            else
            {
                writer.Constructs.Add("OptionalArgument");
            }
        }

        writer.Append(")");
    }

    /// <summary>Two comparisons in a row, as in F(a &lt; b, c &gt; (d)), would read as type arguments.</summary>
    private static void PrintArgument(SourceWriter writer, Node argument)
    {
        writer.Append(argument is Truth ? "(" : "");
        argument.Print(writer);
        writer.Append(argument is Truth ? ")" : "");
    }

    private static Node? Argument(Grower g, Parameter parameter, bool isDepth, int depth, HashSet<Origin> origins)
    {
        switch (parameter.Variable)
        {
            case NumberVariable number:
                return g.Number(number.IsFloat, depth);
            case IntegerVariable:
                // A recursion counts its first parameter down; another caller starts it low.
                return isDepth ? new IntegerArithmetic("-", new IntegerRead((IntegerVariable)g.Method.Parameters[0].Variable), new IntegerLiteral(1))
                    : g.Choices.Chance(60) ? new IntegerLiteral(g.Choices.Next(4))
                    : new IntegerArithmetic("&", g.Integer(1), new IntegerLiteral(3));
            case TruthVariable:
                return g.Truth(1);
            case ModelVariable model:
                return g.Model(model.Definition);
            case IntegersVariable wanted:
                var given = IntegersRead.Grow(g, integers => !origins.Contains(integers.Origin)
                    && (!wanted.Origin.IsWritable || integers is { Origin.IsWritable: true, Kind: not ViewKind.ReadOnlySpan })
                    && (integers.Kind == wanted.Kind || wanted.Kind == ViewKind.ReadOnlySpan
                        || (wanted.Kind == ViewKind.Span && integers.Kind == ViewKind.Array)));
                if (given is not null)
                {
                    origins.Add(given.Variable.Origin);
                }

                return given;
            case ViewVariable view:
                // A view that is written is the only one of its storage among the arguments.
                var argument = parameter.IsWritten ? g.WritableView(view.IsFloat, view.Kind, origins) : g.View(view.IsFloat, 1, view.Kind, origins);
                if (argument is not null)
                {
                    origins.Add(argument.Origin);
                }

                return argument is not null && g.Choices.Chance(8) ? DetachedView.Of(argument) : argument;
            default:
                throw new InvalidOperationException(parameter.Type);
        }
    }
}

internal sealed class NumberCall(Call call) : Number(call.Method.IsFloat)
{
    protected override string? Construct => null;

    public static Number? Grow(Grower g, bool isFloat, int depth) =>
        Call.Grow(g, depth, method => method.Result == ResultKind.Number && method.IsFloat == isFloat) is { } call
            ? new NumberCall(call)
            : null;

    public override Num Run(Machine machine)
    {
        call.Run(machine);
        return machine.Assigned(machine.Result);
    }

    protected override void PrintCore(SourceWriter writer) => call.Print(writer);
}

/// <summary>A call whose result is not used: of a method that writes to its arguments.</summary>
internal sealed class CallStatement(Call call) : Statement
{
    public static Statement? Grow(Grower g) =>
        Call.Grow(g, 3, method => method.Result == ResultKind.None) is { } call ? new CallStatement(call) : null;

    protected override Flow RunCore(Machine machine)
    {
        call.Run(machine);
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"{call};");
}

/// <summary>var t = Make(…), an array that a method made.</summary>
internal sealed class ArrayFromCall(ViewVariable target, Call call) : Statement
{
    public static Statement? Grow(Grower g) =>
        Call.Grow(g, 2, method => method.Result == ResultKind.View) is { } call
            ? new ArrayFromCall(
                g.Scope.AddView(ViewKind.Array, call.Method.IsFloat, new Origin(IsWritable: true, IsLocal: true)), call)
            : null;

    protected override Flow RunCore(Machine machine)
    {
        call.Run(machine);
        machine.Frame.Views[target.Slot] = machine.ResultView;
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer) => writer.Line($"var {target.Name} = {call};");
}
