using StaticGrad;

namespace Freezing.Experiments;

/// <summary>requires_grad is False by default for data; here it is said with [Frozen].</summary>
public static partial class FrozenParameter
{
    [Differentiable]
    public static void Doubled(ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y, Span<double> y1)
    {
        for (var i = 0; i < y1.Length; i++)
        {
            y1[i] = 2 * x[i] + 2 * y[i];
        }
    }

    public static void Run(Report report)
    {
        report.Begin(
            "A frozen input has no gradient",
            """
            x = torch.tensor([1., 2.], requires_grad=True)
            y = torch.tensor([3., 4.])
            y1 = 2*x + 2*y
            y1.backward(torch.tensor([1., 1.]))
            """);

        double[] x = [1, 2], y = [3, 4], y1 = [0, 0];
        double[] seed = [1, 1], xGradient = [0, 0];
        DoubledBackward(x, y, y1, xGradient, seed);

        report.Expect("y1", y1, [8, 12], "tensor([ 8., 12.], grad_fn=<AddBackward0>)");
        report.Expect("x.grad", xGradient, [2, 2], "tensor([2., 2.])");
        report.Expect("y.grad", GradientsOfDoubled(), "xGradient, y1Gradient", "None", "there is no slot for y");

        report.ExpectError(
            "y.grad, read",
            """
                [Differentiable]
                public static double Sum(double x, [Frozen] double y) => 2 * x + 2 * y;

                public static double Read() => SumGradient(1, 3).Y;
            """,
            "SGRAD003",
            "None");
        report.ExpectError(
            "the gradient of y, asked for",
            """
                [Differentiable("y")]
                public static double Sum(double x, [Frozen] double y) => 2 * x + 2 * y;
            """,
            "SGRAD003",
            "torch.autograd.grad(y1, y, seed): RuntimeError: One of the differentiated Tensors does not require grad");
        report.ExpectError(
            "an integer as a leaf",
            """
                [Differentiable("n")]
                public static double Scaled(double x, int n) => x * n;
            """,
            "SGRAD001",
            "torch.tensor([1, 2], requires_grad=True): RuntimeError: Only Tensors of floating point and complex dtype can "
                + "require gradients");
    }

    private static string GradientsOfDoubled() => Experiment.GradientsOf(DoubledBackward);
}
