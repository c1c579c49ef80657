using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Oracle;

/// <summary>One run of a program's method under test on the oracle's machine.</summary>
internal sealed class Execution
{
    private readonly RandomProgram _program;
    private readonly Machine _machine;
    private readonly double[]? _moves;
    private readonly bool _isExact;
    private int _direction;

    private Execution(RandomProgram program, Machine machine, bool isExact, double[]? moves)
    {
        _program = program;
        _machine = machine;
        _isExact = isExact;
        _moves = moves;
    }

    /// <summary>The result; a constant for a method that returns nothing.</summary>
    public Num Result { get; private set; }

    /// <summary>The elements of each view argument when the method ended, by the argument's place.</summary>
    public Dictionary<int, Num[]> Buffers { get; } = [];

    /// <summary>The same for arguments that are arrays of ints.</summary>
    public Dictionary<int, int[]> IntegerBuffers { get; } = [];

    /// <summary>What the method throws, or null.</summary>
    public Type? Thrown { get; private set; }

    public ulong Trace => _machine.Trace;

    public bool IsOnKink => _machine.IsOnKink;

    /// <summary>Whether anything that the method leaves depends on a leaf; rounding, whose derivative is zero, does not count.</summary>
    public bool HasDerivative(object[] point) =>
        HasPath(Result) || Buffers.Any(buffer => buffer.Value.Where((cell, i) => NumberArray.At((Array)point[buffer.Key], i) != cell.Value).Any(HasPath));

    private static bool HasPath(Num number) => number.Rows?.Any(entry => entry != 0) == true;

    /// <summary>The number of leaf elements at a point: each has a direction of its own.</summary>
    public static int LeafElements(RandomProgram program, object[] point)
    {
        var count = 0;
        for (var i = 0; i < point.Length; i++)
        {
            var parameter = program.Arguments[i];
            if (IsLeaf(program, parameter))
            {
                count += parameter.Variable is ModelVariable model
                    ? TrainableArrays(model.Definition, (object[])point[i]).Sum(array => array.Length)
                    : ((Array)point[i]).Length;
            }
        }

        return count;
    }

    /// <summary>Which parameters have a gradient argument.</summary>
    public static bool IsLeaf(RandomProgram program, Parameter parameter) =>
        program.Leaves.Any(leaf => leaf.Variable == parameter.Variable);

    /// <summary>The arrays of a model that have a slot in its gradient, in the order of its members.</summary>
    public static IEnumerable<Array> TrainableArrays(ModelDefinition definition, object[] arrays)
    {
        var next = 0;
        foreach (var member in arrays.Length > 0 ? definition.Members : [])
        {
            for (var parts = member.Parts; parts > 0; parts--, next++)
            {
                IEnumerable<Array> own = member.IsFrozen ? []
                    : member.Model is { } inner ? TrainableArrays(inner, (object[])arrays[next])
                    : [(Array)arrays[next]];
                foreach (var array in own)
                {
                    yield return array;
                }
            }
        }
    }

    /// <summary>Runs the method under test with a derivative for each leaf element and each retained local.</summary>
    public static Execution WithDerivatives(RandomProgram program, object[] point, bool isExact = false)
    {
        var directions = LeafElements(program, point) + program.Retained.Count;
        return Run(program, point, new Machine(directions, program.Retained.Count, program.ChecksOverflow, isExact), isExact, null);
    }

    /// <summary>Runs the method under test in doubles alone, with each leaf element moved.</summary>
    public static Execution Moved(RandomProgram program, object[] point, StoppedValues stopped, double[] moves) =>
        Run(program, point, new Machine(0, 0, program.ChecksOverflow, isExact: true, stopped), isExact: true, moves);

    private static Execution Run(RandomProgram program, object[] point, Machine machine, bool isExact, double[]? moves)
    {
        var execution = new Execution(program, machine, isExact, moves);
        var frame = execution.Frame(point);
        try
        {
            program.Entry.Run(machine, frame);
            execution.Result = program.Entry.Result == ResultKind.Number ? machine.Result : default;
        }
        catch (ProgramException exception)
        {
            execution.Thrown = exception.Thrown;
        }

        for (var i = 0; i < point.Length; i++)
        {
            if (program.Arguments[i].Variable is ViewVariable view)
            {
                execution.Buffers[i] = frame.Views[view.Slot].Storage.Cells;
            }
            else if (program.Arguments[i].Variable is IntegersVariable integers)
            {
                execution.IntegerBuffers[i] = frame.IntegerArrays[integers.Slot];
            }
        }

        return execution;
    }

    private Frame Frame(object[] point)
    {
        var frame = new Frame(_program.Entry.FrameSize);
        for (var i = 0; i < point.Length; i++)
        {
            var parameter = _program.Arguments[i];
            var slot = parameter.Variable.Slot;
            var isLeaf = IsLeaf(_program, parameter);
            switch (parameter.Variable)
            {
                case NumberVariable number:
                    frame.Numbers[slot] = Numbers((Array)point[i], number.IsFloat, isLeaf)[0];
                    break;
                case ViewVariable view:
                    var cells = Numbers((Array)point[i], view.IsFloat, isLeaf);
                    frame.Views[slot] = View.Of(new Storage(view.IsFloat, cells)) with { IsDetached = parameter.IsFrozen };
                    break;
                case ModelVariable model:
                    frame.Models[slot] = Model(model.Definition, (object[])point[i], isLeaf)!;
                    break;
                case IntegersVariable:
                    frame.IntegerArrays[slot] = (int[])((int[])point[i]).Clone();
                    break;
                case TruthVariable:
                    frame.Truths[slot] = ((bool[])point[i])[0];
                    break;
                default:
                    frame.Integers[slot] = ((int[])point[i])[0];
                    break;
            }
        }

        return frame;
    }

    private Num[] Numbers(Array values, bool isFloat, bool isLeaf)
    {
        var numbers = new Num[values.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var value = isFloat ? ((float[])values)[i] : ((double[])values)[i];
            numbers[i] = isLeaf
                ? _machine.Leaf(value + (_moves?[_direction] ?? 0), _direction++, isFloat && !_isExact)
                : new Num(value);
        }

        return numbers;
    }

    private ModelValue? Model(ModelDefinition definition, object[] arrays, bool isLeaf)
    {
        var next = 0;
        return arrays.Length == 0 ? null : new ModelValue([.. definition.Members.Select(object? (member) =>
        {
            var isTrainable = isLeaf && !member.IsFrozen;
            return member.Kind switch
            {
                MemberKind.Number => Numbers((Array)arrays[next++], member.IsFloat, isTrainable)[0],
                MemberKind.Array => Storage(member, (Array)arrays[next++], isTrainable),
                MemberKind.Matrix => Storage(member, (Array)arrays[next++], isTrainable),
                MemberKind.Jagged => new[]
                {
                    Storage(member, (Array)arrays[next++], isTrainable), Storage(member, (Array)arrays[next++], isTrainable),
                },
                MemberKind.Model => Model(member.Model!, (object[])arrays[next++], isTrainable),
                _ => new ModelValue?[]
                {
                    Model(member.Model!, (object[])arrays[next++], isTrainable),
                    Model(member.Model!, (object[])arrays[next++], isTrainable),
                },
            };
        })]);
    }

    private Storage Storage(Member member, Array values, bool isLeaf) =>
        new(member.IsFloat, Numbers(values, member.IsFloat, isLeaf), columns: ModelDefinition.Length, isMissing: values.Length == 0);
}
