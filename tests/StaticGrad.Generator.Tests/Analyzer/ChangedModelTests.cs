using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>
/// A model does not change while a differentiable method runs. Methods that the derivative calls as they stand may hold any C#: what
/// they change is found, and a call of one that changes what is read is refused.
/// </summary>
public sealed class ChangedModelTests
{
    private const string Models =
        """
        [Differentiable] public partial class M { public double A = 1; public int N; public M? Next; public double[] W = [1, 2]; public M() { } public M(double a) { A = a; N = 2; } }
        [Differentiable] public partial struct S { public double B; }

        """;

    private const string Helpers =
        """
        public static M K = new(); public static S Small; public static M[] Ks = [new()]; public static readonly M Fixed = new(); public static S[] Smalls = [default];
        private static int s_count; private static readonly System.Func<int> s_any = () => 1;
        private static int Replace(int n) { K = new(n); return n; } private static void ReplaceFrom(int n) => K = Ks[n];
        private static int ReplaceSmall(int n) { Small = new() { B = n }; return n; } private static int ReplaceItem(int n) { Ks[0] = new(n); return n; }
        private static int ReplaceNext(int n) { Fixed.Next = new(n); return n; } private static int SetA() { Fixed.A += 1; return 1; }
        private static int SetN() { Fixed.N++; return 1; }
        private static int SetByReference() { Add(ref Fixed.A); return 1; } private static void Add(ref double a) => a++;
        private static int SetByAlias() { ref var a = ref Fixed.A; a = 2; return 1; } private static ref double Place() => ref Fixed.A;
        private static int SetByReturn() { Place() = 3; return 1; } private static int SetByTuple() { (Fixed.A, s_count) = (1, 2); return 1; }
        private static int SetSmallItem() { Smalls[0].B = 2; return 1; } private static int Any() => s_any();
        private static int Step => SetA(); [Frozen] private static double SetFrozen(double x) { Fixed.A = 2; return x; }
        private static int SetByOperator() { _ = -new Odd(); return 1; } private static int SetByConstructor() { _ = new Odd(1); return 1; }
        private static int SetByProperty() { Odd.Value = 2; return 1; }
        private sealed class Odd { public Odd() { } public Odd(int n) => SetA(); public static int Value { get => 1; set => SetA(); } public static Odd operator -(Odd o) { SetA(); return o; } }
        private static int Find(int[] a, int n) { var list = new System.Collections.Generic.List<int>(a); foreach (var i in list) { switch (i) { case 3: return 1; } if (i == n) { return i; } } s_count++; return list.Count; }
        private static int Build(int n) { var m = new M(n) { A = 3 }; var s = Small; s.B = 4; var own = new double[n + 1]; own[0] = m.A + s.B; return (int)own[0]; }

        """;

    [Theory]
    [InlineData("{ [|Replace(3)|]; var c = K; [|Replace(5)|]; return c.A * x; }")]
    [InlineData("{ var c = K; [|ReplaceFrom(0)|]; return c.A * x; }")]
    [InlineData("{ var c = Small; [|ReplaceSmall(5)|]; return c.B * x; }")]
    [InlineData("{ foreach (var c in Ks) { [|ReplaceItem(5)|]; x *= c.A; } return x; }")]
    [InlineData("{ var c = Fixed.Next!; [|ReplaceNext(5)|]; return c.A * x; }")]
    [InlineData("{ var s = m.A * x; [|SetA()|]; return s * m.A; }")]
    [InlineData("{ for (int i = 0; i < m.N; i++) { x *= [|SetN()|] + 1; } return x; }")]
    [InlineData("=> m.A * x * [|SetByReference()|]")]
    [InlineData("=> m.A * x * [|SetByAlias()|]")]
    [InlineData("=> m.A * x * [|SetByReturn()|]")]
    [InlineData("=> m.A * x * [|SetByTuple()|]")]
    [InlineData("=> m.A * x * [|SetByOperator()|]")]
    [InlineData("=> m.A * x * [|SetByConstructor()|]")]
    [InlineData("=> m.A * x * [|SetByProperty()|]")]
    [InlineData("=> Smalls[0].B * x * [|SetSmallItem()|]")]
    [InlineData("=> m.A * x * [|Any()|]")]
    [InlineData("=> [|m.A * x * Step|]")]
    [InlineData("=> m.A * x * [|SetFrozen(2)|]")]
    public Task SGRAD101_a_call_that_changes_what_is_read_of_a_model(string body) => Reports("SGRAD101", Program(body));

    [Theory]
    [InlineData("Inner(x, 2)", "private static double Inner(double x, int n) => n == 0 ? x * [|SetA()|] : x * Inner(x, n - 1);")]
    [InlineData("Inner(2)", "private static int Inner(int n) => n == 0 ? [|SetA()|] : Inner(n - 1);")]
    public Task SGRAD101_in_a_called_method(string call, string method) => Reports("SGRAD101", Program($"=> {call} * m.A * x", method));

    [Theory]
    [InlineData("=> m.W[0] * a[0] * x * [|SetElement()|]")]
    [InlineData("{ var y = a[0] * x; x *= [|SetElement()|]; return a[0] * y; }")]
    [InlineData("{ var y = a[0] * x; x *= [|SetSpan()|]; return a[0] * y; }")]
    public Task SGRAD101_a_call_that_writes_to_an_array_that_it_does_not_name(string body) => Reports("SGRAD101", Program(body, Unnamed, ", double[] a"));

    [Theory]
    [InlineData("{ var y = Table[0] * x; x *= SetElement(); return Table[0] * y * m.A; }")]
    [InlineData("{ var y = a[0] * x; x *= SetTable(); return a[0] * y * m.A; }")]
    [InlineData("{ var y = a[0] * x; x *= SetNone(); return a[0] * y * m.A; }")]
    public Task Calls_that_write_to_a_static_array(string body) => Accepts(Program(body, Unnamed, body.Contains("a[") ? ", double[] a" : ""));

    /// <summary>What C# calls where nobody writes a call, and what is made, handed over, or filled in.</summary>
    [Theory]
    [InlineData("using var d = new Strange();")]
    [InlineData("using (new Strange()) { }")]
    [InlineData("foreach (var i in new Strange()) { }")]
    [InlineData("var (a, b) = new Strange();")]
    [InlineData("int a; (a, (_, _)) = (1, new Strange());")]
    [InlineData("if (new Strange() is (1, 2)) { }")]
    [InlineData("_ = new Strange()[^1];")]
    [InlineData("_ = new Strange()[1..];")]
    [InlineData("_ = new Copied(1) with { N = 2 };")]
    [InlineData("Strange.Happened += () => { };")]
    [InlineData("_ = new Strange() && new Strange();")]
    [InlineData("_ = (new Strange(), 1) == (new Strange(), 2);")]
    [InlineData("_ = new Copied(1) == new Copied(2);")]
    [InlineData("_ = new Filled();")]
    [InlineData("_ = new Heir();")]
    [InlineData("_ = new Holder { Held = { A = 5 } };")]
    [InlineData("_ = new Copied(1) { N = 2 };")]
    [InlineData("System.Array.ForEach(new[] { 1 }, ChangeA);")]
    [InlineData("_ = new System.Lazy<int>(SetA).Value;")]
    [InlineData("dynamic d = 1; _ = new Strange(d);")]
    [InlineData("Make<Filled>();")]
    public Task SGRAD101_what_nobody_writes_a_call_for(string statements) => Reports("SGRAD101", Program(
        "=> m.A * x * [|Call()|]", $"private static int Call() {{ {statements} return 1; }}" + Uncalled));

    private const string Uncalled =
        """
        private static void ChangeA(int n) => SetA(); private static T Make<T>() where T : new() => new T();
        private sealed class Strange : IDisposable
        {
            public Strange() { } public Strange(int n) { } public void Dispose() => SetA(); public Strange GetEnumerator() => this; public bool MoveNext() => SetA() > 1; public int Current => 1;
            public void Deconstruct(out int a, out int b) => (a, b) = (SetA(), 2); public int Length => 3; public int this[int i] => SetA(); public int Slice(int a, int b) => SetA();
            public static event Action Happened { add => SetA(); remove { } }
            public static Strange operator &(Strange a, Strange b) => a; public static bool operator true(Strange a) => true; public static bool operator false(Strange a) => SetA() > 1;
            public static bool operator ==(Strange a, Strange b) => SetA() > 0; public static bool operator !=(Strange a, Strange b) => false; public override bool Equals(object? o) => true; public override int GetHashCode() => 1;
        }
        private sealed record Copied(int M) { public int N { get => 1; init => SetA(); } public bool Equals(Copied? other) => SetA() > 1; public override int GetHashCode() => 1; }
        private sealed class Filled { public int N = SetA(); } private class Above { protected Above() => SetA(); } private sealed class Heir : Above { } private sealed class Holder { public M Held => Fixed; }

        """;

    [Theory]
    [InlineData("Array.Reverse(m.W)", "System.Array.Reverse(Fixed.W);")]
    [InlineData("foreach (ref …)", "foreach (ref var w in Fixed.W.AsSpan()) { w = 3; }")]
    [InlineData("items", "System.Array.Reverse(Ks);")]
    [InlineData("items, by a parameter", "Swap(Ks);")]
    [InlineData("by Unsafe", "System.Runtime.CompilerServices.Unsafe.AsRef(in Fixed.A) = 3;")]
    [InlineData("a list", "((System.Collections.Generic.IList<double>)Fixed.W)[0] = 4;")]
    [InlineData("no more its own", "var c = new double[2]; Get(out c); c[0] += 1;")]
    [InlineData("no more its own, by a tuple", "var c = new double[2]; int k; (c, k) = (Fixed.W, 1); c[0] += 1;")]
    [InlineData("no more what was given", "Put(new double[2]);")]
    [InlineData("what a conversion gives", "var h = new Holding(); var c = (double[])h; c[0] += 1;")]
    [InlineData("what a slice of one's own gives", "var h = new Holding(); var c = h.Slice(1); c[0] += 1;")]
    [InlineData("what a range of one's own gives", "var h = new Holding(); var c = h[1..]; c[0] += 1;")]
    [InlineData("a delegate in a delegate", "var f = new Func<int>(s_any); f();")]
    [InlineData("by a fixed pointer", "unsafe { fixed (double* p = Fixed.W) { System.Runtime.InteropServices.NativeMemory.Clear(p, 8); } }")]
    public Task SGRAD101_elements_that_are_written_by_others(string how, string statements) => Reports("SGRAD101", Program(
        $"=> /* {how} */ a[0] * m.W[0] * m.A * Ks[0].A * x * [|Call()|]",
        $"private static int Call() {{ try {{ {statements} return 1; }} finally {{ }} }} private static void Swap(M[] a) => a[0] = a[1]; private static void Get(out double[] c) => c = Fixed.W; private static void Put(double[] w) {{ w = Fixed.W; w[0] += 1; }}"
        + "private sealed class Holding { public int Length => 1; public double[] Slice(int a) => Fixed.W; public double[] Slice(int a, int b) => Fixed.W; public static explicit operator double[](Holding h) => Fixed.W; }\n",
        ", double[] a"));

    [Theory]
    [InlineData("double[] s; s = new double[3]; s[0] = 2;")]
    [InlineData("Span<double> s = stackalloc double[4]; var t = s[1..]; t[0] = 3; s[1..][0] = 3; s.Fill(2);")]
    [InlineData("Span<double> u = s_count > 3 ? stackalloc double[4] : new double[3]; u[0] = 3;")]
    [InlineData("var c = (double[])new double[2].Clone(); c[0] = 3; System.Array.Sort(c);")]
    [InlineData("var t = new M { A = 2 }; t.W = [3]; t.A += 1;")]
    [InlineData("_ = System.Array.IndexOf(Fixed.W, 3.0); _ = Fixed.W.AsSpan().Length;")]
    [InlineData("Given(new double[2]);")]
    [InlineData("var list = new System.Collections.Generic.List<double> { 1 }; foreach (var v in list) { list.Sort(); }")]
    public Task Calls_that_write_only_what_they_made(string statements) => Accepts(Program(
        "=> a[0] * m.W[0] * m.A * x * Call()", $"private static int Call() {{ try {{ {statements} return 1; }} finally {{ }} }} private static void Given(Span<double> v) {{ try {{ v[1..][0] = 3; var part = v.Slice(1); part[0] = 2; Func<double, double> f = p => p * 2; part[0] = f(2); }} finally {{ }} }}\n", ", double[] a"));

    /// <summary>Inside the called method one storage has two names.</summary>
    [Theory]
    [InlineData("=> m.A * [|Use(x, Table, 1)|]", "SetTable();")]
    [InlineData("=> m.A * [|Use(x, Table, 1)|]", "Table[1] = 5;")]
    [InlineData("=> m.A * [|Use(x, Fixed.W, 1)|]", "Fixed.W[1] = 5;")]
    [InlineData("{ Span<double> part = Table.AsSpan(1); return m.A * [|Use(x, part, 1)|]; }", "SetTable();")]
    public Task SGRAD101_a_static_array_that_a_call_is_given_and_writes(string body, string change) => Reports("SGRAD101", Program(
        body, Unnamed + $"private static double Use(double x, Span<double> t, int n) {{ if (n == 0) {{ {change} return x * t[0]; }} return Use(x * t[0], t, n - 1); }}"));

    private const string Unnamed =
        """
        public static double[] Table = [2, 3]; private static readonly double[][] s_rows = [[1]];
        private static int SetElement() { var row = s_rows[0]; try { row[0] += 1; return 1; } finally { } } private static int SetSpan() { Span<double> row = s_rows[0]; try { row[0]++; return 1; } finally { } }
        private static int SetTable() { try { Table[1] = 2; return 1; } finally { } } private static int SetNone() { double[] own = [1, 2], other = new double[2]; Span<double> more = stackalloc double[2]; try { more[0] = 1; } finally { } own[0] = 2; other[^1] += own[0]; return (int)other[1]; }

        """;

    [Theory]
    [InlineData("=> m.A * x * Find([1, 2], 2)")]
    [InlineData("=> m.A * x * m.W[Build(0) > 0 ? 1 : 0]")]
    [InlineData("{ SetN(); return m.A * x; }")]
    [InlineData("{ Replace(3); return m.A * x * Fixed.W[0]; }")]
    public Task Calls_that_change_nothing_that_is_read(string body) => Accepts(Program(body.Replace("[1, 2]", "Numbers"), "private static readonly int[] Numbers = [1, 2];"));

    private static string Program(string body, string more = "", string parameters = "") =>
        "using System;\nusing StaticGrad;\n" + Models + "public static partial class P\n{\n" + Helpers + more
        + $"[Differentiable] public static double F(double x, M m{parameters}) {body}{(body.StartsWith("=>", StringComparison.Ordinal) ? ";" : "")}\n}}\n";
}
