using StaticGrad;

namespace Freezing.Experiments;

/// <summary>Backward adds, as .grad does, until somebody clears.</summary>
public static partial class Accumulation
{
    [Differentiable]
    public static double Doubled(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var value in x)
        {
            sum += 2 * value;
        }

        return sum;
    }

    [Differentiable]
    public sealed partial class Scale
    {
        public double[] Factors = [1, 2];

        [Differentiable]
        public double Loss([Frozen] ReadOnlySpan<double> x)
        {
            double sum = 0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += Factors[i] * x[i];
            }

            return sum;
        }
    }

    public static void Run(Report report)
    {
        report.Begin(
            "Gradients accumulate",
            """
            x = torch.tensor([1., 2.], requires_grad=True)
            torch.sum(2*x).backward()
            """);

        double[] x = [1, 2], gradient = [0, 0];
        DoubledBackward(x, gradient);
        report.Expect("x.grad", gradient, [2, 2], "tensor([2., 2.])");
        DoubledBackward(x, gradient);
        report.Expect("x.grad, after a second backward", gradient, [4, 4], "tensor([4., 4.])");
        Array.Clear(gradient);
        report.Expect("x.grad, cleared", gradient, [0, 0], "tensor([0., 0.]), after x.grad.zero_()");

        var model = new Scale();
        var ofModel = new Scale.Gradient(model);
        model.LossBackward([3, 4], ofModel);
        model.LossBackward([3, 4], ofModel);
        report.Expect(
            "a model's gradient, of sum(factors * [3, 4]) twice", ofModel.Factors, [6, 8], "tensor([6., 8.])");
        ofModel.Clear();
        report.Expect(
            "a model's gradient, cleared", ofModel.Factors, [0, 0], "tensor([0., 0.]), after optimizer.zero_grad(set_to_none=False)");
    }
}
