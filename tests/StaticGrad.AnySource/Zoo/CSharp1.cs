#define ZOO
#undef NEVER
#if ZOO && !NEVER
using System;
#else
#error this is never read
#endif
using System.Collections;
using System.Runtime.InteropServices;
using Number = System.Double;

[assembly: CLSCompliant(false)]

namespace Zoo.First
{
    #region Statements

    /// <summary>Documented. <see cref="M(double)"/></summary>
    public class Statements
    {
        private const double C = 2.5, D = C * 2;
        private static readonly double[] Table = { 1, 2, 3 };
        private static double counter;
        private double field = 1;
        public volatile int Volatile;

        static Statements() { counter = 1; }

        public Statements() : this(1) { }

        public Statements(double start) { field = start; }

        ~Statements() { counter = 0; }

        public static double M(double x) { return x * C + D; }

        public static double Empty(double x) { ; { } return x; }

        public static double Locals(double x) { double a = x, b = a * 2, c; c = a + b; const double k = 3; return c * k; }

        public static double Arithmetic(double x, double y) { return +x - -y * x / y % 2 + (x - y) * (x + y); }

        public static double Compound(double x, int n) { x += 1; x -= 2; x *= x; x /= 3; x %= 5; n <<= 1; n >>= 1; n &= 7; n |= 1; n ^= 2; return x * n; }

        public static double Steps(double x) { double y = x++ + ++x - x-- * --x; return y; }

        public static int Bits(int n, uint u, long l, ulong ul) { return ~n & 3 | 4 ^ (int)u << 2 >> 1 + (int)l + (int)ul; }

        public static bool Logic(double x, bool b) { return !b && x > 1 || x <= 2 && x != 3 ^ b | x == 4 & b; }

        public static double If(double x) { if (x > 0) return x; else if (x < -1) { return -x; } else { x *= 2; } return x; }

        public static double Conditional(double x) { return x > 0 ? x < 1 ? x : x * x : -x; }

        public static double While(double x) { while (x < 100) { x *= 2; if (x == 7) continue; if (x > 50) break; } return x; }

        public static double Do(double x) { do { x *= 1.5; } while (x < 10); return x; }

        public static double For(double[] a) { double s = 0; for (int i = 0, j = a.Length - 1; i < j; i++, --j) { s += a[i] * a[j]; } for (; ; ) { break; } return s; }

        public static double ForEach(double[] a) { double s = 0; foreach (double v in a) { s += v * v; } return s; }

        public static double ForEachList(ArrayList list, double x) { foreach (double v in list) { x *= v; } return x; }

        public static double Switch(double x, int n)
        {
            switch (n)
            {
                case 0: return x;
                case 1: case 2: x *= n; goto case 3;
                case 3: x += 1; break;
                case 4: goto default;
                default: x = -x; break;
            }

            switch ("a" + n) { case "a1": return 2 * x; case null: break; }
            return x;
        }

        public static double Goto(double x) { Again: x *= 2; if (x < 10) goto Again; goto End; End: return x; }

        public static double Try(double x, int n)
        {
            try { x = x / n; if (x > 3) return x; throw new InvalidOperationException("no"); }
            catch (DivideByZeroException e) { x = e.Message.Length * x; throw; }
            catch (InvalidOperationException) { x = 1; }
            catch { x = 2; }
            finally { x *= 2; }
            return x;
        }

        public static double Lock(object o, double x) { lock (o) { return x * x; } }

        public static double Using(double x, IDisposable d) { using (d) { x *= 2; } using (IDisposable e = d) using (IDisposable f = e) { x *= 3; } return x; }

        public static double Checked(double x, int n) { checked { n += (int)x; } unchecked { n *= 3; } return checked(n + 1) * unchecked(n - 1) * x; }

        public static double Casts(double x, object o) { float f = (float)x; int i = (int)f; long l = i; char c = (char)l; byte b = (byte)c; decimal m = b; object boxed = x; return (double)boxed + (double)m + (o is double ? (double)o : 0) + (o as string == null ? x : 1); }

        public static double Arrays(double x) { double[] a = new double[3]; double[,] g = new double[2, 2]; double[][] j = new double[2][]; double[,,] q = { { { 1 } } }; j[0] = new double[] { x, 2, 3 }; a[0] = x; g[1, 1] = a[0]; return g[1, 1] * j[0][0] * q[0, 0, 0] * a.Length * Table[1]; }

        public static double Strings(double x) { string s = "a\t\u0041\x41" + @"c:\""quoted""" + 'c' + x; return s.Length * x; }

        public static double Literals(double x) { return x * 1 * 1u * 1L * 1ul * 1.5f * 1.5d * 1e10 * .5 * 0x1F * (double)1.5m * 'a' * (true ? 1 : 0); }

        public static double Types(double x) { return typeof(double).Name.Length * x + sizeof(double) + (typeof(void) == null ? 1 : 0) + Number.MaxValue; }

        public static void RefOut(ref double x, out double y, params double[] more) { y = x * more[0]; x = y; }

        public static double CallRefOut(double x) { double y; RefOut(ref x, out y, 1, 2, x); RefOut(ref x, out y, new double[] { x }); return x * y; }

        public double Instance(double x) { field *= x; return this.field + field + base.GetHashCode() + Table[0]; }

        public static double Create(double x) { Statements s = new Statements(x); s.field = x; return s.Instance(x) * s.field * new Pair(x, 2).Sum(); }

        public static double Nested(double x, double y) { while (x < 5) { for (int i = 0; i < 3; i++) { if (y > 2) { do { x += y; } while (x < 1); } else { foreach (double v in Table) { y *= v; if (y > 9) return y; } } } } return x; }
    }

    #endregion

    [Serializable, StructLayout(LayoutKind.Sequential)]
    public struct Pair
    {
        public double X;
        public double Y;

        public Pair(double x, double y) { X = x; Y = y; }

        public double Sum() { return X + Y; }

        public static Pair operator +(Pair a, Pair b) { return new Pair(a.X + b.X, a.Y + b.Y); }
        public static Pair operator -(Pair a) { return new Pair(-a.X, -a.Y); }
        public static Pair operator ++(Pair a) { return new Pair(a.X + 1, a.Y); }
        public static bool operator ==(Pair a, Pair b) { return a.X == b.X; }
        public static bool operator !=(Pair a, Pair b) { return !(a == b); }
        public static bool operator true(Pair a) { return a.X != 0; }
        public static bool operator false(Pair a) { return a.X == 0; }
        public static implicit operator double(Pair a) { return a.X; }
        public static explicit operator Pair(double x) { return new Pair(x, x); }
        public override bool Equals(object o) { return o is Pair; }
        public override int GetHashCode() { return X.GetHashCode(); }

        public static double Use(double x) { Pair p = (Pair)x; p++; p = p + p; p += -p; if (p) { return p; } return p.X * p.Y; }
    }

    public enum Kind : byte { None, Some = 2, More = Some << 1 }

    public delegate double Function(double x);

    public interface IShape { double Area(double scale); double Width { get; set; } double this[int i] { get; } event Function Changed; }

    public abstract class Shape : IShape
    {
        private double width;
        public event Function Changed;
        public event Function Custom { add { Changed += value; } remove { Changed -= value; } }
        public virtual double Width { get { return width; } set { width = value; } }
        public abstract double Area(double scale);
        double IShape.this[int i] { get { return width * i; } }
        public double this[string s, int i] { get { return width * i; } set { width = value; } }
        protected internal virtual double Half(double x) { return x / 2; }
        public double Raise(double x) { return Changed(x) * this["a", 1]; }

        private sealed class Square : Shape
        {
            public override double Area(double scale) { return Width * Width * scale; }
            protected internal sealed override double Half(double x) { return base.Half(x) * 2; }
            public new double Raise(double x) { return x; }
        }

        public static double Use(double x) { Shape s = new Square(); s.Width = x; s.Changed += new Function(s.Half); s["b", 2] += x; return s.Area(x) * ((IShape)s)[1]; }
    }

    public class Native
    {
        [DllImport("m", EntryPoint = "cos")]
        public static extern double Cos(double x);

        public static double Call(double x) { return Cos(x) * Math.Sin(x); }

        public static unsafe double Pointers(double x, double[] a)
        {
            double* p = &x; *p = 2; p[0] *= 3; fixed (double* q = a) { double* r = q + 1; x += *r - q[0] + (r - q); }
            Pair pair; Pair* s = &pair; s->X = x; double* t = stackalloc double[4]; t[0] = s->X; return *t * sizeof(Pair);
        }

        public static double Variable(double x, __arglist) { ArgIterator it = new ArgIterator(__arglist); return x * it.GetRemainingCount(); }

        public static double CallVariable(double x) { return Variable(x, __arglist(1, x)); }

        public static double Typed(double x) { TypedReference r = __makeref(x); return __refvalue(r, double) + (__reftype(r) == null ? 1 : 0); }
    }
}
