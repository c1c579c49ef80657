using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Language;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Checking;

/// <summary>The gradients of a program at a point by the oracle, and the buffers that the generated code fills.</summary>
internal sealed class ExpectedGradients
{
    private const double Factor = 16;
    private const double DoubleEpsilon = 2.220446049250313e-16;
    private const double FloatEpsilon = 1.1920929e-7;

    private readonly RandomProgram _program;
    private readonly Execution _run;
    private readonly CheckStatistics _statistics;
    private readonly int _directions;

    /// <summary>For each leaf: its arrays at the point.</summary>
    private readonly IReadOnlyList<IReadOnlyList<Array>> _shapes;

    public ExpectedGradients(RandomProgram program, object[] point, Execution run, CheckStatistics statistics)
    {
        _program = program;
        _run = run;
        _statistics = statistics;
        _directions = Execution.LeafElements(program, point) + program.Retained.Count;
        _shapes = [.. program.Leaves.Select(leaf =>
        {
            var argument = point[ArgumentOf(leaf)];
            return leaf.Variable is ModelVariable model
                ? (IReadOnlyList<Array>)[.. Execution.TrainableArrays(model.Definition, (object[])argument)]
                : [(Array)argument];
        })];
    }

    /// <summary>Gradient arguments: zero or some other numbers, and cotangents where the method writes.</summary>
    public object[] Start(Harness harness, object[] arguments, bool isZero)
    {
        var buffers = new object[_program.Leaves.Count];
        for (var i = 0; i < buffers.Length; i++)
        {
            if (_program.Leaves[i].Variable is not ModelVariable)
            {
                var shape = _shapes[i][0];
                var buffer = Array.CreateInstance(shape.GetType().GetElementType()!, shape.Length);
                for (var j = 0; j < buffer.Length && !isZero; j++)
                {
                    NumberArray.Put(buffer, j, Base(j));
                }

                buffers[i] = buffer;
            }
        }

        RestoreCotangents(buffers);
        harness((int)Request.MakeGradients, arguments, buffers, 0);
        return buffers;
    }

    /// <summary>Puts the cotangents of written buffers back: a call has turned them into gradients.</summary>
    public void RestoreCotangents(object[] buffers)
    {
        for (var i = 0; i < buffers.Length; i++)
        {
            if (_program.Leaves[i].IsWritten)
            {
                var buffer = (Array)buffers[i];
                for (var j = 0; j < buffer.Length; j++)
                {
                    NumberArray.Put(buffer, j, Cotangent(j));
                }
            }
        }
    }

    /// <summary>All elements of all gradients, in the order of the oracle's directions.</summary>
    public List<double> Read(Harness harness, object[] arguments, object[] buffers)
    {
        var copy = (object[])buffers.Clone();
        harness((int)Request.ReadGradients, arguments, copy, 0);
        var numbers = new List<double>();
        foreach (var leaf in LeavesByDirection())
        {
            foreach (var array in copy[leaf] is Array[] arrays ? arrays : [(Array)copy[leaf]])
            {
                for (var i = 0; i < array.Length; i++)
                {
                    numbers.Add(NumberArray.At(array, i));
                }
            }
        }

        return numbers;
    }

    /// <summary>Compares gradients that some calls added to buffers.</summary>
    public void Compare(List<double> actual, double seed, int times, bool isFromZero, FailureKind kind)
    {
        var direction = 0;
        foreach (var leaf in LeavesByDirection())
        {
            var isWritten = _program.Leaves[leaf].IsWritten;
            var isModel = _program.Leaves[leaf].Variable is ModelVariable;
            var element = 0;
            for (var i = 0; i < _shapes[leaf].Sum(array => array.Length); i++, element++)
            {
                var start = isFromZero || isWritten || isModel ? 0 : Base(element);
                var count = isWritten ? 1 : times;
                CompareElement(actual[direction], direction, seed, start, count, withCotangents: true, () => Name(leaf, i), kind);
                direction++;
            }
        }
    }

    /// <summary>Compares gradients that FGradient returned: buffers have no cotangent there.</summary>
    public void CompareFresh(List<double> actual, FailureKind kind)
    {
        for (var direction = 0; direction < actual.Count; direction++)
        {
            var at = direction;
            CompareElement(actual[direction], direction, 1, 0, 1, withCotangents: false, () => $"leaf element {at}", kind);
        }
    }

    public void CompareRetained(object[] buffers, FailureKind kind)
    {
        for (var i = 0; i < _program.Retained.Count; i++)
        {
            var local = _program.Retained[i].Target.Name;
            var direction = _directions - _program.Retained.Count + i;
            CompareElement(
                NumberArray.At((Array)buffers[_program.Leaves.Count + i], 0), direction, 1, 0, 1, withCotangents: false, () => local, kind);
        }
    }

    private void CompareElement(
        double actual, int direction, double seed, double start, int times, bool withCotangents, Func<string> name, FailureKind kind)
    {
        _statistics.GradientElements++;
        var (expected, sum, floatSum) = Along(direction, seed, withCotangents);
        var isFloat = floatSum > 0;
        expected = start + times * expected;
        var bound = Factor * (DoubleEpsilon * (Math.Abs(start) + times * sum) + FloatEpsilon * (times * floatSum + (isFloat ? Math.Abs(start) : 0)))
            + (isFloat ? 1e-36 : 1e-290);
        var error = Math.Abs(actual - expected) / bound;
        _statistics.SeeError(error, _program.Name);
        if (!(error <= 1))
        {
            throw new FailedException(new Failure(kind, FormattableString.Invariant(
                $"the gradient of {name()} is {actual:R}, by forward duals {expected:R}; the error is {error:G3} times the bound")));
        }
    }

    /// <summary>The derivative of seed · result + cotangents · buffers in a direction, and its path sums.</summary>
    private (double Derivative, double Sum, double FloatSum) Along(int direction, double seed, bool withCotangents)
    {
        var total = (Derivative: 0.0, Sum: 0.0, FloatSum: 0.0);
        Add(_run.Result, seed);
        foreach (var (at, cells) in withCotangents ? _run.Buffers : [])
        {
            if (_program.Arguments[at].IsWritten)
            {
                for (var i = 0; i < cells.Length; i++)
                {
                    Add(cells[i], _program.Arguments[at].Variable is ViewVariable { IsFloat: true } ? (float)Cotangent(i) : Cotangent(i));
                }
            }
        }

        return total;

        void Add(Num number, double weight)
        {
            if (number.Rows is { } rows)
            {
                total.Derivative += weight * rows[direction];
                total.Sum += Math.Abs(weight) * rows[_directions + direction];
                total.FloatSum += Math.Abs(weight) * rows[2 * _directions + direction];
            }
        }
    }

    /// <summary>Gradient arguments stand in the order of the parameters, as the oracle's directions do.</summary>
    private IEnumerable<int> LeavesByDirection() => Enumerable.Range(0, _program.Leaves.Count);

    private int ArgumentOf(Parameter leaf) =>
        _program.Arguments.Select((argument, i) => (argument, i)).First(pair => pair.argument.Variable == leaf.Variable).i;

    private string Name(int leaf, int element) => $"{_program.Leaves[leaf].Variable.Name}[{element}]";

    private static double Base(int i) => 0.625 - 0.375 * i;

    private static double Cotangent(int i) => 1.3125 - 0.8125 * i;
}
