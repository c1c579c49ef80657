#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Zoo.Eighth
{
    public interface IScaled
    {
        double Scale { get; }
        double Twice(double x) => 2 * x * Scale;
        static double Half(double x) => x / 2;
        private double Hidden(double x) => x;
        sealed double Sealed(double x) => Hidden(x);
        protected static double Shared = 3;
        abstract double Abstract(double x);
        const double Constant = 4;
        class Inner { public static double Nested(double x) => x * Constant; }
    }

    public static class Eighth
    {
        public static async IAsyncEnumerable<double> Stream(double x, [EnumeratorCancellation] CancellationToken token = default) { for (var i = 0; i < 3; i++) { await Task.Delay(1, token); yield return x * i; } }

        public static async Task<double> Consume(double x) { await foreach (var v in Stream(x).ConfigureAwait(false)) { x += v; } await using var d = new Disposable(); await using (d) { x *= 2; } return x; }

        public static double SwitchExpression(double x, int n, string? s) => n switch { 0 => x, 1 when x > 0 => x * x, > 5 => 2 * x, _ when s is null => 0, _ => throw new ArgumentException() };

        public static double PropertyPattern(Disposable d, double x) => d switch { { Value: 0 } => x, { Value: var v, Next: { Value: 1 } } => v * x, { } => -x, null => 1 };

        public static double PositionalPattern((double, int) t, double x) => t switch { (0, _) => x, (var a, 2) => a * x, (double b, var c) when c > 3 => b * c * x, _ => 1 };

        public static double Using(double x) { using var d = new Disposable(); x *= 2; return x * d.Value; }

        public static double Ranges(double[] a, double x) { var s = a[1..^1]; Index i = ^2; Range r = ..2; return s[0] * a[^1] * a[i] * a[r][0] * a.AsSpan()[1..][0] * "text"[..^1].Length * x + a[..][0]; }

        public static double Coalesce(double? x, List<double>? list) { x ??= 2; (list ??= new()).Add(x.Value); return x.Value * list![0]; }

        public static double StaticLocal(double x) { return Square(x); static double Square(double v) => v * v; }

        public static double Stackalloc(double x) { Span<double> s = stackalloc double[] { x, 2 }; return Sum(stackalloc[] { x, 1 }) + (s is { Length: > 1 } ? s[1] : x); static double Sum(Span<double> v) => v[0] * v[1]; }

        public static double Verbatim(double x) => @$"{x}".Length + $@"{x}".Length * x;

        public static unsafe double Constructed<T>(T v, double x) where T : unmanaged { Pair<T> p = new() { A = v }; Pair<T>* q = &p; return sizeof(Pair<T>) * x * (q->A.Equals(v) ? 1 : 2); }

        public struct Pair<T> { public T A, B; public readonly double Size(double x) => 2 * x; public double W { readonly get => 1; set { } } }

        public class Disposable : IDisposable, IAsyncDisposable { public double Value = 1; public Disposable? Next; public void Dispose() { } public ValueTask DisposeAsync() => default; }

        public static double NotNull<T>(T v, double x) where T : notnull => v.GetHashCode() * x;
    }
}

namespace Zoo.Ninth
{
    public record Point(double X, double Y)
    {
        public double Norm() => Math.Sqrt(X * X + Y * Y);
        public double Extra { get; init; } = 3;
        public Point Move(double d) => this with { X = X + d };
        public static double Use(double x) { var p = new Point(x, 2) { Extra = x }; var (a, b) = p with { Y = 5 }; return a * b * p.Move(1).Norm(); }
        protected virtual bool PrintMembers(System.Text.StringBuilder b) => true;
    }

    public sealed record Point3(double X, double Y, double Z) : Point(X, Y) { public double Dot(Point3 o) => X * o.X + Y * o.Y + Z * o.Z; }

    public abstract record Shape { public abstract Shape Clone2(); public virtual double Area(double x) => x; }

    public record Disk : Shape { public required double R { get; init; } public override Disk Clone2() => this; public override double Area(double x) => base.Area(x) * R; }

    public static unsafe class Ninth
    {
        public static double Relational(double x) => x switch { < 0 => -x, >= 0 and < 1 => x, (> 3 or < 2) and not 5 => x * x, double.NaN => 0, _ => 1 };

        public static double Not(object? o, double x) { if (o is not double d) { return x; } return o is (not null) and (int or double) ? d * x : 0; }

        public static double TargetTyped(double x, bool b) { Point p = new(x, 1); double? n = b ? 1 : null; List<Point> l = new() { new(x, 2) }; return p.X * l[0].Y + (n ?? x); }

        public static double Functions(delegate*<double, double> f, double x) => f(x) * 2;

        public static double Unmanaged(delegate* unmanaged[Cdecl]<double, int, double> f, double x) { delegate* managed<double, double> g = &Square; return f(x, 1) * g(x); }

        private static double Square(double x) => x * x;

        public static double NativeInts(nint n, nuint u, double x) => n * x + u * 2.0 + sizeof(nint);

        public static double Lambdas(double x) { Func<double, double, double> f = static (_, _) => 1; Func<double, double> g = static v => v * v; return f(x, x) * g(x); }

        public static double LocalAttributes(double x) { [MethodImpl(MethodImplOptions.AggressiveInlining)] static double Local([System.Diagnostics.CodeAnalysis.AllowNull] double v) => v; return Local(x); }

        [SkipLocalsInit]
        public static double Skip(double x) { double* p = stackalloc double[2]; p[0] = x; return p[0]; }

        public static double ForEachExtension(double x) { foreach (var v in (3.0, 4.0)) { x += v; } return x; }

        public static IEnumerator<double> GetEnumerator(this (double, double) t) { yield return t.Item1; yield return t.Item2; }

        [ModuleInitializer]
        internal static void Start() { }
    }

    public partial class Parts { private partial double Half(double x); private partial double Half(double x) => x / 2; public double Use(double x) => Half(x) * 2; }

    public class Covariant { public virtual object Make(double x) => x; }

    public class Covariant2 : Covariant { public override string Make(double x) => x.ToString(); }
}
