namespace CurveFit;

// Stand-in for what the StaticGrad generator emits: the same members, derivatives by hand. Delete this file and enable
// the two generator references in CurveFit.csproj; nothing else depends on it.
public static partial class Models
{
    public readonly record struct Misra1aGradients(double Value, double[] B);

    public static Misra1aGradients Misra1aGradient(ReadOnlySpan<double> b, double x)
    {
        var bGradient = new double[b.Length];
        return new Misra1aGradients(Misra1aBackward(b, x, bGradient), bGradient);
    }

    public static double Misra1aBackward(ReadOnlySpan<double> b, double x, Span<double> bGradient) =>
        Misra1aBackward(b, x, 1, bGradient);

    public static double Misra1aBackward(
        ReadOnlySpan<double> b, double x, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double decay = Math.Exp(-b[1] * x);
        bGradient[0] += seed * (1 - decay);
        bGradient[1] += seed * b[0] * x * decay;
        return Misra1a(b, x);
    }

    public readonly record struct Misra1aLossGradients(double Value, double[] B);

    public static Misra1aLossGradients Misra1aLossGradient(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var bGradient = new double[b.Length];
        return new Misra1aLossGradients(Misra1aLossBackward(b, x, y, bGradient), bGradient);
    }

    public static double Misra1aLossBackward(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient) =>
        Misra1aLossBackward(b, x, y, 1, bGradient);

    public static double Misra1aLossBackward(
        ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Misra1a(b, x[i]) - y[i];
            Misra1aBackward(b, x[i], seed * 2 * residual, bGradient);
            sum += residual * residual;
        }

        return sum;
    }

    public readonly record struct Chwirut1Gradients(double Value, double[] B);

    public static Chwirut1Gradients Chwirut1Gradient(ReadOnlySpan<double> b, double x)
    {
        var bGradient = new double[b.Length];
        return new Chwirut1Gradients(Chwirut1Backward(b, x, bGradient), bGradient);
    }

    public static double Chwirut1Backward(ReadOnlySpan<double> b, double x, Span<double> bGradient) =>
        Chwirut1Backward(b, x, 1, bGradient);

    public static double Chwirut1Backward(
        ReadOnlySpan<double> b, double x, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double decay = Math.Exp(-b[0] * x);
        double line = b[1] + b[2] * x;
        bGradient[0] -= seed * x * decay / line;
        bGradient[1] -= seed * decay / (line * line);
        bGradient[2] -= seed * x * decay / (line * line);
        return Chwirut1(b, x);
    }

    public readonly record struct Chwirut1LossGradients(double Value, double[] B);

    public static Chwirut1LossGradients Chwirut1LossGradient(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var bGradient = new double[b.Length];
        return new Chwirut1LossGradients(Chwirut1LossBackward(b, x, y, bGradient), bGradient);
    }

    public static double Chwirut1LossBackward(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient) =>
        Chwirut1LossBackward(b, x, y, 1, bGradient);

    public static double Chwirut1LossBackward(
        ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Chwirut1(b, x[i]) - y[i];
            Chwirut1Backward(b, x[i], seed * 2 * residual, bGradient);
            sum += residual * residual;
        }

        return sum;
    }

    public readonly record struct Gauss1Gradients(double Value, double[] B);

    public static Gauss1Gradients Gauss1Gradient(ReadOnlySpan<double> b, double x)
    {
        var bGradient = new double[b.Length];
        return new Gauss1Gradients(Gauss1Backward(b, x, bGradient), bGradient);
    }

    public static double Gauss1Backward(ReadOnlySpan<double> b, double x, Span<double> bGradient) =>
        Gauss1Backward(b, x, 1, bGradient);

    public static double Gauss1Backward(
        ReadOnlySpan<double> b, double x, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double first = (x - b[3]) / b[4];
        double second = (x - b[6]) / b[7];
        double decay = Math.Exp(-b[1] * x);
        double firstPeak = Math.Exp(-first * first);
        double secondPeak = Math.Exp(-second * second);
        bGradient[0] += seed * decay;
        bGradient[1] -= seed * b[0] * x * decay;
        bGradient[2] += seed * firstPeak;
        bGradient[3] += seed * b[2] * firstPeak * 2 * first / b[4];
        bGradient[4] += seed * b[2] * firstPeak * 2 * first * first / b[4];
        bGradient[5] += seed * secondPeak;
        bGradient[6] += seed * b[5] * secondPeak * 2 * second / b[7];
        bGradient[7] += seed * b[5] * secondPeak * 2 * second * second / b[7];
        return Gauss1(b, x);
    }

    public readonly record struct Gauss1LossGradients(double Value, double[] B);

    public static Gauss1LossGradients Gauss1LossGradient(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var bGradient = new double[b.Length];
        return new Gauss1LossGradients(Gauss1LossBackward(b, x, y, bGradient), bGradient);
    }

    public static double Gauss1LossBackward(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient) =>
        Gauss1LossBackward(b, x, y, 1, bGradient);

    public static double Gauss1LossBackward(
        ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Gauss1(b, x[i]) - y[i];
            Gauss1Backward(b, x[i], seed * 2 * residual, bGradient);
            sum += residual * residual;
        }

        return sum;
    }

    public readonly record struct ThurberGradients(double Value, double[] B);

    public static ThurberGradients ThurberGradient(ReadOnlySpan<double> b, double x)
    {
        var bGradient = new double[b.Length];
        return new ThurberGradients(ThurberBackward(b, x, bGradient), bGradient);
    }

    public static double ThurberBackward(ReadOnlySpan<double> b, double x, Span<double> bGradient) =>
        ThurberBackward(b, x, 1, bGradient);

    public static double ThurberBackward(
        ReadOnlySpan<double> b, double x, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double numerator = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
        double denominator = 1 + x * (b[4] + x * (b[5] + x * b[6]));
        double up = seed / denominator;
        double down = -seed * numerator / (denominator * denominator);
        bGradient[0] += up;
        bGradient[1] += up * x;
        bGradient[2] += up * x * x;
        bGradient[3] += up * x * x * x;
        bGradient[4] += down * x;
        bGradient[5] += down * x * x;
        bGradient[6] += down * x * x * x;
        return Thurber(b, x);
    }

    public readonly record struct ThurberLossGradients(double Value, double[] B);

    public static ThurberLossGradients ThurberLossGradient(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var bGradient = new double[b.Length];
        return new ThurberLossGradients(ThurberLossBackward(b, x, y, bGradient), bGradient);
    }

    public static double ThurberLossBackward(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient) =>
        ThurberLossBackward(b, x, y, 1, bGradient);

    public static double ThurberLossBackward(
        ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Thurber(b, x[i]) - y[i];
            ThurberBackward(b, x[i], seed * 2 * residual, bGradient);
            sum += residual * residual;
        }

        return sum;
    }

    public readonly record struct EnsoGradients(double Value, double[] B);

    public static EnsoGradients EnsoGradient(ReadOnlySpan<double> b, double x)
    {
        var bGradient = new double[b.Length];
        return new EnsoGradients(EnsoBackward(b, x, bGradient), bGradient);
    }

    public static double EnsoBackward(ReadOnlySpan<double> b, double x, Span<double> bGradient) =>
        EnsoBackward(b, x, 1, bGradient);

    public static double EnsoBackward(
        ReadOnlySpan<double> b, double x, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double year = 2 * Math.PI * x / 12;
        double second = 2 * Math.PI * x / b[3];
        double third = 2 * Math.PI * x / b[6];
        bGradient[0] += seed;
        bGradient[1] += seed * Math.Cos(year);
        bGradient[2] += seed * Math.Sin(year);
        bGradient[3] += seed * (b[4] * Math.Sin(second) - b[5] * Math.Cos(second)) * second / b[3];
        bGradient[4] += seed * Math.Cos(second);
        bGradient[5] += seed * Math.Sin(second);
        bGradient[6] += seed * (b[7] * Math.Sin(third) - b[8] * Math.Cos(third)) * third / b[6];
        bGradient[7] += seed * Math.Cos(third);
        bGradient[8] += seed * Math.Sin(third);
        return Enso(b, x);
    }

    public readonly record struct EnsoLossGradients(double Value, double[] B);

    public static EnsoLossGradients EnsoLossGradient(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var bGradient = new double[b.Length];
        return new EnsoLossGradients(EnsoLossBackward(b, x, y, bGradient), bGradient);
    }

    public static double EnsoLossBackward(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient) =>
        EnsoLossBackward(b, x, y, 1, bGradient);

    public static double EnsoLossBackward(
        ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> bGradient)
    {
        CheckLength(bGradient.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Enso(b, x[i]) - y[i];
            EnsoBackward(b, x[i], seed * 2 * residual, bGradient);
            sum += residual * residual;
        }

        return sum;
    }

    private static void CheckLength(int gradient, int parameter)
    {
        if (gradient != parameter)
        {
            throw new ArgumentException($"bGradient has {gradient} elements and b has {parameter}.", "bGradient");
        }
    }
}
