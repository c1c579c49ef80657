using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>
/// Arguments by <c>in</c> are the variables themselves: what changes them while the call is made changes the parameter. The
/// first was found by the fuzzer.
/// </summary>
public sealed class PassedPlaceTests
{
    private const string Scale = "private static double Scale(in double x, Span<double> a) { a[0] *= x; return x * a[0]; }";

    private const string Count =
        "private static double Count(in double x, double[] a, int n) { if (n < 0) { return x; } a[n] *= x; return Count(x, a, n - 1); }";

    [Theory]
    [InlineData("Scale([|a[0]|], a)", Scale)]
    [InlineData("Scale([|a[^1]|], a.AsSpan(1))", Scale)]
    [InlineData("Scale(in [|s[1]|], s)", Scale)]
    [InlineData("Scale(a: a, x: [|a[0]|])", Scale)]
    [InlineData("Count([|a[1]|], a, 2)", Count)]
    [InlineData("Times([|n[0]|], n, x)", "private static double Times(in int k, int[] n, double x) { n[0]++; return k * x; }")]
    [InlineData("[|Both(a, a, x)|]", "private static double Both(double[] a, Span<double> b, double x) => x * Scale(a[0], b);" + Scale)]
    [InlineData("[|Deep(s, s, x)|]", "private static double Deep(Span<double> a, Span<double> b, double x) => Both(b, a, x); private static double Both(Span<double> a, Span<double> b, double x) => x * Scale(a[0], b);" + Scale)]
    public Task SGRAD101_an_element_that_the_call_may_write(string call, string helpers) => Reports("SGRAD101", Class(
        $"[Differentiable] public static double F(double x, double[] a, int[] n, Span<double> s) => x * a[2] * s[2] * {call};" + helpers));

    [Fact]
    public Task SGRAD101_beside_the_warning_of_a_detached_write() => Reports("SGRAD101", Class(
        "[Differentiable] public static double F(double x, double[] a) => x * a[2] * Count([|a[1]|], a.Detach(), 2);" + Count), besides: "SGRAD012");

    private const string Fixed = "public static double[] Table = new double[3]; public static double[] Other = new double[3]; public static int[] Counts = new int[3];"
        + "private static double Set(in double x) { Table[1] = 5; return x; } private static double SetDeep(in double x, int n) => n == 0 ? Set(3) * x : SetDeep(x, n - 1);"
        + "public static double Rate = 2; public static readonly double Fine = 2; private static double Opaque(in double x) { try { Rate = 3; return x; } finally { Table[0] = 2; } } private static double OpaqueBoth(double r, in double x) { try { return r * x; } finally { } } private static double Plain(in double x) => 2 * x;"
        + "private static double Zero(in int k, double x) { Counts[0] = 0; return k * x; }";

    [Theory]
    [InlineData("Set([|Table[0]|])", "")]
    [InlineData("SetDeep([|Table[0]|], 3)", "")]
    [InlineData("Zero([|Counts[0]|], x)", "")]
    [InlineData("Opaque([|Rate|])", "")]
    [InlineData("Opaque([|Table[0]|])", "")]
    [InlineData("[|Pass(Table)|]", "private static double Pass(double[] a) => Set(a[0]);")]
    [InlineData("[|Pass(Table)|]", "private static double Pass(double[] a) => Scale(Table[0], a);")]
    [InlineData("[|Deep(Table, 2)|]", "private static double Deep(double[] a, int n) => n == 0 ? Pass(a) : Deep(a, n - 1); private static double Pass(double[] a) => SetDeep(a[0], n: 2);")]
    public Task SGRAD101_an_element_of_a_static_array_that_the_call_may_write(string call, string helpers) => Reports("SGRAD101", Class(
        $"[Differentiable] public static double F(double x, double[] a) => x * a[0] * {call};" + Scale + Fixed + helpers));

    /// <summary>What the call itself does not write, what it calls may: any C#, which the derivative calls as it stands.</summary>
    [Theory]
    [InlineData("G([|Rate|], x)", "private static double G(in double k, double x) { SetRate(5); return k * x; }")]
    [InlineData("G([|Rate|], x, 2)", "private static double G(in double k, double x, int n) { if (n > 0) { return G(k, x, n - 1); } SetRate(5); return k * x; }")]
    [InlineData("G([|Table[0]|], x)", "private static double G(in double k, double x) { SetTable(5); return k * x; }")]
    [InlineData("G([|Rate|], x)", "private static double G(in double k, double x) { SetFrozen(5); return k * x; } [Frozen] private static double SetFrozen(double r) { SetRate(5); return 1; }")]
    [InlineData("Times([|Rate|], SetRate(5) * x)", "")]
    [InlineData("Times([|Table[0]|], SetTable(5) * x)", "")]
    [InlineData("Times([|Table[^1]|], Deep(2) * x)", "private static int Deep(int n) => n > 0 ? Deep(n - 1) : SetTable(3);")]
    public Task SGRAD101_what_a_call_on_the_way_changes(string call, string helpers) => Reports("SGRAD101", Class(
        $"[Differentiable] public static double F(double x) => x * {call};" + Setters + helpers));

    [Theory]
    [InlineData("Times(Rate, SetTable(5) * x)")]
    [InlineData("Times(Table[0], SetRate(5) * x)")]
    [InlineData("Times(Table[0], Two() * x)")]
    public Task Not_for_calls_that_change_something_else(string call) => Accepts(Class(
        $"[Differentiable] public static double F(double x) => x * {call};" + Setters));

    private const string Setters = "public static double Rate = 2; public static double[] Table = new double[3];"
        + "private static int SetRate(int v) { Rate = v; return v; } private static int SetTable(int v) { Table[0] = v; return v; }"
        + "private static double Times(in double k, double x) => k * x; private static int Two() { try { return 2; } finally { } }";

    [Theory]
    [InlineData("Set(Other[0])")]
    [InlineData("Set(a[0])")]
    [InlineData("Set(new double[] { 1, 2 }[0])")]
    [InlineData("Scale(Table[0], a)")]
    [InlineData("Scale(Table[0], new double[] { 1, 2 })")]
    [InlineData("Zero(n[0], x)")]
    [InlineData("Zero(Table.Length, x)")]
    [InlineData("Opaque(Fine)")]
    [InlineData("Opaque(2 * Rate)")]
    [InlineData("OpaqueBoth(Rate, k)")]
    [InlineData("Plain(Rate)")]
    [InlineData("Plain(Table[1])")]
    public Task Not_for_static_arrays_that_are_others(string value) => Accepts(Class(
        $"[Differentiable] public static double F(double x, double[] a, int[] n) {{ var k = n[1] * 0.5; return x * a[0] * n[0] * k * {value}; }}" + Scale + Fixed));

    [Theory]
    [InlineData("Add([|x|], x = 3)")]
    [InlineData("Add([|a[0]|], a[0] = x)")]
    [InlineData("Add([|a[0]|], Store(a))")]
    [InlineData("Add([|Table[0]|], StoreTable())")]
    [InlineData("Add([|Table[0]|], StoreBySum())")]
    [InlineData("Add([|Table[0]|], StoreIt(Table))")]
    public Task SGRAD101_what_a_later_argument_may_change(string call) => Reports("SGRAD101", Class(
        $"[Differentiable] public static double F(double x, double[] a) => x * {call};"
        + "private static double Add(in double x, double y) => x + y; private static double Store(double[] a) { a[0] = 2; return 1; }"
        + "public static double[] Table = { 1 }; private static double StoreTable() { Table[0] = 2; return 1; } private static int StoreBySum() { N n = default; n += 1; return 1; } private static int StoreIt(double[] a) { try { Store(a); return 1; } finally { } }"
        + "private struct N { public static implicit operator double(N n) => StoreTable(); public static implicit operator N(double n) => default; }"));

    [Theory]
    [InlineData("Scale(a[0], b)")]
    [InlineData("Scale(x, a)")]
    [InlineData("Scale(a[0] + 0, a)")]
    [InlineData("Scale(v, a)")]
    [InlineData("Scale(a[0], new double[] { 1, 2 })")]
    [InlineData("Read(a[0], a)")]
    [InlineData("Both(a, b, x)")]
    [InlineData("Read(a[0], n[1]++)")]
    [InlineData("Read(a[0], Count(a))")]
    public Task Not_for_what_does_not_change(string value) => Accepts(Class(
        $"[Differentiable] public static double F(double x, double[] a, double[] b, int[] n) {{ var v = a[0]; return x * v * a[1] * b[0] * {value}; }}"
        + "private static double Read(in double x, ReadOnlySpan<double> a) => x * a[0]; private static double Read(in double x, int n) => x * n;"
        + "private static int Count(double[] a) { if (a.Length > 9) { throw new ArgumentException($\"{a.Length}\", nameof(a)); } var k = 0; foreach (var v in a) { k += v > 0 ? Signs(k) : 1; } return k; } private static int Signs(int k) => k < 2 ? Math.Sign(k) : Signs(k - 1);"
        + "private static double Both(double[] a, Span<double> b, double x) => x * Scale(a[0], b);" + Scale));
}
