using StaticGrad;

namespace Freezing.Experiments;

/// <summary>One sum of powers three times: two of its terms under NoGrad, the same two detached, and none.</summary>
public static partial class ConstantPowers
{
    [Differentiable]
    public static void UnderNoGrad(ReadOnlySpan<double> x, Span<double> y4)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var y1 = x[i] * x[i];
            double y2, y3 = 1;
            using (Grad.NoGrad())
            {
                y2 = 2 * x[i] * x[i];
                for (var k = 0; k < 5; k++)
                {
                    y3 *= x[i];
                }
            }

            y4[i] = y1 + y2 + y3;
        }
    }

    [Differentiable]
    public static void Detached(ReadOnlySpan<double> x, Span<double> y4)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var y1 = x[i] * x[i];
            var y2 = 2 * x[i] * x[i];
            double y3 = 1;
            for (var k = 0; k < 5; k++)
            {
                y3 *= x[i];
            }

            y4[i] = y1 + y2.Detach() + y3.Detach();
        }
    }

    [Differentiable]
    public static void Unfrozen(ReadOnlySpan<double> x, Span<double> y4)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var y1 = x[i] * x[i];
            var y2 = 2 * x[i] * x[i];
            double y3 = 1;
            for (var k = 0; k < 5; k++)
            {
                y3 *= x[i];
            }

            y4[i] = y1 + y2 + y3;
        }
    }

    public static void Run(Report report)
    {
        report.Begin(
            "NoGrad and Detach make constants",
            """
            x = torch.tensor([1., 2.], requires_grad=True)
            y1 = x**2
            with torch.no_grad():
                y2 = 2*x**2
                y3 = x**5
            y4 = y1 + y2 + y3              # or, without no_grad: y1 + y2.detach() + y3.detach()
            y4.backward(torch.ones(2))
            """);

        double[] x = [1, 2], y4 = [0, 0], gradient = [0, 0];
        UnderNoGradBackward(x, y4, gradient, [1, 1]);
        report.Expect("no_grad: y4", y4, [4, 44], "tensor([ 4., 44.], grad_fn=<AddBackward0>)");
        report.Expect("no_grad: x.grad", gradient, [2, 4], "tensor([2., 4.])");

        (y4, gradient) = ([0, 0], [0, 0]);
        DetachedBackward(x, y4, gradient, [1, 1]);
        report.Expect("detach: y4", y4, [4, 44], "tensor([ 4., 44.], grad_fn=<AddBackward0>)");
        report.Expect("detach: x.grad", gradient, [2, 4], "tensor([2., 4.])");

        (y4, gradient) = ([0, 0], [0, 0]);
        UnfrozenBackward(x, y4, gradient, [1, 1]);
        report.Expect("neither: y4", y4, [4, 44], "tensor([ 4., 44.], grad_fn=<AddBackward0>)");
        report.Expect("neither: x.grad", gradient, [11, 92], "tensor([11., 92.])");

        ExpectSaved(report, "no_grad", nameof(UnderNoGrad), 0, "y1's operations alone are recorded");
        ExpectSaved(report, "detach", nameof(Detached), 0, "all operations are recorded, two of the results dropped");
        ExpectSaved(report, "neither", nameof(Unfrozen), 8, "all operations are recorded");
        report.Note("Saved bytes: of each loop iteration, as the compiler itself says (SGRAD201). 4 outside loops are a trip count.");
    }

    private static void ExpectSaved(Report report, string how, string derivative, int bytes, string pyTorch)
    {
        var map = FreezingMap.Of(derivative);
        report.Expect($"{how}: saved bytes", map.SavedBytesPerIteration, bytes, pyTorch, map.Saves);
    }
}
