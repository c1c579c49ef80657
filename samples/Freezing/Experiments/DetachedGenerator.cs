using StaticGrad;

namespace Freezing.Experiments;

/// <summary>The step of a generative adversarial network that trains the discriminator alone.</summary>
public static partial class DetachedGenerator
{
    // That no gradient reaches z1 is what the detach is for.
#pragma warning disable SGRAD005
    [Differentiable]
    public static double Judged(ReadOnlySpan<double> z1, ReadOnlySpan<double> y)
    {
        var z = new double[z1.Length];
        Generate(z1, z);
        var generated = z.Detach();

        double y1 = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var z2 = generated[i] + y[i];
            y1 += 3 * z2;
        }

        return y1;
    }
#pragma warning restore SGRAD005

    public static void Run(Report report)
    {
        report.Begin(
            "A detached generator is not trained",
            """
            z1 = torch.tensor([1.5, 1.], requires_grad=True)
            y = torch.tensor([3., 4.], requires_grad=True)
            z = 2*z1                       # the generator
            z2 = z.detach() + y
            y1 = torch.sum(3*z2)
            y1.backward()
            """);

        var (y1, z1Gradient, yGradient) = JudgedGradient([1.5, 1], [3, 4]);
        report.Expect("y1", y1, 36, "tensor(36., grad_fn=<SumBackward0>)");
        report.Expect("y.grad", yGradient, [3, 3], "tensor([3., 3.])");
        report.Expect("z1.grad", z1Gradient, [0, 0], "None");
        report.ExpectMessage(nameof(Judged), "z1", "SGRAD005", "says nothing");
        report.ExpectError(
            "the gradient of z2, asked for",
            """
                [Differentiable("z2")]
                public static double Sum(double z1, double y)
                {
                    var z2 = (2 * z1).Detach() + y;
                    return 3 * z2;
                }
            """,
            "SGRAD002",
            "z2.grad: None, and UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed.");
    }

    private static void Generate(ReadOnlySpan<double> z1, Span<double> z)
    {
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = 2 * z1[i];
        }
    }
}
