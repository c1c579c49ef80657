using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using static System.Math;

namespace Zoo.Fifth
{
    public static class Fifth
    {
        public static async Task<double> Async(double x) { await Task.Delay(1); var y = await Task.FromResult(x * x); return y; }

        public static async void AsyncVoid(double x) { await Task.Yield(); x *= 2; }

        public static async ValueTask<double> AsyncValue(double x) { try { return await Task.Run(() => x * 2); } catch (Exception e) when (e.Message.Length > x) { await Task.Delay(1); return 0; } finally { await Task.Delay(2); } }

        public static double Caller(double x, [CallerMemberName] string name = "", [CallerLineNumber] int line = 0) { return x * line; }
    }

    public class Sixth
    {
        public double Auto { get; } = 2;
        public double Body => Auto * 2;
        public double this[int i] => i * Auto;
        public double Sin2(double x) => Sin(x) * Sin(x);
        public static double Interpolated(double x) => $"{x:F2} and {{x}} {nameof(x),-10}".Length * x + $@"a\{x}".Length;
        public static double NullConditional(double[] a, string s, double x) => a?.Length ?? 0 * x + (s?.Trim()?.Length ?? 1) + (a?[0] ?? x);
        public static double Filter(double x) { try { return 1 / x; } catch (ArithmeticException e) when (e.HResult > 0) { return x; } }
        public static double Index(double x) { var d = new Dictionary<string, double> { ["a"] = x, ["b"] = 2 }; return d["a"] * nameof(Dictionary<int, int>.Add).Length; }
        public static double Static(double x) => Sqrt(Abs(x)) + Max(x, 1) * PI;
    }

    public static class Seventh
    {
        public static double Out(double x) { int.TryParse("3", out var n); double.TryParse("1", out double y); int.TryParse("4", out _); return n * x * y; }

        public static double Tuples(double x) { var t = (x, 2 * x); (double a, double b) u = t; var (p, q) = u; (p, q) = (q, p); (double r, _) = (p, q); return t.Item1 * u.b * p * q * r + (t == u ? 1 : 0); }

        public static (double Value, double Slope) Result(double x) => (x * x, 2 * x);

        public static double UseResult(double x) { var (v, s) = Result(x); return v * s + Result(x).Slope; }

        public static double Patterns(object o, double x)
        {
            if (o is double d && d > 0) return d * x;
            if (o is int) return x;
            if (o is null || o is 3 || !(o is string s)) return 1;
            switch (o)
            {
                case int n when n > 0: return n * x;
                case double.NaN: return x;
                case var other: return other.GetHashCode() * s.Length;
            }
        }

        public static double LocalFunctions(double x, int n)
        {
            double Square(double v) => v * v * x;
            T Same<T>(T v) where T : struct { return v; }
            static double Cube(double v) { return v * v * v; }
            async Task<double> Later(double v) { await Task.Yield(); return v; }
            IEnumerable<double> Many() { yield return x; }
            return n == 0 ? Square(x) : Same(Cube(x)) + Later(x).Result + LocalFunctions(x, n - 1) + new List<double>(Many())[0];
        }

        public static ref double RefReturn(double[] a, int i) => ref a[i];

        public static double RefLocal(double[] a, double x) { ref double r = ref a[0]; r = x; ref readonly double q = ref RefReturn(a, 1); RefReturn(a, 2) = x * 2; r = ref a[1]; return a[0] * r * q; }

        public static double Throw(double x) => x > 0 ? x : throw new ArgumentException(nameof(x));

        public static double ThrowCoalesce(string s, double x) => (s ?? throw new ArgumentNullException()).Length * x;

        public static double Digits(double x) => x * 0b1010_1010 * 1_000.5_0 * 0x_FF;

        public static double In(in double x, in double y = 3) => x * y;

        public static double CallIn(double x) => In(in x) + In(x, 2) + In(2);

        public static double Default(double x) { double y = default; return x + y + (x == default ? 1 : 0); }

        public static double Spans(double x) { Span<double> s = stackalloc double[3]; s[0] = x; ReadOnlySpan<double> r = s; Span<double> t = stackalloc[] { x, 2 }; Span<double> u = stackalloc double[] { 1, x }; return r[0] * s.Slice(1).Length * t[0] * u[1]; }

        public static double Conditional(bool b, double x, double y) { ref double r = ref (b ? ref x : ref y); r *= 2; (b ? ref x : ref y) = 3; return x * y; }

        public static unsafe double Unmanaged<T>(T v, double x) where T : unmanaged { T* p = &v; return sizeof(T) * x; }

        public static double EnumConstraint<T>(T v, double x) where T : Enum => v.GetHashCode() * x;

        public static double Discards(double x) { _ = x * x; (_, _) = (x, x); return x is var _ ? x : 0; }

        public static double ExpressionVariables(double x) { for (int i = 0; Twice(x, out var y) && i < 3; i++) { x += y; } return Twice(x, out var z) ? z : x; }

        private static bool Twice(double x, out double y) { y = 2 * x; return y > 0; }

        private protected class Nested { }
    }

    public readonly struct Vector
    {
        public readonly double X, Y;
        public Vector(double x, double y) => (X, Y) = (x, y);
        public void Deconstruct(out double x, out double y) => (x, y) = (X, Y);
        public double Dot(in Vector o) => X * o.X + Y * o.Y;
        public ref readonly double First(in Vector v) => ref v.X;
        public static double Use(double x) { var (a, b) = new Vector(x, 2); foreach (var (c, d) in new[] { new Vector(a, b) }) { x += c * d; } return x; }
    }

    public ref struct Window
    {
        public Span<double> Data;
        public double Sum() { double s = 0; foreach (ref var v in Data) { v *= 2; s += v; } foreach (ref readonly var v in Data) { s += v; } return s; }
    }

    public class Finalised
    {
        private double _x;
        public Finalised() => _x = 1;
        ~Finalised() => _x = 0;
        public double X { get => _x; set => _x = value; }
        public event Action Done { add => _x++; remove => _x--; }
    }
}
