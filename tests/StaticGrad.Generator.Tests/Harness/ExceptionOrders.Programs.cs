namespace StaticGrad.Generator.Tests.Harness;

/// <summary>What the programs consist of.</summary>
internal static partial class ExceptionOrders
{
    /// <summary>A number that throws where <c>#</c>, an integer, is 9, and does not where it is 1.</summary>
    private static readonly string[] Throwing =
    [
        "a[#]",
        "f[#]",
        "s[#]",
        "s.Slice(#)[0]",
        "s[#..][0]",
        "a.AsSpan(#, 1)[0]",
        "m#.Part.Weight",
        "m#.Part.Table[1]",
        "m#.Table[1]",
        "m#.Table.Length * x",
        "Static.#[1]",
        "Static.#.Length * 0.5",
        "Sum(x, Static.#)",
        "Sum(x, m#.Table)",
        "Sum(x, m#.Part.Table)",
        "Math.Clamp(x, #, 5)",
        "Math.Clamp(x, #, 6)",
        "Math.Round(x, 2 * #)",
        "(double)MathF.Round((float)x, #)",
        "x * (50 / (9 - #))",
        "x * checked(# * 500_000_000)",
        "Refusing(x, #)",
        "Descending(x, #)",
        "(double)new double[5 - #].Length",
        "m#.Grid[0, 1]",
        "mp.Same[#, 1]",
        "m#.Grid.GetLength(1) * x",
        "mp.Same.GetLength(# / 9 * 5) * x",
        "m#.Rows[0][1]",
        "mp.Ragged[#][0]",
        "m#.Part.Rows.Length * x",
        "a[((ulong)(# / 9)) << 63]",
    ];

    /// <summary>What computes a number from x and the two, A and B; <c>w</c> is written, and so is <c>a</c>.</summary>
    private static readonly string[] PlaceTexts =
    [
        "return A + B + x;",
        "return A * B * x;",
        "return Math.Atan2(A, B) * x;",
        "return x * (x < 0 ? A : B);",
        "return (A < B ? x : 2) * A;",
        "return A > 100 || B > 100 ? x : x * x;",
        "var y = A; var z = B; return z * y * x;",
        "var y = A; var z = B; return (x < 0 ? y : z) + x;",
        "var y = A; var z = B; var t = x < 0 ? z : 1; return t * y * x;",
        "var y = A; var z = B; if (x < 0) { return y * x; } return x * z;",
        "var y = x * 3; if (x > 0) { y = A; } else { y = B; } return y * B * x;",
        "var y = A; if (x > 0) { y *= B; } return y * x;",
        "var y = A; y += y * B; return y * x;",
        "_ = A; _ = B; return x;",
        "double y, z; (y, z) = (A, B); return z * y * x;",
        "return Swapped(A, B) * x;",
        "return Swapped(second: A, first: B) - x;",
        "return OfSome(x, A) * B;",
        "return x * OfSome(A, B);",
        "return Descending(A, 1) * B * x;",
        "return Math.Sin(Descending(A * B, 1)) - x;",
        "return A.Detach() * x + B;",
        "double y; using (Grad.NoGrad()) { y = A * B; } return y * x;",
        "w[0] = A; w[1] = B; return w[0] * w[1];",
        "var y = A; w[0] = x * 5; return y * B;",
        "w[0] = x * 5; var y = A; w[0] *= 3; return y * B;",
        "a[0] = x * 5; var y = A; a[0] *= 3; return y * B;",
        "w[p] = x * B; return w[1] * A;",
        "a[p] = x * B; return a[1] * A;",
        "w[p] += x * B; return w[1] * A;",
        "a[p] -= x * B; return a[1] * A;",
        "w[p] = x > 0 ? B : x; return w[1] * A;",
        "var y = A; w[q] = y * x; return w[1] * y;",
        "w[q] = Writing(w, A); return w[1] * x;",
        "w[q] = w[0] * A; return w[1] * x;",
        "(w[q], w[0]) = (A, B); return w[1] * x;",
        "(w[p], w[q]) = (A, B); return w[1] * x;",
        "(w[0], w[q]) = (x, A); return w[1] * x;",
        "(a[p], w[q]) = (B, A); return w[1] * x;",
        "(a[p], w[50 / (9 - q)], w[0]) = (x, A, B); return w[1] * x;",
        "w[p] = w[q] = x * 3; return w[1] * A * B;",
        "w[p] = a[q] = x * A; return w[1] * B;",
        "w[q] = Both(w, A, B) * x; return w[1];",
        "(w[0], w[1]) = (A, B); return w[1] * w[0];",
        "var b = new[] { A, B }; return b[0] * b[1] * x;",
        "var b = new double[2]; b[1] = A; b[0] = B; return b[0] * b[1] * x;",
        "var y = x; for (var i = 0; i < 2; i++) { y *= A; w[i] = B; } return y;",
        "var y = x; for (var i = 0; i < 2; i++) { w[i] = y; y *= A; } return y * B;",
        "var y = x; for (var i = 0; i < A && i < 2; i++) { y *= B; } return y;",
        "var y = x; while (y < 4) { var z = A; w[0] += y; y += 1 + B * B + z * z; } return y;",
        "var y = A; for (var i = 0; i < 2; i++) { if (x > 50) { break; } y *= B; } return y * x;",
        "var y = Math.Sin(A); if (x > 0) { w[0] = B; } return y * x;",
        "var y = A; if (x > 0) { w[0] = y; } return B * x;",
        "w[0] = x; if (A > 100) { return x; } w[1] = B; return w[0];",
        "return x * (p == 1 ? A : q == 9 ? B * A : x);",
        "var y = A; w[0] = 2; return Descending(y * x, 1) * B;",
        "var y = OfSome(x, A); w[0] = 2; var z = OfSome(x, B); return y * z;",
        "var y = x; foreach (var e in s) { y += e * A; } return y * B;",
        "var y = A; var z = x; for (var i = 0; i < q - 8; i++) { z *= y; } return z * B;",
        "var y = A; var z = B; for (var i = 0; i < p - 8; i++) { w[0] *= z; x *= y; } return x;",
        "x *= A; w[0] = x; x -= B; return x * w[0];",
        "var y = x; do { w[1] = y; y += 2 + A * A; } while (y < 50 && y < B); return y;",
        "w[p] *= B; return w[1] * A;",
        "a[p] /= B; return a[1] * A;",
        "w[p]++; w[q] -= A; return w[1] * B;",
        "var y = w[p] = A; return y * B * x;",
        "w[1] += Writing(w, A); return w[1] * B;",
        "w[0] += Writing(w, A) * B; return w[0] * x;",
        "a[q] -= Writing(a, A) * B; return a[0] * x;",
        "w.Slice(p)[0] = B; return w[1] * A;",
        "w[p..][0] += B; return w[1] * A;",
        "var c = w[q..]; c[0] = A; w[0] = B; return c[0] * w[0];",
        "w[50 / (9 - p) - 5] = A; return w[1] * B * x;",
        "a[50 / (9 - p) - 5] *= A; return a[1] * B * x;",
        "var b = new double[3]; b[0] = x; b[p] = A; b[1] += b[0] * B; return b[1] + b[0];",
        "var b = new double[2]; b[0] = A; w[0] = b[0] * x; b[1] = B; return w[0] * b[1];",
        "var y = x; while (A > y && B > y && y < 3) { y += 1; } return y;",
        "var y = x; for (var i = 0; i < 2; i++) { if (y > A) { continue; } y += B * B; if (y > 9) { break; } } return y;",
        "return Exits(x, A, B);",
        "return Exits(x, A, 1) * Exits(x, B, 2);",
        "return Exits(Writing(w, A), B, w[0]);",
        "double y; if (A > 0 || B > 0) { y = x; } else { y = 2 * x; } return y;",
        "if (x > 0) { return A * x; } return B * x;",
        "using (Grad.NoGrad()) { w[p] = A; w[q] += B; } return w[1] * x;",
        "return Math.FusedMultiplyAdd(A, B, x) + Math.Max(A, B);",
        "var y = A; if (B > 100) { throw new TimeoutException(); } return y * y * x;",
        "a[1] = OfSome(x, A); w[1] = OfSome(x, B); return a[1] * w[1] * x;",
        "return Between(A, B, p) * x;",
        "return Mixed(A, B, B, A) * x;",
    ];

    private const string Parameters =
        "double x, double[] a, [Frozen] double[] f, ReadOnlySpan<double> s, Span<double> w, [Frozen] Pair mp, [Frozen] Pair mq, int p, int q";

    private const string Common = """
        [Differentiable]
        public sealed partial class Pair
        {
            public Inner Part = null!;
            public double[] Table = null!;
            public double[,] Grid = null!;
            public double[,] Same = { { 1.25, 0.5 }, { 0.75, 1.5 } };
            public double[][] Rows = null!;
            public double[][] Ragged = [[0.5], [1.5]];
        }

        [Differentiable]
        public sealed partial class Inner
        {
            public double Weight = 1.5;
            public double[] Table = [1.25, 2.25, 3.25];
            public double[][] Rows = [[1.25], [2.25]];
        }

        public static class Static
        {
            public static double[] p = [], q = [];
        }

        public static class Helpers
        {
            public static double Swapped(double first, double second) => second * first;

            public static double OfSome(double x, double y) => x < 0.5 ? x : x * y;

            public static double Between(double y, double z, int n) => y * (50 / (9 - n)) * z;

            public static double Mixed(double first, double second, double third, double last)
            {
                var y = last + 1;
                return first * second * third * y;
            }

            public static double Writing(Span<double> w, double y)
            {
                w[0] = 7;
                return y;
            }

            public static double Both(Span<double> w, double y, double z)
            {
                w[0] = y;
                return z * w[0];
            }

            public static double Sum(double x, ReadOnlySpan<double> values)
            {
                foreach (var value in values)
                {
                    x += value * x;
                }

                return x;
            }

            public static double Exits(double x, double y, double z)
            {
                if (x < 0)
                {
                    return y * x;
                }

                for (var i = 0; i < 2; i++)
                {
                    if (x * i > 0.6)
                    {
                        return z;
                    }

                    x += y * 0.1;
                }

                return x * z;
            }

            public static double Refusing(double x, int n)
            {
                if (n > 5)
                {
                    throw new NotSupportedException("refused");
                }

                return x * 2;
            }

            public static double Descending(double x, int n)
            {
                if (n > 5)
                {
                    throw new InvalidOperationException("deep");
                }

                return n < 0 ? x * 3 : Descending(x, n - 1);
            }
        }

        public static class Check
        {
            public delegate double Method(
                double x, double[] a, double[] f, ReadOnlySpan<double> s, Span<double> w, Pair mp, Pair mq, int p, int q);

            public delegate double Backward(
                double x, double[] a, double[] f, ReadOnlySpan<double> s, Span<double> w, Pair mp, Pair mq, int p, int q,
                ref double xGradient, Span<double> aGradient, Span<double> sGradient, Span<double> wGradient);

            public static (int Programs, string Wrong) Outcomes()
            {
                var (count, text) = (0, new System.Text.StringBuilder());
                foreach (var (program, method, backward) in typeof(Check).Assembly.GetTypes()
                    .Where(type => type.Name.StartsWith("Place"))
                    .SelectMany(type => ((string, Method, Backward)[])type.GetField("All")!.GetValue(null)!))
                {
                    count++;
                    foreach (var (x, p, q) in from x in new[] { 0.7, -0.7 } from p in new[] { 1, 9 } from q in new[] { 1, 9 } select (x, p, q))
                    {
                        Static.p = TableOf(p);
                        Static.q = TableOf(q);
                        var expected = Outcome((a, s, w, mp, mq) => method(x, a, s, s, w, mp, mq, p, q), p, q);
                        var gradients = new double[10];
                        var actual = Outcome(
                            (a, s, w, mp, mq) => backward(
                                x, a, s, s, w, mp, mq, p, q,
                                ref gradients[0], gradients.AsSpan(1, 3), gradients.AsSpan(4, 3), gradients.AsSpan(7, 3)),
                            p, q);
                        if (actual != expected)
                        {
                            text.AppendLine($"{program}, x = {x}, p = {p}, q = {q}: the method {expected}, the derivative {actual}");
                        }
                        else if (expected.Contains("Exception (") && gradients.Any(number => number != 0))
                        {
                            text.AppendLine($"{program}, x = {x}, p = {p}, q = {q}: a gradient is written");
                        }
                    }
                }

                return (count, text.ToString());
            }

            private static string Outcome(Func<double[], double[], double[], Pair, Pair, double> program, int p, int q)
            {
                double[] a = [0.5, 0.25, 0.75], s = [1.5, 1.25, 1.75], w = [0.3, 0.6, 0.9];
                string result;
                try
                {
                    result = $"{program(a, s, w, Model(p), Model(q)):R}";
                }
                catch (Exception exception)
                {
                    result = $"{exception.GetType().Name} ({exception.Message})";
                }

                return $"{result}, a = {string.Join(" ", a)}, w = {string.Join(" ", w)}";
            }

            private static Pair Model(int number) => new()
            {
                Part = number > 5 ? null! : new Inner(),
                Table = TableOf(number),
                Grid = number > 5 ? null! : new[,] { { 0.5, 1.5 } },
                Rows = number > 5 ? null! : [[0.5, 1.5]],
            };

            private static double[] TableOf(int number) => number > 5 ? null! : [0.5, 1.5];
        }
        """;
}
