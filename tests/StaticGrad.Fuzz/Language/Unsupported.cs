using System.Globalization;
using System.Numerics;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>
/// A statement of C# that has no derivative yet, or only some of whose forms have one. The oracle knows what it does to one
/// variable, so a compiler that takes it must take it rightly. When a construct becomes supported, its line moves to a class
/// of its own.
/// </summary>
internal sealed class Unsupported(UnsupportedForm form, NumberVariable target, NumberVariable other, int suffix) : Statement
{
    protected override string Construct => "Unsupported:" + form.Name;

    public static Statement? Grow(Grower g)
    {
        var form = g.Choices.Of(UnsupportedForm.All);
        return g.Scope.Assignable(isFloat: false) is { Count: > 0 } targets
            ? new Unsupported(form, g.Choices.Of(targets), g.Choices.Of(g.Scope.Numbers(isFloat: false)), g.Scope.Fresh())
            : null;
    }

    protected override Flow RunCore(Machine machine)
    {
        var old = target.Get(machine);
        var (value, partial) = form.Effect(old.Value, other.Get(machine).Value);
        machine.Mark(BitConverter.DoubleToInt64Bits(partial));
        target.Set(machine, machine.Make(value, isFloat: false, new Partial(old, partial)));
        return Flow.Next;
    }

    protected override void PrintCore(SourceWriter writer)
    {
        var first = writer.LineNumber;
        var text = form.Text
            .Replace("$x", target.Name, StringComparison.Ordinal)
            .Replace("$y", other.Name, StringComparison.Ordinal)
            .Replace("$n", suffix.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        // Declarations of the form must not be seen by what follows, and its label must stand before a statement.
        writer.Braces(() => writer.Line($"{text}"));
        writer.Offences.Add((first, writer.LineNumber - 1));
    }
}

/// <summary>One form.</summary>
/// <param name="Name">What the coverage calls it.</param>
/// <param name="Text">Its C#: $x is changed, $y is read, $n makes names unique.</param>
/// <param name="Effect">The new value of x, and its derivative by the old one.</param>
internal sealed record UnsupportedForm(string Name, string Text, Func<double, double, (double Value, double Partial)> Effect)
{
    private static readonly Func<double, double, (double, double)> Half = (x, _) => (x * 0.5, 0.5);

    public static IReadOnlyList<UnsupportedForm> All { get; } =
    [
        new("Switch", "switch ((int)Grad.Detach($y)) { case 0: $x = $x * 0.5; break; default: $x = $x + 1.0; break; }", BySwitch),
        new("SwitchExpression", "$x = (int)Grad.Detach($y) switch { 0 => $x * 0.5, _ => $x + 1.0 };", BySwitch),
        new("RelationalPattern", "if ($y is > 0.5) { $x = $x * 0.5; }", (x, y) => y > 0.5 ? (x * 0.5, 0.5) : (x, 1)),
        new("VarPattern", "if ($x is var w$n) { $x = w$n * 0.5; }", Half),
        new("LocalFunction", "double Local$n(double p) => p * 0.5; $x = Local$n($x);", Half),
        new("Capture", "void Local$n() => $x = $x * 0.5; Local$n();", Half),
        new("Lambda", "Func<double, double> lambda$n = p => p * 0.5; $x = lambda$n($x);", Half),
        new("TryFinally", "try { $x = $x * 0.5; } finally { }", Half),
        new("TryCatch", "try { $x = $x * 0.5; } catch (ArithmeticException) { $x = 0; }", Half),
        new("Goto", "goto L$n; L$n: $x = $x * 0.5;", Half),
        new("Tuple", "var t$n = ($x, $y); $x = t$n.Item1 * 0.5;", Half),
        new("RefLocal", "ref var r$n = ref $x; r$n = r$n * 0.5;", Half),
        new("OutArgument", "double.TryParse(\"0.5\", out var o$n); $x = $x * o$n;", Half),
        new("Stackalloc", "Span<double> s$n = stackalloc double[2]; s$n[0] = $x; $x = s$n[0] * 0.5;", Half),
        new("JaggedLocal", "var j$n = new double[][] { new[] { $x } }; $x = j$n[0][0] * 0.5;", Half),
        new("MatrixLocal", "var d$n = new double[2, 2]; d$n[0, 1] = $x; $x = d$n[0, 1] * 0.5;", Half),
        new("List", "var l$n = new System.Collections.Generic.List<double> { $x }; $x = l$n[0] * 0.5;", Half),
        new("Linq", "$x = System.Linq.Enumerable.Sum(new[] { $x, 1.0 });", (x, _) => (x + 1, 1)),
        new("Decimal", "$x = (double)((decimal)$x * 0.5m);", (x, _) => ((double)((decimal)x * 0.5m), 0.5)),
        new("ArrayAssignedTwice", "var r$n = new double[2]; r$n = new[] { $x, 1.0 }; $x = r$n[0] * 0.5;", Half),
        new("Boxing", "object o$n = $x; $x = (double)o$n * 0.5;", Half),
        new("Nullable", "double? n$n = $x; $x = n$n.Value * 0.5;", Half),
        new("Lock", "lock (typeof(string)) { $x = $x * 0.5; }", Half),
        new("Pointer", "unsafe { double v$n = $x; double* p$n = &v$n; $x = *p$n * 0.5; }", Half),
        new("Vector", "var v$n = new System.Numerics.Vector2((float)$x, 1f); $x = v$n.X;", (x, _) => (new Vector2((float)x, 1).X, 1)),
        new("HalfType", "$x = (double)(Half)$x;", (x, _) => ((double)(Half)x, 1)),
        new("UnknownCall", "$x = Convert.ToDouble($x) * 0.5;", Half),
        new("ConstantCall", "$x = $x * (Environment.ProcessorCount > 0 ? 0.5 : 1.0);", Half),
        new("ArrayMethod", "var s$n = new[] { $x, $y }; Array.Reverse(s$n); $x = s$n[1] * 0.5;", Half),
        new("CopyTo", "var c$n = new double[1]; new[] { $x }.CopyTo(c$n, 0); $x = c$n[0] * 0.5;", Half),
        new("ThrowExpression", "$x = $y > -1e9 ? $x * 0.5 : throw new InvalidOperationException();", Half),
        new("CollectionExpression", "double[] q$n = [$x, 1.0]; $x = q$n[0] * 0.5;", Half),
        new("AnonymousType", "var an$n = new { V = $x }; $x = an$n.V * 0.5;", Half),
        new("StringOfActive", "var st$n = $\"{$x}\"; $x = $x * 0.5;", Half),
        new("StringLength", "$x = $x * (\"ab\".Length * 0.25);", Half),
        new("Bits", "$x = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits($x)) * 0.5;", Half),
        new("Estimate", "$x = Math.ReciprocalEstimate($x * $x + 1.0);", (x, _) => (Math.ReciprocalEstimate(x * x + 1), -2 * x / (x * x + 1) / (x * x + 1))),
        new("DoubleCounter", "for (var t$n = 0.0; t$n < 2; t$n += 1) { $x = $x * 0.5; }", (x, _) => (x * 0.25, 0.25)),
        new("ForEachOfList", "foreach (var e$n in new System.Collections.Generic.List<double> { $x }) { $x = e$n * 0.5; }", Half),
        new("ObjectOfOwn", "$x = new System.Text.StringBuilder(\"ab\").Length > 0 ? $x * 0.5 : $x;", Half),
        new("Coalesce", "string? u$n = null; $x = $x * (u$n ?? \"a\").Length * 0.5;", Half),
        new("TypeTest", "object i$n = 1; if (i$n is int) { $x = $x * 0.5; }", Half),
        new("UserStruct", "var g$n = new System.Collections.Generic.KeyValuePair<int, double>(1, $x); $x = g$n.Value * 0.5;", Half),
        new("Checked", "checked { $x = $x * (1 + (int)Grad.Detach($y / 1e6)) * 0.5; }", (x, y) => (x * (1 + (int)(y / 1e6)) * 0.5, (1 + (int)(y / 1e6)) * 0.5)),
        new("ConditionalReceiver", "string? z$n = \"ab\"; $x = $x * (z$n?.Length ?? 0) * 0.25;", Half),
    ];

    private static (double Value, double Partial) BySwitch(double x, double y) => (int)y == 0 ? (x * 0.5, 0.5) : (x + 1, 1);
}
