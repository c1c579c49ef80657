using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>
/// Static storage that calls change which the derivative makes as they stand (they have statements that it does not know): each of
/// them must be made as often, and in the same place, as in the method. The storage is a thread's own, and starts anew at each run.
/// </summary>
internal static class Statics
{
    /// <summary>What the harness runs first.</summary>
    public const string Reset = "Ticks = 0; Changing = new[] { 0.5, -1.25 };";

    public static double[] NewTable() => [0.5, -1.25];

    public static void Declare(SourceWriter writer) => writer.Fields.UnionWith(
    [
        "[ThreadStatic] private static int Ticks;",
        "[ThreadStatic] private static double[] Changing;",
        $"public static void Reset() {{ {Reset} }}",
    ]);
}

/// <summary>Tick(): counts, and returns a small number.</summary>
internal sealed class Tick : Integer
{
    public override int Run(Machine machine) => ++machine.Ticks & 3;

    protected override void PrintCore(SourceWriter writer)
    {
        Statics.Declare(writer);
        writer.Fields.Add("private static int Tick() { try { return ++Ticks & 3; } finally { } }");
        writer.Append("Tick()");
    }
}

/// <summary>Ticks, the count itself.</summary>
internal sealed class TickCount : Integer
{
    public override int Run(Machine machine) => machine.Ticks & 3;

    protected override void PrintCore(SourceWriter writer)
    {
        Statics.Declare(writer);
        writer.Append("(Ticks & 3)");
    }
}

/// <summary>Touch(k): changes an element of the table, by its name, or in a way that nobody sees at the call.</summary>
internal sealed class Touch(Integer operand, int way) : Integer
{
    private const string Change = "Changing[k & 1] += 0.25;";

    /// <summary>How it is changed, and what that needs.</summary>
    private static readonly (string Statement, string Member)[] Ways =
    [
        (Change, ""),
        ("Span<double> c = Changing; c[k & 1] += 0.25;", ""),
        ("Given(Changing)[k & 1] += 0.25;", "private static double[] Given(double[] c) => c;"),
        ("Hand(Changing, k);", "private static void Hand(double[] c, int k) { c[k & 1] += 0.25; }"),
        ("Adding a = default; a += k;", $"private struct Adding {{ public static Adding operator +(Adding a, int k) {{ {Change} return a; }} }}"),
        ("int a, b; (a, b) = new Parts(k);", $"private sealed class Parts(int k) {{ public void Deconstruct(out int a, out int b) {{ {Change} a = b = 1; }} }}"),
        ("using (new Ending(k)) { }", $"private sealed class Ending(int k) : IDisposable {{ void IDisposable.Dispose() {{ {Change} }} }}"),
    ];

    public static Integer Grow(Grower g, int depth) => new Touch(g.Integer(depth - 1), g.Choices.Next(Ways.Length));

    public override int Run(Machine machine)
    {
        var at = operand.Run(machine) & 1;
        machine.Changing[at] += 0.25;
        return at + 1;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        Statics.Declare(writer);
        var (statement, member) = Ways[way];
        var name = way == 0 ? "Touch" : $"Touch{way}";
        writer.Fields.Add($"private static int {name}(int k) {{ try {{ {statement} return (k & 1) + 1; }} finally {{ }} }}");
        if (member.Length > 0)
        {
            writer.Fields.Add(member);
        }

        writer.Write($"{name}({operand})");
    }
}

/// <summary>Changing[k &amp; 1], a constant.</summary>
internal sealed class TableElement(Integer index) : Number(isFloat: false)
{
    public static Number? Grow(Grower g, bool isFloat, int depth) => isFloat ? null : new TableElement(g.Integer(depth - 1));

    public override Num Run(Machine machine) => new(machine.Changing[index.Run(machine) & 1]);

    protected override void PrintCore(SourceWriter writer)
    {
        Statics.Declare(writer);
        writer.Write($"Changing[{index} & 1]");
    }
}

/// <summary>Changing[k &amp; 1] += …; what it adds may change the table.</summary>
internal sealed class TableStore(Integer index, Integer value) : Statement
{
    public static Statement Grow(Grower g) => new TableStore(g.Integer(2), g.Choices.Chance(60) ? Touch.Grow(g, 2) : g.Integer(2));

    protected override Flow RunCore(Machine machine)
    {
        var at = index.Run(machine) & 1;
        var old = machine.Changing[at];
        machine.Changing[at] = machine.Moderate(old + value.Run(machine));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        Statics.Declare(writer);
        writer.Line($"Changing[{index} & 1] += {value};");
    }
}
