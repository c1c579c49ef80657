using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// Integer arithmetic that leaves its type's range, in compilations that check it where nothing is said and in others: the
/// derivative throws or wraps around as the method does.
/// </summary>
public sealed class OverflowTests
{
    private const string Source = """
        public static partial class Program
        {
            [Differentiable]
            public static double Hash(double x, int k)
            {
                int hash = unchecked(k * 1000003 * 1000003);
                hash = unchecked((hash * 31) ^ (int)3000000000L) + 1;
                return x * (hash % 8) * unchecked((byte)hash);
            }

            [Differentiable]
            public static double Mixed(double x, int k) => x * checked(7 + unchecked(k * 1000003 * 1000003));

            [Differentiable]
            public static double Plain(double x, int k) => x * (k * 1000003 * 1000003);

            [Differentiable]
            public static double Explicit(double x, int k) => x * checked(k * 1000003 * 1000003);

            [Differentiable]
            public static double Narrowing(double x, int k)
            {
                byte b = unchecked((byte)(k * 3));
                b += 250;
                return x * b;
            }

            [Differentiable]
            public static double Loop(double x, int k)
            {
                var y = x;
                for (var i = 0; i < k; i++)
                {
                    y += Math.Sin(y) * i;
                }

                for (var i = unchecked(int.MaxValue + (k - 12347)); i <= int.MaxValue - 2; i += 2)
                {
                    y *= 1 + x / i;
                }

                return y;
            }

            // What inlining makes of constants, C# would compute while it compiles, and refuse.

            [Differentiable]
            public static double Constants(double x, int k)
            {
                if (k == 0)
                {
                    return Narrowed(x, 0);
                }

                if (k == 1)
                {
                    return Divided(x, 0);
                }

                if (k == 2)
                {
                    return Sized(x, 0);
                }

                if (k == 3)
                {
                    return Added(x, int.MaxValue);
                }

                if (k == 4)
                {
                    return Negated(x, int.MinValue);
                }

                if (k == 5)
                {
                    return Truncated(x, 1e10);
                }

                if (k == 6)
                {
                    return Truncated(x, double.NaN);
                }

                if (k == 7)
                {
                    return Remainder(x, int.MinValue);
                }

                if (k == 8)
                {
                    return Unsigned(x, 0);
                }

                if (k == 9)
                {
                    return Added(x, 1) + Narrowed(x, 250) + Divided(x, 2) + Sized(x, 4) + Negated(x, 3) + Truncated(x, 2.5);
                }

                return Masked(x, -1);
            }

            private static double Narrowed(double x, int k) => x * unchecked((byte)(k - 1));

            private static double Divided(double x, int k) => x * (6 / k);

            private static double Sized(double x, int k)
            {
                var a = new double[k - 1];
                a[0] = x;
                return a[0] * x;
            }

            private static double Added(double x, int k) => x * checked(k + 1);

            private static double Negated(double x, int k) => x * -k;

            private static double Truncated(double x, double y) => x * unchecked((int)y);

            private static double Remainder(double x, int k) => x * (k % -1);

            private static double Unsigned(double x, uint k) => x * (k - 1);

            private static double Masked(double x, int k) => x * unchecked((byte)(k & 0x1ff)) * (ushort)(k >>> 16);
        }

        public static class Check
        {
            public static string Outcomes()
            {
                var text = new System.Text.StringBuilder();
                foreach (var k in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12345 })
                {
                    void Add(string name, Func<double, int, double> method, Func<double, int, (double, double)> gradient)
                    {
                        var expected = Outcome(() => method(1, k), () => method(1.0 / 1024, k));
                        var actual = Outcome(() => gradient(1, k).Item1, () => gradient(1.0 / 1024, k).Item1);
                        text.Append(expected == actual ? "" : $"{name}({k}): the method {expected}, the derivative {actual}\n");
                        if (expected[0] is '-' or (>= '0' and <= '9') && name is not ("Loop" or "Constants"))
                        {
                            // Linear in x.
                            text.Append(gradient(2, k).Item2 == method(1, k) ? "" : $"{name}({k}): a wrong gradient\n");
                        }
                    }

                    Add("Hash", Program.Hash, (x, n) => { var g = Program.HashGradient(x, n); return (g.Value, g.X); });
                    Add("Mixed", Program.Mixed, (x, n) => { var g = Program.MixedGradient(x, n); return (g.Value, g.X); });
                    Add("Plain", Program.Plain, (x, n) => { var g = Program.PlainGradient(x, n); return (g.Value, g.X); });
                    Add("Explicit", Program.Explicit, (x, n) => { var g = Program.ExplicitGradient(x, n); return (g.Value, g.X); });
                    Add("Narrowing", Program.Narrowing, (x, n) => { var g = Program.NarrowingGradient(x, n); return (g.Value, g.X); });
                    Add("Loop", Program.Loop, (x, n) => { var g = Program.LoopGradient(x, n); return (g.Value, g.X); });
                    Add("Constants", Program.Constants, (x, n) => { var g = Program.ConstantsGradient(x, n); return (g.Value, g.X); });
                }

                return text.ToString();
            }

            public static string Plain() => Outcome(() => Program.PlainGradient(1, 12345).Value, () => 0);

            private static string Outcome(Func<double> one, Func<double> other)
            {
                try
                {
                    return $"{one():R}, {other():R}";
                }
                catch (Exception exception)
                {
                    return exception.GetType().Name;
                }
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arithmetic_ends_as_that_of_the_method(bool checks)
    {
        var input = Programs.Compile(Source);
        var run = GeneratorRun.Of(input.WithOptions(input.Options.WithOverflowChecks(checks)));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal("", run.Call<string>("Check", "Outcomes"));
        Assert.Equal(checks, run.Call<string>("Check", "Plain") == nameof(OverflowException));
    }

    /// <summary>Where C# converts by itself, no operation may say whether it checks.</summary>
    [Theory]
    [InlineData("byte b = 250;", "b <<= k; s = b;")]
    [InlineData("short b = 30000;", "b <<= k; s = b;")]
    [InlineData("sbyte b = -100;", "b >>>= k; s = b;")]
    [InlineData("sbyte b = -128;", "b /= (sbyte)-k; s = b;")]
    [InlineData("byte b = 250;", "b += (byte)(k * 10); s = b;")]
    [InlineData("byte b = 255;", "b++; s = b;")]
    [InlineData("sbyte b = -128;", "--b; s = b;")]
    [InlineData("byte b = 255;", "s = b++ + b;")]
    [InlineData("byte b = 200;", "s = b <<= k;")]
    [InlineData("var a = new byte[] { 250 };", "a[0] <<= k; s = a[0];")]
    [InlineData("var a = new char[] { 'a' };", "a[0] <<= 10 * k; s = a[0];")]
    [InlineData("var a = new ushort[] { 65535 };", "s = a[0]++;")]
    [InlineData("", "foreach (byte b in new[] { 3, 300 * k }) s *= 1 + b;")]
    [InlineData("", "foreach (uint b in new[] { 3, -k }) s *= 1 + b;")]
    [InlineData("", "foreach (int b in new[] { 3, 3000000000L * k }) s *= 1 + b;")]
    public void A_conversion_that_nobody_writes_ends_as_that_of_the_method(string before, string narrowing)
    {
        string Method(string name, string context) =>
            $"[Differentiable] public static double {name}(double x, int k) {{ double s = 1; {before} {context} {{ {narrowing} }} return x * s; }}";
        var input = Programs.Compile($$"""
            public static partial class Program
            {
                {{Method("Unsaid", "")}}
                {{Method("Checked", "checked")}}
                {{Method("Unchecked", "unchecked")}}
                {{Method("Within", "checked { } unchecked")}}
            }

            public static class Check
            {
                public static string Method() => $"{Of(Program.Unsaid)} {Of(Program.Checked)} {Of(Program.Unchecked)} {Of(Program.Within)}";

                public static string Derivative() => $"{Of((x, k) => Program.UnsaidGradient(x, k).Value)} {Of((x, k) => Program.CheckedGradient(x, k).Value)} "
                    + $"{Of((x, k) => Program.UncheckedGradient(x, k).Value)} {Of((x, k) => Program.WithinGradient(x, k).Value)}";

                private static string Of(Func<double, int, double> method)
                {
                    try
                    {
                        return $"{method(2, 1):R}";
                    }
                    catch (Exception exception)
                    {
                        return exception.GetType().Name;
                    }
                }
            }
            """);
        foreach (var checks in new[] { false, true })
        {
            var run = GeneratorRun.Of(input.WithOptions(input.Options.WithOverflowChecks(checks)));
            Assert.Empty(run.Errors);
            var expected = run.Call<string>("Check", "Method");
            Assert.Equal(expected, run.Call<string>("Check", "Derivative"));
            Assert.Equal(checks ? 2 : 1, expected.Split(nameof(OverflowException)).Length - 1);
        }
    }

    /// <summary>Checked or not, a loop that goes up one by one has its trips counted once, before it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_counted_loop_is_one_in_either(bool checks)
    {
        var input = Programs.Compile("""
            public static partial class Program
            {
                [Differentiable]
                public static double Loop(double x, int n)
                {
                    for (var i = 0; i < n; i++)
                    {
                        x += Math.Sin(x);
                    }

                    return x;
                }
            }
            """);
        var text = GeneratorRun.Of(input.WithOptions(input.Options.WithOverflowChecks(checks))).Text;
        Assert.Contains("for (int i = 0; i < n; i++)", text);
        Assert.DoesNotContain("checked", text);
    }
}
