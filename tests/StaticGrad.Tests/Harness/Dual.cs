namespace StaticGrad.Tests.Duals;

/// <summary>A number with its derivative in one direction: forward mode, against which reverse mode is checked.</summary>
public readonly struct Dual
{
    [ThreadStatic]
    internal static int NoGradScopes;

    public Dual(double value, double tangent)
    {
        Value = value;
        Tangent = NoGradScopes == 0 ? tangent : 0;
    }

    public double Value { get; }

    public double Tangent { get; }

    public static implicit operator Dual(double value) => new(value, 0);

    public static explicit operator int(Dual x) => (int)x.Value;

    public static explicit operator long(Dual x) => (long)x.Value;

    public static Dual operator +(Dual x) => x;

    public static Dual operator -(Dual x) => new(-x.Value, -x.Tangent);

    public static Dual operator ++(Dual x) => new(x.Value + 1, x.Tangent);

    public static Dual operator --(Dual x) => new(x.Value - 1, x.Tangent);

    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Tangent + y.Tangent);

    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Tangent - y.Tangent);

    public static Dual operator *(Dual x, Dual y) =>
        new(x.Value * y.Value, Times(x.Tangent, y.Value) + Times(y.Tangent, x.Value));

    public static Dual operator /(Dual x, Dual y) => new(
        x.Value / y.Value,
        Times(x.Tangent, 1 / y.Value) - Times(y.Tangent, x.Value / (y.Value * y.Value)));

    public static Dual operator %(Dual x, Dual y) => new(
        x.Value % y.Value,
        x.Tangent - Times(y.Tangent, Math.Truncate(x.Value / y.Value)));

    public static bool operator <(Dual x, Dual y) => x.Value < y.Value;

    public static bool operator >(Dual x, Dual y) => x.Value > y.Value;

    public static bool operator <=(Dual x, Dual y) => x.Value <= y.Value;

    public static bool operator >=(Dual x, Dual y) => x.Value >= y.Value;

    public static bool operator ==(Dual x, Dual y) => x.Value == y.Value;

    public static bool operator !=(Dual x, Dual y) => x.Value != y.Value;

    public override bool Equals(object? obj) => obj is Dual other && Value.Equals(other.Value);

    public override int GetHashCode() => Value.GetHashCode();

    public override string ToString() => $"{Value} ({Tangent})";

    // What programs call on double and float themselves.

    public static Dual PositiveInfinity => double.PositiveInfinity;

    public static Dual NaN => double.NaN;

    public static Dual MaxValue => double.MaxValue;

    public static bool IsNaN(Dual x) => double.IsNaN(x.Value);

    public static bool IsFinite(Dual x) => double.IsFinite(x.Value);

    public static bool IsNegative(Dual x) => double.IsNegative(x.Value);

    public static Dual Exp2(Dual x) => x.Map(double.Exp2(x.Value), double.Exp2(x.Value) * Math.Log(2));

    public static Dual Exp10(Dual x) => x.Map(double.Exp10(x.Value), Math.Pow(10, x.Value) * Math.Log(10));

    public static Dual ExpM1(Dual x) => x.Map(double.ExpM1(x.Value), Math.Exp(x.Value));

    public static Dual LogP1(Dual x) => x.Map(double.LogP1(x.Value), 1 / (1 + x.Value));

    public static Dual SinPi(Dual x) => x.Map(double.SinPi(x.Value), Math.PI * Math.Cos(Math.PI * x.Value));

    public static Dual CosPi(Dual x) => x.Map(double.CosPi(x.Value), -Math.PI * Math.Sin(Math.PI * x.Value));

    public static Dual Hypot(Dual x, Dual y)
    {
        var r = double.Hypot(x.Value, y.Value);
        return new(r, (x.Tangent * x.Value + y.Tangent * y.Value) / r);
    }

    public static Dual RootN(Dual x, int n)
    {
        var r = double.RootN(x.Value, n);
        return x.Map(r, 1 / (n * Math.Pow(r, n - 1)));
    }

    public static Dual Lerp(Dual x, Dual y, Dual t) => new(
        double.Lerp(x.Value, y.Value, t.Value),
        x.Tangent * (1 - t.Value) + y.Tangent * t.Value + t.Tangent * (y.Value - x.Value));

    /// <summary>A term whose tangent is zero is absent: a constant infinity elsewhere must not make it NaN.</summary>
    internal static double Times(double tangent, double factor) => tangent == 0 ? 0 : tangent * factor;

    internal Dual Map(double value, double derivative) => new(value, Times(Tangent, derivative));
}

/// <summary>Math on duals, with textbook derivatives.</summary>
public static class DualMath
{
    public const double PI = Math.PI;
    public const double E = Math.E;
    public const double Tau = Math.Tau;

    public static Dual Exp(Dual x) => x.Map(Math.Exp(x.Value), Math.Exp(x.Value));

    public static Dual Log(Dual x) => x.Map(Math.Log(x.Value), 1 / x.Value);

    public static Dual Log(Dual x, Dual b)
    {
        var (lx, lb) = (Math.Log(x.Value), Math.Log(b.Value));
        return new(Math.Log(x.Value, b.Value), x.Tangent / (x.Value * lb) - b.Tangent * lx / (b.Value * lb * lb));
    }

    public static Dual Log2(Dual x) => x.Map(Math.Log2(x.Value), 1 / (x.Value * Math.Log(2)));

    public static Dual Log10(Dual x) => x.Map(Math.Log10(x.Value), 1 / (x.Value * Math.Log(10)));

    public static Dual Sin(Dual x) => x.Map(Math.Sin(x.Value), Math.Cos(x.Value));

    public static Dual Cos(Dual x) => x.Map(Math.Cos(x.Value), -Math.Sin(x.Value));

    public static Dual Tan(Dual x) => x.Map(Math.Tan(x.Value), 1 / (Math.Cos(x.Value) * Math.Cos(x.Value)));

    public static Dual Asin(Dual x) => x.Map(Math.Asin(x.Value), 1 / Math.Sqrt(1 - x.Value * x.Value));

    public static Dual Acos(Dual x) => x.Map(Math.Acos(x.Value), -1 / Math.Sqrt(1 - x.Value * x.Value));

    public static Dual Atan(Dual x) => x.Map(Math.Atan(x.Value), 1 / (1 + x.Value * x.Value));

    public static Dual Atan2(Dual y, Dual x)
    {
        var r = x.Value * x.Value + y.Value * y.Value;
        return new(Math.Atan2(y.Value, x.Value), (y.Tangent * x.Value - x.Tangent * y.Value) / r);
    }

    public static Dual Sinh(Dual x) => x.Map(Math.Sinh(x.Value), Math.Cosh(x.Value));

    public static Dual Cosh(Dual x) => x.Map(Math.Cosh(x.Value), Math.Sinh(x.Value));

    public static Dual Tanh(Dual x) => x.Map(Math.Tanh(x.Value), 1 / (Math.Cosh(x.Value) * Math.Cosh(x.Value)));

    public static Dual Asinh(Dual x) => x.Map(Math.Asinh(x.Value), 1 / Math.Sqrt(x.Value * x.Value + 1));

    public static Dual Acosh(Dual x) => x.Map(Math.Acosh(x.Value), 1 / Math.Sqrt(x.Value * x.Value - 1));

    public static Dual Atanh(Dual x) => x.Map(Math.Atanh(x.Value), 1 / (1 - x.Value * x.Value));

    public static Dual Sqrt(Dual x) => x.Map(Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value));

    public static Dual Cbrt(Dual x) => x.Map(Math.Cbrt(x.Value), 1 / (3 * Math.Pow(Math.Cbrt(x.Value), 2)));

    public static Dual Pow(Dual x, Dual y) => new(
        Math.Pow(x.Value, y.Value),
        Dual.Times(x.Tangent, y.Value * Math.Pow(x.Value, y.Value - 1))
            + Dual.Times(y.Tangent, Math.Pow(x.Value, y.Value) * Math.Log(x.Value)));

    public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) => new(
        Math.FusedMultiplyAdd(x.Value, y.Value, z.Value),
        x.Tangent * y.Value + y.Tangent * x.Value + z.Tangent);

    public static Dual Abs(Dual x) => x.Map(Math.Abs(x.Value), Math.Sign(x.Value));

    public static Dual CopySign(Dual x, Dual y) =>
        x.Map(Math.CopySign(x.Value, y.Value), Math.Sign(x.Value) * Math.CopySign(1, y.Value));

    public static Dual Max(Dual x, Dual y) => Choice(Math.Max(x.Value, y.Value), x, y, x.Value > y.Value);

    public static Dual Min(Dual x, Dual y) => Choice(Math.Min(x.Value, y.Value), x, y, x.Value < y.Value);

    public static Dual Clamp(Dual x, Dual low, Dual high) => new(
        Math.Clamp(x.Value, low.Value, high.Value),
        x.Value < low.Value ? low.Tangent : x.Value > high.Value ? high.Tangent : x.Tangent);

    public static Dual IEEERemainder(Dual x, Dual y) => new(
        Math.IEEERemainder(x.Value, y.Value),
        x.Tangent - y.Tangent * Math.Round(x.Value / y.Value));

    public static Dual ScaleB(Dual x, int n) => x.Map(Math.ScaleB(x.Value, n), Math.ScaleB(1, n));

    public static Dual Floor(Dual x) => Math.Floor(x.Value);

    public static Dual Ceiling(Dual x) => Math.Ceiling(x.Value);

    public static Dual Round(Dual x) => Math.Round(x.Value);

    public static Dual Truncate(Dual x) => Math.Truncate(x.Value);

    public static int Sign(Dual x) => Math.Sign(x.Value);

    public static (Dual Sin, Dual Cos) SinCos(Dual x)
    {
        var (sin, cos) = Math.SinCos(x.Value);
        return (x.Map(sin, cos), x.Map(cos, -sin));
    }

    public static int Max(int x, int y) => Math.Max(x, y);

    public static int Min(int x, int y) => Math.Min(x, y);

    public static int Abs(int x) => Math.Abs(x);

    public static int Clamp(int x, int low, int high) => Math.Clamp(x, low, high);

    private static Dual Choice(double value, Dual x, Dual y, bool first) =>
        new(value, x.Value == y.Value ? (x.Tangent + y.Tangent) / 2 : first ? x.Tangent : y.Tangent);
}

/// <summary>The markers on duals: here detaching is visible.</summary>
public static class DualGrad
{
    public static Dual Detach(this Dual x) => x.Value;

    /// <summary>A copy: programs only read what they detach.</summary>
    public static Dual[] Detach(this Dual[] x) => Array.ConvertAll(x, item => (Dual)item.Value);

    public static ReadOnlySpan<Dual> Detach(this ReadOnlySpan<Dual> x) => x.ToArray().Detach();

    public static Span<Dual> Detach(this Span<Dual> x) => x.ToArray().Detach();

    public static Dual Retain(Dual x) => x;

    public static Dual Relu(Dual x) => x.Value > 0 ? x : x.Map(Grad.Relu(x.Value), 0);

    public static Scope NoGrad()
    {
        Dual.NoGradScopes++;
        return default;
    }

    public readonly struct Scope : IDisposable
    {
        public void Dispose() => Dual.NoGradScopes--;
    }
}
