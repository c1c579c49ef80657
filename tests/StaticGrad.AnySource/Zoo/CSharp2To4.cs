using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Global = global::System;
using Doubles = System.Collections.Generic.List<double>;

namespace Zoo.Second
{
    public partial class Generic<T, U> where T : IComparable<T> where U : class, new()
    {
        public T Value;
        public U Other = new U();
        public static T Id(T x) { return x; }
        public static V Map<V>(V x) where V : T { return x; }
        partial void Hook(double x);
        public double Run(double x) { Hook(x); return x * x; }

        public partial class Inner<V> { public double Scale(double x) { return x * 2; } }
    }

    public partial class Generic<T, U>
    {
        partial void Hook(double x) { x *= 2; }
    }

    public static class Second
    {
        public static double Nullable(double? x) { double? y = x * 2; int? n = null; return y ?? x ?? (n.HasValue ? n.Value : 0) + (x == null ? 1 : x.Value); }

        public static IEnumerable<double> Iterator(double x) { for (int i = 0; i < 3; i++) { if (x > 10) yield break; yield return x * i; } }

        public static IEnumerator IteratorObject(double x) { yield return x; }

        public static double Anonymous(double x) { Func<double, double> f = delegate (double v) { return v * x; }; Action a = delegate { x *= 2; }; a(); return f(x); }

        public static double Generics(double x) { return Identity(x) + Identity<double>(x) + Generic<double, object>.Id(x) + new Generic<int, object>.Inner<float>().Scale(x); }

        public static T Identity<T>(T x) { T y = default(T); return y == null ? x : x; }

        public static double Alias(double x) { Doubles d = new Doubles(); d.Add(x); return d[0] * global::System.Math.Sin(x) + Global::Math.PI; }

        public static double Covariant(double x) { Func<object> f = GetText; return f().ToString().Length * x; }

        private static string GetText() { return ""; }

#pragma warning disable 414
        private static double unused = 1;
#pragma warning restore 414

        public static double Accessors { get; private set; }

        public static unsafe double FixedBuffer(double x) { Buffer b; b.Data[0] = x; return b.Data[0]; }

        public unsafe struct Buffer { public fixed double Data[4]; }
    }

    public static class Third
    {
        public static double Auto { get; set; }

        public static double Var(double x) { var y = x * x; var a = new[] { x, y }; var o = new { X = x, y }; return a[0] * a[1] + o.X * o.y; }

        public static double Lambda(double x) { Func<double, double> f = v => v * v; Func<double, double, double> g = (double v, double w) => { return v * w * x; }; return f(x) * g(x, 2); }

        public static double ExpressionTree(double x) { Expression<Func<double, double>> e = v => v * x + 1; return e.Compile()(x); }

        public static double Query(double[] a, double x)
        {
            var q = from v in a
                    where v > 0
                    let w = v * x
                    join u in a on v equals u into g
                    from t in g.DefaultIfEmpty()
                    orderby w descending, t
                    group new { w, t } by (int)w into h
                    select h.Sum(i => i.w * i.t);
            return q.Sum() + (from double v in a select v).First();
        }

        public static double Half(this double x) { return x / 2; }

        public static double Extension(double x) { return x.Half().Half() * Third.Half(x); }

        public static double Initialisers(double x) { var p = new Point { X = x, Y = { Z = 2 } }; var list = new List<double> { x, 2 * x }; var d = new Dictionary<string, double> { { "a", x } }; return p.X * list[0] * d["a"] * p.Y.Z; }

        public class Point { public double X { get; set; } public Inner Y = new Inner(); }

        public class Inner { public double Z; }

        static partial class Helpers { static partial void Log(double x); public static double Use(double x) { Log(x); return x * x; } }
    }

    public static class Fourth
    {
        public static double Named(double x, double scale = 2, float f = 1.5f, int n = 3, bool b = true, string s = null, double[] a = null) { return x * scale * f * n; }

        public static double CallNamed(double x) { return Named(x, n: 2) + Named(scale: x, x: 3) + Named(x) + Named(x: x, b: false, s: "a"); }

        public static double Dynamic(dynamic d, double x) { dynamic e = d.Value + x; e.Name = x; e[0] = x; double y = d(x); return (double)e * y; }

        public static double Variance(double x) { IEnumerable<object> o = new List<string>(); Func<object, double> f = v => 1; Func<string, double> g = f; return g("") * x * o.Count(); }

        public interface IProducer<out T> { T Get(); }

        public interface IConsumer<in T> { void Put(T x); }
    }
}
