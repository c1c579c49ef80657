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
        [Differentiable] public partial class M { public double A = 1; public int N; public M? Next; public double[] W = [1, 2]; public double[][] Rows = [[1]]; public int[] Codes = [1]; public M() { } public M(double a) { A = a; N = 2; } }
        [Differentiable] public partial struct S { public double B; }

        """;

    private const string Helpers =
        """
        public static M K = new(); public static S Small; public static M[] Ks = [new()]; public static readonly M Fixed = new(); public static S[] Smalls = [default];
        private static int s_count; private static readonly System.Func<int> s_any = () => 1;
        private static int Replace(int n) { K = new(n); return n; } private static void ReplaceFrom(int n) => K = Ks[n];
        private static int ReplaceSmall(int n) { Small = new() { B = n }; return n; } private static int ReplaceItem(int n) { Ks[0] = new(n); return n; }
        private static int ReplaceNext(int n) { Fixed.Next = new(n); return n; } private static int SetA() { Fixed.A += 1; return 1; }
        private static int SetN() { Fixed.N++; return 1; } public static M?[] Odds = [new()]; private static int ReplaceOdd(int n) { Odds[0] = new(n); return n; }
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
    [InlineData("{ foreach (var c in Odds) { [|ReplaceOdd(5)|]; x *= c!.A; } return x; }")]
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
    [InlineData("{ Replace(); var y = a[0] * x; x *= [|SetTable()|]; return a[0] * y; }")]
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
    [InlineData("Number d = default; d += 1;")]
    [InlineData("(Number, int) u = default; (double, int) t = u;")]
    [InlineData("double a, b; var t = (new Number(), 2.0); (a, b) = t;")]
    [InlineData("(double a, int b) = new Parts();")]
    [InlineData("double d = Missing() ?? 1.0;")]
    [InlineData("Number[] all = [default]; double[] q = [.. all];")]
    [InlineData("double[] q = [new Number()];")]
    [InlineData("int[] q = [.. new Strange()];")]
    [InlineData("Shorter s = default; s++;")]
    [InlineData("var a = new Copying(1); _ = a with { N = 2 };")]
    [InlineData("try { Later(); } finally { }")]
    [InlineData("var s = new Stored(); s[^1] = 3;")]
    [InlineData("_ = new HeirOfMany();")]
    [InlineData("_ = new HeirOfOne();")]
    [InlineData("_ = new HeirOfNumber(1);")]
    [InlineData("using (new Hidden()) { }")]
    [InlineData("using var d = new Hidden();")]
    [InlineData("using (Made()) { }")]
    [InlineData("Made().Dispose();")]
    [InlineData("Use(new Hidden());")]
    [InlineData("foreach (var i in new Hidden()) { }")]
    [InlineData("foreach (var i in Many()) { }")]
    [InlineData("Compare(1);")]
    [InlineData("Same(1);")]
    [InlineData("object o = new Hidden(); o.ToString();")]
    [InlineData("_ = \"a\" + new Hidden();")]
    [InlineData("var s = \"a\"; s += new Hidden();")]
    [InlineData("_ = $\"{new Hidden()}\";")]
    [InlineData("_ = new Around(new(1)) == new Around(new(1));")]
    [InlineData("Accessed(Fixed) = 7;")]
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
        private struct Number { public static implicit operator double(Number n) => SetA(); public static implicit operator Number(double d) => default; }
        private struct Shorter { public static implicit operator int(Shorter n) => SetA(); public static implicit operator Shorter(int d) => default; }
        private sealed class Optional { public static implicit operator double(Optional n) => SetA(); } private static Optional? Missing() => null;
        private sealed class Parts { public void Deconstruct(out Number a, out int b) => (a, b) = (default, 1); }
        private sealed record Copying(int N) { private Copying(Copying other) => N = SetA(); } private sealed record Around(Copied Inner);
        private static async void Later() => await new Awaited(); private sealed class Awaited { public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() { SetA(); return default; } }
        private sealed class Stored { public int Length => 3; public int this[int i] { get => 0; set => SetA(); } }
        private class Many1 { protected Many1(int n = 3) => SetA(); } private sealed class HeirOfMany : Many1 { } private class One { protected One(params int[] n) => SetA(); } private sealed class HeirOfOne : One { }
        private class OfNumber { protected OfNumber(int n) => SetA(); } private sealed class HeirOfNumber(int n) : OfNumber(n) { }
        private sealed class Hidden : IDisposable, System.Collections.Generic.IEnumerable<int>
        {
            void IDisposable.Dispose() => SetA(); public override string ToString() { SetA(); return ""; }
            System.Collections.Generic.IEnumerator<int> System.Collections.Generic.IEnumerable<int>.GetEnumerator() { SetA(); return null!; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
        }
        private static IDisposable Made() => new Hidden(); private static System.Collections.Generic.IEnumerable<int> Many() => new Hidden();
        private static void Use<T>(T t) where T : IDisposable { using (t) { } } private static int Compare<T>(T t) where T : IComparable<T> => t.CompareTo(t); private static bool Same<T>(T t) => t!.Equals(t);
        [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "A")] private static extern ref double Accessed(M m);

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
    [InlineData("by a method", "Set(Fixed.W);")]
    [InlineData("by a method's method", "SetBy(Fixed.W);")]
    [InlineData("by a method that calls itself", "SetAgain(Fixed.W, 2);")]
    [InlineData("by an extension", "Fixed.W.SetThis();")]
    [InlineData("by a local function", "void Local(double[] c) => c[0] = 7; Local(Fixed.W);")]
    [InlineData("by a lambda", "Action<double[]> f = c => c[0] = 7; f(Fixed.W);")]
    [InlineData("by a method as a delegate", "Action<double[]> f = Set; f(Fixed.W);")]
    [InlineData("by a setter", "Kept.Value = Fixed.W;")]
    [InlineData("by an indexer", "_ = new Kept(null!)[Fixed.W];")]
    [InlineData("by an operator", "_ = new Kept(null!) + Fixed.W;")]
    [InlineData("by a conversion", "Kept k = Fixed.W;")]
    [InlineData("by a collection initialiser", "_ = new Kept(null!) { Fixed.W };")]
    [InlineData("by a constructor", "_ = new Kept(Fixed.W);")]
    [InlineData("by what a constructor took", "new Taking(Fixed.W).Set();")]
    [InlineData("by what a constructor took elsewhere", "s_taking.Set();")]
    [InlineData("by params", "SetAll(Fixed.W);")]
    [InlineData("by a local of the method", "SetCopy(Fixed.W, 1);")]
    [InlineData("by a generic method", "SetCast(Fixed.W);")]
    [InlineData("by a generic interface", "SetList(Fixed.W);")]
    [InlineData("from a box", "Set(s_rows[0]);")]
    [InlineData("as an Array", "System.Array c = Fixed.W; c.SetValue(7.0, 0);")]
    [InlineData("as an Array, copied to", "System.Array c = Fixed.W; System.Array.Copy(new[] { 7.0 }, c, 1);")]
    [InlineData("as an IList", "System.Collections.IList c = Fixed.W; c[0] = 7.0;")]
    [InlineData("as an IList, cleared", "System.Collections.IList c = Fixed.W; c.Clear();")]
    [InlineData("as an object[]", "object[] c = Ks; c[0] = new M();")]
    [InlineData("as an object[], by a method", "SetObject(Ks);")]
    [InlineData("as an Array[]", "System.Array[] c = s_rows; c[0] = new double[] { 9 };")]
    [InlineData("as Memory", "new double[] { 7 }.AsMemory().CopyTo(Fixed.W.AsMemory());")]
    [InlineData("as a segment", "new ArraySegment<double>([7.0]).CopyTo(new ArraySegment<double>(Fixed.W, 0, 1));")]
    [InlineData("by an enumerator", "var e = Fixed.W.AsSpan().GetEnumerator(); e.MoveNext(); e.Current = 7;")]
    [InlineData("by a reference from a view", "System.Runtime.InteropServices.MemoryMarshal.GetReference((ReadOnlySpan<double>)Fixed.W) = 7;")]
    [InlineData("by native code", "Native(Fixed.W);")]
    [InlineData("by a list around it", "var c = new System.Collections.ObjectModel.Collection<double>(Fixed.W); c[0] = 7;")]
    [InlineData("by a row of a copy", "var c = System.Linq.Enumerable.ToArray(s_rows); c[0][0] = 7;")]
    [InlineData("as an array of others", "System.Runtime.CompilerServices.Unsafe.As<long[]>(Fixed.W)[0] = 0;")]
    [InlineData("by in", "SetIn(in Fixed.W[0]);")]
    [InlineData("as integers without sign", "var c = (uint[])(object)Codes; c[0] = 5;")]
    [InlineData("a static array that has become the model's", "s_grid = Fixed.W; s_grid[0] = 7;")]
    [InlineData("a local that refers to another", "var s = new double[2]; ref var r = ref s; s = Fixed.W; r = new double[1]; s = Fixed.W; r[0] = 7;")]
    [InlineData("what a method gives back", "Same(Fixed.W)[0] = 7;")]
    [InlineData("what a method may give back", "var c = Either(new double[2], Fixed.W); c[0] = 7;")]
    [InlineData("what a method keeps", "var c = Cached(); c[0] = 7;")]
    [InlineData("what a method that calls itself gives", "var c = Again(Fixed.W, 2); c[0] = 7;")]
    [InlineData("what a property gives", "var c = Held; c[0] = 7;")]
    [InlineData("what a local function gives", "var c = new double[2]; double[] L() { if (s_count > 3) { c = new double[3]; } return c; } c = Fixed.W; L()[0] = 7;")]
    [InlineData("what an iterator gives", "foreach (var c in Rows()) { c[0] = 7; }")]
    [InlineData("what a base type gives", "var c = new Giving().Give(); c[0] = 7; var d = ((Base)new Giving()).Give(); d[0] = 7;")]
    [InlineData("one of several", "double[] c = s_count switch { 1 => new double[2], _ => Fixed.W }; c[0] = 7;")]
    [InlineData("one of two", "double[]? d = s_count > 1 ? new double[2] : null; (d ?? Fixed.W)[0] = 7;")]
    [InlineData("what is caught", "try { } catch (Failure c) { c.A = 7; }")]
    [InlineData("a pattern", "if (Fixed.W is var c) { c[0] = 7; }")]
    [InlineData("by a fixed pointer", "unsafe { fixed (double* p = Fixed.W) { System.Runtime.InteropServices.NativeMemory.Clear(p, 8); } }")]
    public Task SGRAD101_elements_that_are_written_by_others(string how, string statements) => Reports("SGRAD101", Program(
        $"=> /* {how} */ a[0] * m.W[0] * m.A * Ks[0].A * x * m.Rows[0][0] * m.Codes[0] * [|Call()|]",
        $"private static int Call() {{ try {{ {statements} return 1; }} finally {{ }} }} private static void Swap(M[] a) => a[0] = a[1]; private static void Get(out double[] c) => c = Fixed.W; private static void Put(double[] w) {{ w = Fixed.W; w[0] += 1; }}"
        + "private sealed class Holding { public int Length => 1; public double[] Slice(int a) => Fixed.W; public double[] Slice(int a, int b) => Fixed.W; public static explicit operator double[](Holding h) => Fixed.W; }\n"
        + Handed,
        ", double[] a") + "public static class Extension { public static void SetThis(this double[] c) => c[0] = 7; }");

    private const string Handed =
        """
        [Differentiable] public sealed partial class Failure : Exception { public double A { get; set; } }
        private static double[] s_grid = [1]; private static double[] Same(double[] c) => c; private static double[] Either(double[] c, double[] d) => s_count > 2 ? c : d;
        private static double[] s_kept = Fixed.W; private static double[] Cached() => s_kept ??= new double[2]; private static double[] Again(double[] c, int n) => n == 0 ? c : Again(c, n - 1);
        private static double[] Held => Fixed.W; private static System.Collections.Generic.IEnumerable<double[]> Rows() { yield return Fixed.W; }
        private class Base { public virtual double[] Give() => new double[2]; } private sealed class Giving : Base { public override double[] Give() => Fixed.W; }
        private static readonly double[][] s_rows = [[1]]; private static readonly int[] Codes = [1]; private static readonly Taking s_taking = new(Fixed.W);
        private static void Set(double[] c) => c[0] = 7; private static void SetBy(double[] c) => Set(c); private static void SetAgain(Span<double> c, int n) { if (n == 0) { c[0] = 7; } else { SetAgain(c, n - 1); } }
        [System.Runtime.InteropServices.DllImport("x")] private static extern void Native(double[] c);
        private static void SetAll(params double[] c) => c[0] = 7; private static void SetCopy(double[] c, int n) { var d = c; d = n > 0 ? d : new double[3]; d[0] = 7; }
        private static void SetCast<T>(T c) where T : class => ((double[])(object)c)[0] = 7; private static void SetList<T>(T c) where T : System.Collections.Generic.IList<double> => c[0] = 7;
        private static void SetObject(object[] c) => c[0] = new M(); private static void SetIn(in double c) => System.Runtime.CompilerServices.Unsafe.AsRef(in c) = 7;
        private sealed class Taking(double[] c) { public void Set() => c[0] = 7; }
        private sealed class Kept : System.Collections.IEnumerable
        {
            public Kept(double[]? c) { if (c != null) { c[0] = 7; } } public static double[] Value { set => value[0] = 7; } public int this[double[] c] { get { c[0] = 7; return 1; } }
            public static int operator +(Kept k, double[] c) { c[0] = 7; return 1; } public static implicit operator Kept(double[] c) { c[0] = 7; return new(null); }
            public void Add(double[] c) => c[0] = 7; public System.Collections.IEnumerator GetEnumerator() => null!;
        }

        """;

    [Theory]
    [InlineData("double[] s; s = new double[3]; s[0] = 2;")]
    [InlineData("Span<double> s = stackalloc double[4]; var t = s[1..]; t[0] = 3; s[1..][0] = 3; s.Fill(2);")]
    [InlineData("Span<double> u = s_count > 3 ? stackalloc double[4] : new double[3]; u[0] = 3;")]
    [InlineData("var c = (double[])new double[2].Clone(); c[0] = 3; System.Array.Sort(c);")]
    [InlineData("var t = new M { A = 2 }; t.W = [3]; t.A += 1;")]
    [InlineData("_ = System.Array.IndexOf(Fixed.W, 3.0); _ = Fixed.W.AsSpan().Length;")]
    [InlineData("Given(new double[2]);")]
    [InlineData("var c = new double[2]; Handed(c, 2);")]
    [InlineData("var c = new double[2]; Handed(c.AsSpan(1), 2);")]
    [InlineData("Action<double> f = v => { }; f(2); new Keeping([1]).Set();")]
    [InlineData("_ = $\"{1}{Fixed.A}\" + Fixed.N; _ = string.Join(\",\", Fixed.W); _ = System.Linq.Enumerable.Sum(Fixed.W);")]
    [InlineData("int[] q = [1, .. new[] { 2 }]; foreach (var i in q) { q[0] += i; } foreach (var c in \"abc\") { } _ = new Random(1).Next(3);")]
    [InlineData("var d = new System.Collections.Generic.Dictionary<int, double> { [1] = 2 }; foreach (var (k, v) in d) { } foreach (var k in d.Keys) { } d[2] = d[1]; _ = 5.Equals(6) && 5.ToString() == \"a\";")]
    [InlineData("_ = new System.Text.StringBuilder().Append(2).AppendLine($\"{s_count:x} {Fixed.A}\").ToString();")]
    [InlineData("s_known[2] = 3; s_list[0] = 4; s_list.Sort(); s_list.Clear();")]
    [InlineData("var c = System.Linq.Enumerable.ToArray(Fixed.W); System.Array.Sort(c); var d = Fixed.W.AsSpan().ToArray(); d[0] = 1; var e = s_list.ToArray(); e[0] = 2;")]
    [InlineData("var c = Fresh(3); c[0] = 1; Fresh(2)[1] = 3; var d = Filled(c, 2); d[0] = 4; Filled(new double[3], 1).AsSpan(1)[0] = 4;")]
    [InlineData("Span<double> c = s_table; c[0] = 1; var d = s_table; d[1] = 2; Filled(s_table, 2)[0] += 3; Shared[0] = 2; var e = Shared; e[0] = 3;")]
    [InlineData("var c = s_count switch { 1 => Fresh(2), 2 => s_table, _ => throw new Exception() }; c[0] = 1; double[]? d = s_count > 1 ? null : Fresh(2); (d ?? Fresh(3))[0] = 1;")]
    [InlineData("double[]? c = null; for (var i = 0; i < 3; i++) { var last = c; c = i > 1 ? last! : new double[3]; c[i] = 1; }")]
    [InlineData("s_list[^1] = 3; var d = new System.Collections.Concurrent.ConcurrentDictionary<int, double>(); d[2] = 1; System.Diagnostics.Debug.Assert(s_count >= 0, $\"{s_count} {new Tag(1)}\");")]
    [InlineData("var c = new double[2]; System.Array.Copy(Fixed.W, c, 2); System.Buffer.BlockCopy(Fixed.W, 0, c, 0, 8); Span<double> s = c; foreach (ref var v in s) { v = 1; }")]
    [InlineData("var d = new System.Collections.Generic.Dictionary<Key, int>(); d[new Key(new Tag(1), 2)] = 1; _ = $\"{new Key(new Tag(1), 2)} {(new Tag(2), 3)}\"; System.Threading.Tasks.Parallel.Invoke(() => { }, () => { });")]
    [InlineData("_ = string.Join(\",\", 1, 2.5, 3, 4, 5); _ = string.Format(\"{0}{1}{2}{3}\", 1, 2, 3, s_count);")]
    [InlineData("var c = new double[2]; void L() { c[0] = 1; c[1] += 2; } L();")]
    [InlineData("double[] L() { var c = new double[2]; c[0] = 1; return c; } L()[0] = 3; var made = Fresh(2).AsSpan(); made[0] = 3; Built().A = 3;")]
    [InlineData("using var r = new System.IO.StringReader(\"a\"); r.Read(); lock (r) { }")]
    [InlineData("var list = new System.Collections.Generic.List<double> { 1 }; foreach (var v in list) { list.Sort(); }")]
    [InlineData("_ = Grad.Detach(Fixed.W)[0] + Fixed.W.AsSpan().Detach()[0]; Grad.Detach(Fresh(2))[0] = 1;")]
    public Task Calls_that_write_only_what_they_made(string statements) => Accepts(Program(
        "=> a[0] * m.W[0] * m.A * x * Call()", $"private static int Call() {{ try {{ {statements} return 1; }} finally {{ }} }} private static void Given(Span<double> v) {{ try {{ v[1..][0] = 3; var part = v.Slice(1); part[0] = 2; Func<double, double> f = p => p * 2; part[0] = f(2); }} finally {{ }} }} private static void Handed(Span<double> v, int n) {{ if (n > 0) {{ Handed(v, n - 1); }} else {{ v[0] = 1; }} }} private static readonly System.Collections.Generic.Dictionary<int, double> s_known = new(); private static readonly System.Collections.Generic.List<double> s_list = [1]; private static readonly double[] s_table = [1, 2]; private static double[] Shared => s_table; private static double[] Fresh(int n) {{ if (n > 7) {{ return new double[n]; }} double[] c = [n, 2, 3]; return c; }} private static double[] Filled(double[] c, double v) {{ c[0] = v; return c; }} private static M Built() => new M(2); private readonly record struct Tag(int N); private sealed record Key(Tag Tag, double V); private sealed class Keeping {{ private readonly int[] _c; public Keeping(int[] c) => _c = c; public void Set() {{ }} }}\n", ", double[] a"));

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
        private static void Replace() => Table = Fixed.W; private static int SetTable() { try { Table[1] = 2; return 1; } finally { } } private static int SetNone() { double[] own = [1, 2], other = new double[2]; Span<double> more = stackalloc double[2]; try { more[0] = 1; } finally { } own[0] = 2; other[^1] += own[0]; return (int)other[1]; }

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
