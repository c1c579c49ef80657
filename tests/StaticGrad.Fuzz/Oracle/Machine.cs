namespace StaticGrad.Fuzz.Oracle;

/// <summary>
/// Runs programs over forward-mode duals. It shares nothing with the compiler: it walks the tree that the program's text is
/// printed from.
/// </summary>
/// <param name="directions">How many derivatives each number carries.</param>
/// <param name="retained">How many of them are of retained locals.</param>
/// <param name="checksOverflow">Whether the compilation checks integer arithmetic.</param>
/// <param name="isExact">Whether floats are computed as doubles, for central differences.</param>
/// <param name="stopped">
/// For central differences: the values where gradients stop. They are written in a first run, and read in the others, which
/// so move everything but them.
/// </param>
internal sealed class Machine(int directions, int retained, bool checksOverflow, bool isExact = false, StoppedValues? stopped = null)
{
    private const int MostSteps = 20_000;
    private const int DeepestCall = 40;
    private const double LargestNumber = 1e5;
    private const double LargestSum = 1e8;

    private int _steps;
    private int _depth;
    private bool _isUnchecked;

    public Frame Frame { get; set; } = new(0);

    public bool IsExact => isExact;

    /// <summary>How many NoGrad blocks and frozen methods are running.</summary>
    public int Frozen { get; set; }

    /// <summary>Distinguishes runs that took other branches.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public Num Result { get; set; }

    public View ResultView { get; set; }

    /// <summary>The program's static storage.</summary>
    public int Ticks { get; set; }

    public double[] Changing { get; } = Language.Statics.NewTable();

    public double Moderate(double value) => Math.Abs(value) <= LargestNumber ? value : throw new UnsuitableException("a large number");

    public void Step()
    {
        if (++_steps > MostSteps)
        {
            throw new UnsuitableException("too many steps");
        }
    }

    /// <summary>The result of integer arithmetic, of which all the bits are given.</summary>
    public int Integer(long result) =>
        result == (int)result || !checksOverflow || _isUnchecked ? unchecked((int)result) : throw new ProgramException(typeof(OverflowException));

    /// <summary>Runs what stands in unchecked(…).</summary>
    public int Unchecked(Language.Integer operand)
    {
        var outer = _isUnchecked;
        _isUnchecked = true;
        var value = operand.Run(this);
        _isUnchecked = outer;
        return value;
    }

    /// <summary>Runs a called method's body in its frame.</summary>
    public void Enter(Frame frame, Action<Machine> body)
    {
        if (++_depth > DeepestCall)
        {
            throw new UnsuitableException("too deep a recursion");
        }

        var caller = (Frame, _isUnchecked);
        (Frame, _isUnchecked) = (frame, false);
        body(this);
        (Frame, _isUnchecked) = caller;
        _depth--;
    }

    public bool Branch(bool taken)
    {
        Mark(taken ? 1 : 2);
        return taken;
    }

    /// <summary>Whether some function's arguments lay on a kink.</summary>
    public bool IsOnKink { get; private set; }

    public void Mark(long which)
    {
        IsOnKink |= which == Function.Kink;
        Trace = (Trace ^ (ulong)which) * 1099511628211;
    }

    /// <summary>A leaf's number: derivative 1 in its own direction.</summary>
    public Num Leaf(double value, int direction, bool isFloat)
    {
        if (directions == 0)
        {
            return new Num(value);
        }

        var rows = new double[4 * directions];
        rows[direction] = rows[directions + direction] = 1;
        rows[2 * directions + direction] = isFloat ? 1 : 0;
        return new Num(value, rows);
    }

    /// <summary>A local whose own derivative is wanted: it starts a direction, after those of the leaves.</summary>
    public Num Retain(Num value, int index, bool isFloat)
    {
        var own = Leaf(value.Value, directions - retained + index, isFloat);
        for (var i = 0; i < value.Rows?.Length; i++)
        {
            own.Rows![i] += value.Rows[i];
        }

        return own;
    }

    /// <summary>Where a gradient stops: the value is a constant.</summary>
    public Num Stop(Num value) => new(stopped?.Next(value.Value) ?? value.Value);

    public Num Assigned(Num value) => Frozen > 0 ? Stop(value) : value;

    public double Rounded(double value, bool isFloat) => isFloat && !isExact ? (float)value : value;

    /// <summary>The result of an operation, by its partial derivatives.</summary>
    /// <param name="value">The value, rounded to the type.</param>
    /// <param name="isFloat">Whether the type is float.</param>
    /// <param name="terms">Each operand with its partial.</param>
    public Num Make(double value, bool isFloat, params ReadOnlySpan<Partial> terms)
    {
        Moderate(value);
        if (Frozen > 0)
        {
            return Stop(new Num(value));
        }

        double[]? rows = null;
        foreach (var term in terms)
        {
            if (term.Of.Rows is { } operand)
            {
                Add(rows ??= new double[4 * directions], operand, term);
            }
        }

        if (rows is not null)
        {
            if (isFloat)
            {
                rows.AsSpan(directions, directions).CopyTo(rows.AsSpan(2 * directions));
            }

            for (var i = directions; i < 2 * directions; i++)
            {
                if (!(rows[i] <= LargestSum))
                {
                    throw new UnsuitableException("a large derivative");
                }
            }
        }

        return new Num(value, rows);
    }

    private void Add(double[] rows, double[] operand, Partial term)
    {
        var size = Math.Max(Math.Abs(term.By.High), term.Size);
        var low = 3 * directions;
        for (var i = 0; i < directions; i++)
        {
            (rows[i], rows[low + i]) = new DoubleDouble(rows[i], rows[low + i]) + term.By * new DoubleDouble(operand[i], operand[low + i]);
            rows[directions + i] += size * operand[directions + i];
            rows[2 * directions + i] += size * operand[2 * directions + i];
        }
    }
}

/// <summary>One operand and the partial derivative with respect to it.</summary>
/// <param name="Of">The operand.</param>
/// <param name="By">The partial.</param>
/// <param name="Size">Where the partial is itself a difference: the sum of its terms' absolute values.</param>
internal readonly record struct Partial(Num Of, DoubleDouble By, double Size = 0);

/// <summary>The values at which gradients stopped in a first run, for later runs.</summary>
internal sealed class StoppedValues
{
    private readonly List<double> _values = [];
    private int _next = -1;

    public double Next(double value)
    {
        if (_next < 0)
        {
            _values.Add(value);
            return value;
        }

        return _next < _values.Count ? _values[_next++] : value;
    }

    public void Replay() => _next = 0;
}
