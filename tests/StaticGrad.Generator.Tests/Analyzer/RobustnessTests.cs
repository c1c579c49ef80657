using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>
/// C# that is refused, half typed or wrong: a derivative or a diagnostic of StaticGrad in the method, never an exception,
/// never silence, never an error inside a generated file.
/// </summary>
public sealed class RobustnessTests
{
    /// <summary>Bodies of <c>double F(double x, double[] a, int n)</c>.</summary>
    public static TheoryData<string> Bodies =>
    [
        // Refused by design
        "goto Done; Done: return x;",
        "unsafe { double* p = &x; return *p; }",
        "unsafe { fixed (double* p = a) { return p[0] * x; } }",
        "dynamic d = x; return d * 2;",
        "Func<double, double> f = v => v * v; return f(x);",
        "Func<double, double> f = Math.Sin; return f(x);",
        "return a.Sum() * x;",
        "return a.Select(v => v * x).Sum();",
        "return (from v in a where v > 0 select v * x).First();",
        "double Local(double v) => v * x; return Local(x);",
        "static double Local(double v) => v * v; return Local(x);",
        "switch (n) { case 0: return x; default: return x * x; }",
        "return n switch { 0 => x, 1 => x * x, _ => 2 * x };",
        "return x switch { > 1 and < 3 => x, var other => other * 2 };",
        "return x is > 0 and < 1 ? x : 1;",
        "if (x is double y && y > 0) { return y; } return x;",
        "var t = (x, x * x); return t.Item1 * t.Item2;",
        "(double p, double q) t = (x, x * x); return t.p * t.q;",
        "var (p, q) = (x, 2 * x); return p * q;",
        "try { return x / n; } catch (DivideByZeroException) { return 0; }",
        "try { return x * x; } finally { n = 0; }",
        "throw null!;",
        "throw new InvalidOperationException(a.Length + \"elements\");",
        "using var s = new MemoryStream(); return x * s.Length;",
        "lock (a) { return x * x; }",
        "var v = new System.Numerics.Vector2((float)x, 1); return v.X;",
        "var p = new { x }; return p.x;",
        "var list = new List<double> { x }; return list[0];",
        "string text = x.ToString(); return text.Length * x;",
        "Console.WriteLine(x); return x * x;",
        "Console.WriteLine($\"{x:F2}\"); return x * x;",
        "decimal m = (decimal)x; return (double)m;",
        "Half h = (Half)x; return (double)h;",
        "Span<double> s = stackalloc double[3]; s[0] = x; return s[0];",
        "double[] s = [x, 2 * x]; return s[0] * s[1];",
        "double[] s = { x, 2 * x }; return s[0] * s[1];",
        "var s = new[] { x, x }; return s[0] * s[1];",
        "double[] s = [..a, x]; return s[^1];",
        "var m = new double[2, 2]; m[0, 1] = x; return m[0, 1];",
        "var j = new double[2][]; j[0] = a; return j[0][0] * x;",
        "ref var r = ref a[0]; r = x; return a[0];",
        "double? y = x; return y ?? 0;",
        "double? y = n > 0 ? x : null; return y!.Value * 2;",
        "object o = x; return (double)o;",
        "return double.Parse(\"1\") * x;",
        "return Random.Shared.NextDouble() * x;",
        "return DateTime.Now.Ticks * x;",
        "a = new double[3]; a[0] = x; return a[0];",
        "var b = a; b = new double[2]; return b[0] * x;",
        "Span<double> s = a; s.Sort(); return s[0] * x;",
        "a.AsSpan().CopyTo(a); return a[0] * x;",
        "Array.Sort(a); return a[0] * x;",
        "int.TryParse(\"3\", out var k); return k * x;",
        "Fill(a, out var k); return k * x;",
        "return Generic(x);",
        "return Identity<double>(x);",
        "return Extern(x);",
        "return new Other(3).Scale(x);",
        "return new Other(3).Factor * x;",
        "return (new Other(3) + new Other(4)).Factor * x;",
        "return Overloaded(x, flag: true, scale: 2) + Overloaded(x);",
        "return Variadic(x, x, x) * x;",
        "return nameof(x).Length * x;",
        "return sizeof(double) * x;",
        "return default(double) + x;",
        "return (double)(float)(int)(long)(byte)x + x;",
        "return checked((int)x) * x;",
        "return unchecked((int)x) * x;",
        "return (n & 3 | ~n ^ n << 2 >> 1 >>> 1) * x;",
        "return n == 0 ? x : n > 1 ? x * x : throw new ArgumentException(\"n\");",
        "x = a[0] = n = 3; return x * a[0];",
        "x += x++ * --x; return x;",
        "return a[n++] * a[n] * x;",
        "for (;;) { x *= 2; if (x > 10) { return x; } }",
        "for (int i = 0, j = 9; i < j; i++, j--) { x += a[i] * a[j]; } return x;",
        "for (var v = 0.5; v < 3; v += 0.25) { x *= v; } return x;",
        "for (long i = 0; i < 3; i++) { x *= a[i]; } return x;",
        "foreach (ref var v in a.AsSpan()) { v *= x; } return a[0];",
        "foreach (var (i, v) in a.Index()) { x += v; } return x;",
        "foreach (int v in a.Select(v => (int)v)) { x += v; } return x;",
        "while (true) { }",
        "var k = 0; while (k++ < 3) { x *= x; } return x;",
        "return F(x, a, n - 1) * x;",
        "return Even(x, n);",
        "return a?.Length ?? 0 * x;",
        "return a.Length > 0 && a[0] > 0 || !(x > 0) ? x : -x;",
        "{ { } ; ; } return x;",
        "const double c = 3; return c * x;",
        "System.Threading.Interlocked.Increment(ref n); return n * x;",
        "checked { n += 2; } unchecked { n -= 1; } return n * x;",
        "char c = 'a'; c++; return c * x;",
        "return Math.DivRem(n, 3).Remainder * x;",
        "return Math.Clamp(n, 0, 3) * Math.Abs(n) * x;",
        "return double.NaN * x + double.MaxValue + Math.PI + Constants.Half;",
        "x = double.IsNaN(x) ? 0 : x; return x;",
        "_ = x * x; return x;",
        "return Task.Run(() => x).Result;",
        "IEnumerable<double> e = a; return e.Max() * x;",
        "return __makeref(x) is var r ? x : 0;",
        "return typeof(double).Name.Length * x;",
        "Index i = ^1; return a[i] * x;",
        "Range r = 1..2; return a[r][0] * x;",
        "return a[^n] * a[1..][0] * a.AsSpan(1, 1)[0] * x;",
        "return Outer.Gradient(x);",
        "a[0] += a[1] -= x; return a[0] * a[1];",
        "(a[0], a[1]) = (a[1], a[0]); return a[0] * x;",
        "(x, (n, _)) = (x * x, (3, 4)); return x;",
        "x = x > 0 ? x = x * 2 : x; return x;",
        "return (x > 0 ? a : a.AsSpan(1))[0] * x;",
        "var b = n > 0 ? a : new double[1]; return b[0] * x;",
        "return n > 0 ? F(x, a, 0) : x;",
        "if (n > 3) return x; else if (n > 2) return 2 * x; else return 3 * x;",
        "const string message = \"no\"; if (n < 0) { throw new ArgumentException(message, nameof(n)); } return x;",
        "#if NEVER\n return 0;\n#endif\n return x * x;",
        "double é = x; double @class = é; return @class;",
        "a[0] = x; a.AsSpan().Fill(x); a.AsSpan(1).Clear(); return a[0];",

        // Half typed and wrong
        "return x *;",
        "return x * x",
        "return",
        "return;",
        "",
        "return unknown * x;",
        "return Unknown(x);",
        "var t = Nothing(a, x); return a[0];",
        "var t = a.AsSpan().Fill(x); return a[0];",
        "double t = Nothing(a, x); return t * x;",
        "void t; return x;",
        "void t = x; return t;",
        "foreach (void t in a) { } return x;",
        "x = Nothing(a, x); return x;",
        "var (t, u) = (Nothing(a, x), x); return u;",
        "return Nothing(a, x) * x;",
        "return Math.Sin(Nothing(a, x));",
        "return x.Unknown;",
        "return Math.Unknwon(x);",
        "return Math.Sin();",
        "return Math.Sin(x, x, x);",
        "return Math.Pow(x);",
        "return a[;",
        "return a[x];",
        "return a[0, 1] * x;",
        "return a.;",
        "return \"text\";",
        "return \"unterminated;",
        "if (x) { return x; } return 0;",
        "if (x > ) { return x; }",
        "for (var i = 0; i < ; i++) { x *= 2; } return x;",
        "for (var i = 0; i <",
        "foreach (var v in ) { x += v; } return x;",
        "foreach (var v in x) { } return x;",
        "while () { } return x;",
        "var y; return y;",
        "var y = ; return y;",
        "double y; return y * x;",
        "double x = 3; return x;",
        "int k = x; return k;",
        "var y = y * x; return y;",
        "x = ; return x;",
        "= x; return x;",
        "3 = x; return x;",
        "x + 1; return x;",
        "break; return x;",
        "continue; return x;",
        "using (Grad.NoGrad() { } return x;",
        "using (Grad.Unknown()) { return x; }",
        "using var _ = ; return x;",
        "return Grad.Detach();",
        "return x.Detach;",
        "return Grad.Detach(\"text\") * x;",
        "return Grad.Retain(a)[0];",
        "return new double[x][0];",
        "return new double[-1].Length * x;",
        "return (int) * x;",
        "return (Unknown)x;",
        "throw new Unknown();",
        "throw x;",
        "return x ? 1 : 2;",
        "return x > 0 ? x;",
        "return x switch { };",
        "return x switch { > 0 => };",
        "case 3: return x;",
        "await Task.Delay(1); return x;",
        "yield return x;",
        "return F(x);",
        "return F(x, a, n, n);",
        "return F(a: a, x: x);",
        "double G(double y) { return y *; } return x;",
        "return (x, x);",
        "var (p, q) = x; return p;",
        "var (p, q) = (x, x, x); return p;",
        "(x, unknown) = (x, x); return x;",
        "Span<double> s = stackalloc; return x;",
        "return base.F(x);",
        "return this.F(x);",
        "ref var r = a[0]; return x;",
        "const double c = x; return c;",
        "\u0000 return x;",
        "}",
        "return x; } public static double Stray(double y) { return y *",
    ];

    /// <summary>Members of a class, each with its own [Differentiable].</summary>
    public static TheoryData<string> Members =>
    [
        "[Differentiable] public static async Task<double> F(double x) { await Task.Delay(1); return x; }",
        "[Differentiable] public static async void F(double x) { await Task.Delay(1); }",
        "[Differentiable] public static IEnumerable<double> F(double x) { yield return x; }",
        "[Differentiable] public double F(double x) => x * x;",
        "[Differentiable] public virtual double F(double x) => x * x;",
        "[Differentiable] public static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x;",
        "[Differentiable] public static double F(ref double x) => x * x;",
        "[Differentiable] public static double F(out double x) { x = 1; return x; }",
        "[Differentiable] public static double F(in double x) => x * x;",
        "[Differentiable] public static double F(ref readonly double x) => x * x;",
        "[Differentiable] public static double F(in Span<double> x) => x[0];",
        "[Differentiable] public static ref double F(double[] x) => ref x[0];",
        "[Differentiable] public static double[] F(double[] x) => x;",
        "[Differentiable] public static Span<double> F(Span<double> x) => x;",
        "[Differentiable] public static (double, double) F(double x) => (x, x * x);",
        "[Differentiable] public static double? F(double x) => x;",
        "[Differentiable] public static double F(double? x) => x ?? 0;",
        "[Differentiable] public static double F(dynamic x) => x;",
        "[Differentiable] public static double F(object x, double y) => y;",
        "[Differentiable] public static double F(void x, double y) => y;",
        "[Differentiable] public static double F(string s, double y) => y * s.Length;",
        "[Differentiable] public static double F(decimal d, double y) => y * (double)d;",
        "[Differentiable] public static double F(Half h, double y) => y * (double)h;",
        "[Differentiable] public static double F(double[,] x) => x[0, 0];",
        "[Differentiable] public static double F(double[][] x) => x[0][0];",
        "[Differentiable] public static double F(List<double> x) => x[0];",
        "[Differentiable] public static double F(Func<double, double> f, double x) => f(x);",
        "[Differentiable] public static unsafe double F(double* x) => *x;",
        "[Differentiable] public static double F(Memory<double> x) => x.Span[0];",
        "[Differentiable] public static double F(nint n, double x) => n * x;",
        "[Differentiable] public static double F(DayOfWeek day, double x) => x;",
        "[Differentiable] public static double F(params double[] x) => x[0];",
        "[Differentiable] public static double F(params ReadOnlySpan<double> x) => x[0];",
        "[Differentiable] public static double F(params double x) => x;",
        "[Differentiable] public static double F(this double x) => x * x;",
        "[Differentiable] public static double F(double x, __arglist) => x;",
        "[Differentiable] public static double F(double x, double y = 2) => x * y;",
        "[Differentiable] public static double F(double x = double.NaN, float y = float.PositiveInfinity, int n = int.MinValue) => x * y * n;",
        "[Differentiable] public static extern double F(double x);",
        "[Differentiable] public static partial double F(double x);",
        "[Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x;",
        "[Differentiable] public abstract double F(double x);",
        "[Differentiable] public static double F(double x)",
        "[Differentiable] public static double F(double x) =>",
        "[Differentiable] public static double F(double x) => x *",
        "[Differentiable] public static double F(double x { return x; }",
        "[Differentiable] public static double F(double) => 1;",
        "[Differentiable] public static double F(double x, double x) => x;",
        "[Differentiable] public static double F(Unknown x) => 1;",
        "[Differentiable] public static Unknown F(double x) => x;",
        "[Differentiable] public static F(double x) => x;",
        "[Differentiable] public static double (double x) => x;",
        "[Differentiable] public static double F() => 1;",
        "[Differentiable] public static void F() { }",
        "[Differentiable] public static double operator +(double x, Program y) => x;",
        "[Differentiable(] public static double F(double x) => x;",
        "[Differentiable(Name = )] public static double F(double x) => x;",
        "[Differentiable(Name = \"1x\")] public static double F(double x) => x;",
        "[Differentiable(Name = \"\")] public static double F(double x) => x;",
        "[Differentiable(Name = null)] public static double F(double x) => x;",
        "[Differentiable(Name = \"class\")] public static double F(double x) => x;",
        "[Differentiable(Unknown = 1)] public static double F(double x) => x;",
        "[Differentiable(null)] public static double F(double x) => x;",
        "[Differentiable(null, \"x\")] public static double F(double x) => x;",
        "[Differentiable(3)] public static double F(double x) => x;",
        "[Differentiable(new[] { \"x\" })] public static double F(double x) => x;",
        "[Differentiable(nameof(unknown))] public static double F(double x) => x;",
        "[Differentiable(Derivatives = (Derivatives)0)] public static double F(double x) => x;",
        "[Differentiable(Derivatives = Derivatives.Reverse | Derivatives.Forward)] public static double F(double x) => x;",
        "[Differentiable] public static double F(double x) => x; [Differentiable] public static double F(double x) => x;",
        "[Differentiable] public static double F(double x) => x; [Differentiable] public static float F(float x) => x;",
        "[Differentiable] public static double F(double gradient, double seed, double value, double xGradient, double x) => gradient * seed * value * xGradient * x;",
        "[Differentiable] public static double F(double x, double X) => x * X;",
        "[Differentiable] public static double F(double value, double Value) => value * Value;",
        "[Differentiable] public static double F(double[] toString, double getHashCode, double equals) => toString[0] * getHashCode * equals;",
        "[Differentiable] public static double F(double @event, double[] @ref, double _) => @event * @ref[0] * _;",
        "[Differentiable] public static double F(double é, double 变) => é * 变;",
        "[Differentiable] private protected static double F(double x) => x;",
        "[Differentiable] static double F(double x) => x;",
        "[Frozen] [Differentiable] public static double F(double x) => x;",
        "[Differentiable] public static double F([Frozen, Frozen] double x, double y) => x * y;",
        "[Obsolete(\"old\", true)] [Differentiable] public static double F(double x) => x * x;",
    ];

    /// <summary>Whole files: places that a derivative can be generated into, and names that are in the way.</summary>
    public static TheoryData<string> Files =>
    [
        "public static partial class Program { [Differentiable] public static double F(double x) => x; [Differentiable] public static double f(double x) => x * x; }",
        "public static partial class Program { [Differentiable] public static double F(double x) => x; [Differentiable(Name = \"G\")] public static double F(in double x) => x * x; }",
        "public static partial class Program<T> { [Differentiable] public static double F(double x) => x; } public static partial class Program_1 { [Differentiable] public static double F(double x) => x; }",
        "public static partial class Program<T> where T : class { [Differentiable] public static double F(double x) => x; } public static partial class Program { [Differentiable] public static double F(double x) => x; }",
        "public partial class Outer<T, U> { private partial struct Inner<V> { [Differentiable] public static double F(double x) => Helper(x, 3); static double Helper(double x, int n) => n == 0 ? 1 : Helper(x, n - 1) * x; } }",
        "public partial interface IProgram { [Differentiable] public static double F(double x) => x * x; }",
        "public partial record Program(int N) { [Differentiable] public static double F(double x) => x * x; }",
        "public readonly partial record struct Program(int N) { [Differentiable] public static double F(double x) => x * x; }",
        "public ref partial struct Program { [Differentiable] public static double F(double x) => x * x; }",
        "file static partial class Program { [Differentiable] public static double F(double x) => x * x; }",
        "namespace @class.@new { public static partial class @event { [Differentiable] public static double @for(double @in) => @in * @in; } }",
        "namespace Naïve.变 { public static partial class Größe { [Differentiable] public static double Çok(double ñ) => ñ * ñ; } }",
        "public static partial class Math { [Differentiable] public static double F(double x) => System.Math.Sin(x); }",
        "namespace N { public static class System { } public static partial class StaticGrad { [Differentiable] public static double F(double[] x) { var s = 1.0; foreach (var v in x) { s *= v; } return global::System.Math.Exp(s); } } }",
        "namespace StaticGrad.CompilerServices.Mine { public static partial class Slab { [Differentiable] public static double F(double[] x) { var s = 1.0; foreach (var v in x) { s *= v; } return s; } } }",
        "public static partial class Program { private const string nameof = \"\"; static double seed, value, slot; [Differentiable] public static double F(double x) => x * x; }",
        "public static partial class Program { static int seed(int x) => x; [Differentiable] public static double F(double x) { var seed = x; var value = seed * x; var slot = value * seed; var trips = slot * 2; return trips * value; } }",
        "public static partial class Program { [Differentiable] public static double F(double x) { double xGradient = x * x, xAdjoint = xGradient * x, fAdjoint = 3; return xAdjoint * xGradient * fAdjoint; } }",
        "public static partial class Program { [Differentiable] public static double F(double[] x) { double xSaved = 1, iteration = 2; for (var i = 0; i < x.Length; i++) { xSaved *= x[i]; iteration += xSaved; } return iteration; } }",
        "public static partial class Program { [Differentiable] public static double F(double x) => G(x, 2); private static double G(double frame, int n) => n == 0 ? 1 : G(frame, n - 1) * frame; }",
        "public static partial class Program { [Differentiable] public static double F(double x) => Other.G(x, 2) * Other.H(x); } public static class Other { internal static double G(double x, int n) => n == 0 ? 1 : G(x, n - 1) * P(x); private static double P(double x) => x * x; internal static double H(double x) => P(x); }",
        "public static partial class Program { [Differentiable] public static double F(double x) => G(x, 2); private static double G(double x, int n) => n == 0 ? 1 : G(x, n - 1) * x; private static double G(float x, int n) => x; [Differentiable] public static double H(double x) => G((float)x, 2) + G(x, 3); }",
        "public static partial class Program { [Differentiable] public static double F(double x) => x * x; } public static partial class Program { [Differentiable] public static double G(double x) => F(x) * FGradient(x).X; }",
        "public static partial class Program { [Differentiable] public static double F(double x) => x * x; public static double Use() => FGradient(3).X + FBackward(3, ref s); static double s; }",
        "public static partial class Program { [System.Diagnostics.Conditional(\"DEBUG\")] static void Log(double x) { } [Differentiable] public static double F(double x) { Log(x); return x * x; } }",
        "[Obsolete] public static partial class Program { [Differentiable] public static double F(double x) => x * x; }",
        "[Differentiable] public partial class Model { public double W; }",
        "[Differentiable] public class Model { }",
        "[Differentiable] public struct Model { }",
        "[Differentiable] public partial class Model { public double W; public double W; }",
        "[Differentiable] public partial class Model { public double[] W; public int W() => 1; [Differentiable] public double F(double x) => W[0] * x; }",
        "[Differentiable] public partial class { public double W; }",
        "[Differentiable] public partial class Model { public double W; public void V; public void[] A; [Differentiable] public double F(double x) => W * x; }",
        "[Differentiable] public delegate double D(double x);",
        "[assembly: Differentiable]",
        "public static partial class Program { [DerivativeOf(typeof(Math), nameof(Math.Sin))] static void Rule(double x) { } [Checkpoint] static double G(double x) => x * x; [Differentiable] public static double F(double x) => G(x); }",
        "[Differentiable] double F(double x) => x * x;",
        "[Differentiable] public static double F(double x) => x * x;",
        "namespace N { [Differentiable] public static double F(double x) => x * x; }",
        "namespace N { [Differentiable] public static double F(double x) => G(x); static double G(double x) => x * x; }",
        "namespace { public static partial class P { [Differentiable] public static double F(double x) => x * x; } [Differentiable] public partial class M { public double W; } }",
        "namespace N. { public static partial class P { [Differentiable] public static double F(double x) => x * x; } [Differentiable] public partial class M { public double W; } }",
        "public static partial class Program { [Differentiable] public static double F(double x) => x * x;",
        "public static partial class { [Differentiable] public static double F(double x) => x * x; }",
        "partial namespace N; public static partial class Program { [Differentiable] public static double F(double x) => x * x; }",
        "public static partial class Program : Unknown { [Differentiable] public static double F(double x) => x * x; }",
        "public static partial class Program { public static partial class Program { [Differentiable] public static double F(double x) => x * x; } }",
        "public partial enum E { [Differentiable] A }",
        "public static partial class Program { public static double P { [Differentiable] get => 1; } [Differentiable] static Program() { } }",
    ];

    /// <summary>Never ends, is another number each time, or shows constants of the step's size.</summary>
    private static readonly string[] NotReproducible = ["while (true)", "F(x, a, n - 1)", "Random", "DateTime", "double.MaxValue"];

    private const string Helpers =
        """

            private static void Nothing(double[] a, double x) => a[0] = x;
            private static void Fill(double[] a, out int k) => k = a.Length;
            private static T Generic<T>(T x) where T : System.Numerics.INumber<T> => x * x;
            private static T Identity<T>(T x) => x;
            private static extern double Extern(double x);
            private static double Overloaded(double x, double scale = 3, bool flag = false) => flag ? x * scale : x;
            private static double Variadic(params double[] x) => x[0] * x[1];
            private static double Even(double x, int n) => n == 0 ? x : Odd(x, n - 1) * x;
            private static double Odd(double x, int n) => n == 0 ? 1 : Even(x, n - 1);
            private readonly record struct Other(double Factor)
            {
                public double Scale(double x) => x * Factor;
                public static Other operator +(Other a, Other b) => new(a.Factor + b.Factor);
            }
            private static class Constants { public const double Half = 0.5; }
            private static class Outer { public static double Gradient(double x) => x; }
        """;

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task A_body_gives_a_derivative_or_a_diagnostic(string body) => Check(Program(body));

    [Theory]
    [MemberData(nameof(Members))]
    public Task A_member_gives_a_derivative_or_a_diagnostic(string member) =>
        Check("public partial class Program\n{\n    " + member + "\n}\n");

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_file_gives_a_derivative_or_a_diagnostic(string file) => Check(file);

    /// <summary>Every prefix of a method, as it is being typed.</summary>
    [Fact]
    public async Task Typing_never_throws()
    {
        const string Source =
            """
            public static partial class Program
            {
                [Differentiable(nameof(x), Name = "G")]
                public static double F(ReadOnlySpan<double> x, [Frozen] double k, int n)
                {
                    var s = 0.0;
                    for (var i = 0; i < n; i++)
                    {
                        using (Grad.NoGrad()) { k += x[i]; }
                        if (x[i] > 0) { s += Math.Pow(x[^1], 2) * k; continue; }
                        s = s > 3 ? Helper(x[1..], s) : -s;
                    }

                    return Grad.Retain(s) * x[0].Detach();
                }

                static double Helper(ReadOnlySpan<double> v, double w) => v[0] * w;
            }
            """;
        for (var length = 0; length < Source.Length; length += 7)
        {
            await Run(Source[..length]);
        }
    }

    /// <summary>What is accepted is right.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void An_accepted_body_has_the_right_gradient(string body)
    {
        if (NotReproducible.Any(body.Contains) || GeneratorRun.Of(Program(body)) is not { Files.Count: > 0, Errors.Count: 0 } run)
        {
            return;
        }

        var method = run.Load().GetType("Program")!.GetMethod("F")!;
        var gradient = run.Load().GetType("Program")!.GetMethod("FGradient")!;
        double[] at = [1.3, 0.5, -1.5, 0.7, 2.2, 0.9, 1.1, -0.4, 0.8, 1.7, 0.6];
        object?[] Arguments(double[] point) => [point[0], point[1..], 1];
        object result;
        try
        {
            result = gradient.Invoke(null, Arguments(at))!;
        }
        catch (System.Reflection.TargetInvocationException thrown)
        {
            var same = Assert.Throws<System.Reflection.TargetInvocationException>(() => method.Invoke(null, Arguments(at)));
            Assert.Equal(same.InnerException!.GetType(), thrown.InnerException!.GetType());
            Assert.Equal(same.InnerException.Message, thrown.InnerException.Message);
            return;
        }

        double Value(double[] point) => (double)method.Invoke(null, Arguments(point))!;
        Assert.Equal(Value(at), (double)result.GetType().GetProperty("Value")!.GetValue(result)!);
        if (double.IsNaN(Value(at)))
        {
            return;
        }

        double[] analytic = [(double)result.GetType().GetProperty("X")!.GetValue(result)!, .. (double[])result.GetType().GetProperty("A")!.GetValue(result)!];
        for (var i = 0; i < at.Length; i++)
        {
            var numeric = Ridders.Partial(Value, at, i, relativeStep: 1e-3);
            Assert.True(
                Math.Abs(numeric - analytic[i]) <= 1e-7 * (1 + Math.Abs(numeric)),
                FormattableString.Invariant($"leaf {i}: {analytic[i]:R}, by differences {numeric:R}\n{run.Text}"));
        }
    }

    private static string Program(string body) =>
        "public static partial class Program\n{\n    [Differentiable]\n    public static double F(double x, double[] a, int n)\n    {\n"
        + body + "\n    }\n" + Helpers + "\n}\n";

    private static async Task Check(string source)
    {
        var run = await Run(source);
        var methods = (await run.Generated.Input.SyntaxTrees.Last().GetRootAsync()).DescendantNodes().OfType<MethodDeclarationSyntax>().ToList();
        var hasDiagnostic = run.Diagnostics.Any(diagnostic =>
            diagnostic.Id.StartsWith("SGRAD", StringComparison.Ordinal) && diagnostic.Location.IsInSource);

        // Where the attribute is not on a method, or does not bind, the compiler's own error says so.
        var hasOwnError = methods.Count == 0 && run.Generated.Errors.Count > 0;
        Assert.True(
            run.Generated.Files.Count > 0 || hasDiagnostic || hasOwnError,
            "neither a derivative nor a diagnostic; the compiler says: " + string.Join("\n", run.Generated.Errors));
        Assert.True(
            run.Generated.Files.Count == 0 || run.Diagnostics.All(diagnostic => diagnostic.DefaultSeverity != DiagnosticSeverity.Error)
            || methods.Count(method => method.AttributeLists.Count > 0) > 1,
            "a derivative and an error: " + run.Describe());
    }

    private static async Task<AnalyzerRun> Run(string source)
    {
        var run = await AnalyzerRun.Of(source);
        Assert.Null(run.Generated.Exception);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "AD0001");
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.GetMessage().Contains("a defect of StaticGrad"));
        Assert.True(
            run.Generated.ErrorsInGeneratedFiles.Count == 0,
            string.Join("\n", run.Generated.ErrorsInGeneratedFiles) + "\n" + run.Generated.Text);
        return run;
    }
}
