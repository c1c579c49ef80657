using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Zoo.Thirteenth
{
    public static class Thirteenth
    {
        public static double Params(params ReadOnlySpan<double> a) { double s = 0; foreach (var v in a) { s += v * v; } return s; }

        public static double ParamsList(params List<double> a) => a[0];

        public static double ParamsEnumerable(double x, params IEnumerable<double> a) => a.Sum() * x;

        public static double CallParams(double x) => Params(x, 2 * x, 3) + ParamsList(x, x) + ParamsEnumerable(x, x, 1) + Params();

        public static double Locks(double x) { var gate = new Lock(); lock (gate) { return x * x; } }

        public static double Escape(double x) => "\e[1m".Length * x;

        public static double Implicit(double x) { var c = new Countdown { Data = { [^1] = x, [0] = 2 } }; return c.Data[^1] * c.Data[0]; }

        public static IEnumerable<double> RefInIterator(double x) { double[] a = [x, 2]; { ref double r = ref a[0]; r *= 2; Span<double> s = a; s[1] = 3; } yield return a[0]; unsafe { double* p = null; if (p != null) { *p = 1; } } }

        public static async Task<double> RefInAsync(double x) { ReadOnlySpan<double> s = [x, 2]; var y = s[0] * s[1]; await Task.Yield(); return y; }

        public static double AllowRef<T>(T v, double x) where T : IWindow, allows ref struct => v.Get() * x;

        public class Countdown { public double[] Data = new double[4]; }

        public interface IWindow { double Get(); }

        public ref struct Window : IWindow { public double V; public double Get() => V; }

        public static double UseWindow(double x) => AllowRef(new Window { V = x }, 2);
    }

    public partial class PartialMembers
    {
        public partial double Value { get; set; }
        public partial double this[int i] { get; }
        private double _value;
    }

    public partial class PartialMembers
    {
        public partial double Value { get => _value; set => _value = value * 2; }
        public partial double this[int i] => _value * i;
        public double Run(double x) { Value = x; return Value * this[2]; }
    }

    public static class Priority
    {
        [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
        public static double F(double x, int n = 0) => x * n;
        public static double F(double x) => x;
        public static double Use(double x) => F(x);
    }
}

namespace Zoo.Fourteenth
{
    public static class Extensions
    {
        extension(double x)
        {
            public double Squared => x * x;
            public double Times(double y) => x * y;
            public static double Golden => 1.618;
            public static double Twice(double y) => 2 * y;
        }

        extension<T>(IEnumerable<T> source) where T : struct
        {
            public double Weight(double x) => source.Count() * x;
            public static IEnumerable<T> operator +(IEnumerable<T> a, IEnumerable<T> b) => a.Concat(b);
        }

        extension(ref Counter c)
        {
            public void Add(double x) => c.Value += x;
        }

        public static double Use(double x) => x.Squared * x.Times(3) * double.Golden + double.Twice(x) + new[] { 1, 2 }.Weight(x);
    }

    public struct Counter
    {
        public double Value;
        public void operator +=(double x) => Value += x;
        public void operator checked +=(double x) => Value = checked(Value + x);
        public void operator ++() => Value++;
        public void operator *=(double x) => Value *= x;
        public static double Use(double x) { var c = new Counter(); c += x; c *= 2; ++c; c.Add(x); checked { c += 1; } return c.Value; }
    }

    public class Fields
    {
        public double Clamped { get; set => field = Math.Max(0, value); }
        public double Lazy => field == 0 ? field = 2 : field;
        public double Start { get => field * 2; set; } = 3;
        public double Run(double x) { Clamped = x; return Clamped * Lazy * Start; }
    }

    public partial class Parts
    {
        public partial Parts(double x);
        public partial event Action<double> Changed;
        public double Value;
    }

    public partial class Parts
    {
        public partial Parts(double x) { Value = x; }
        public partial event Action<double> Changed { add { Value++; } remove { Value--; } }
        public double Run(double x) => Value * x;
    }

    public static class Fourteenth
    {
        public static double Assign(Parts? p, double[]? a, double x) { p?.Value = x; p?.Value += 2; a?[0] = x; a?[0] *= 3; return p?.Value ?? a?[0] ?? x; }

        public static double Unbound(double x) => nameof(List<>).Length * x + nameof(Dictionary<,>).Length;

        public static double Modifiers(double x) { Transform f = (in v, out w) => { w = v * 2; return v; }; Sum g = (scoped s) => s[0]; var r = f(x, out var y); double[] a = [x]; return r * y * g(a); }

        public delegate double Transform(in double v, out double w);

        public delegate double Sum(scoped ReadOnlySpan<double> s);

        public static double FirstClassSpans(double[] a, double x) => Total(a) * a.StartsWith([x] ) .GetHashCode() + a.AsSpan().First2();

        private static double Total(ReadOnlySpan<double> a) => a[0];

        public static double First2(this ReadOnlySpan<double> a) => a[0];
    }
}
