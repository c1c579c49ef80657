using StaticGrad;

namespace Freezing.Experiments;

/// <summary>Detach ends the gradient and shares the storage; what is computed is no leaf.</summary>
public static partial class DetachedValues
{
    // That no gradient reaches x or z is the point here; elsewhere it is a likely mistake, and a warning.
#pragma warning disable SGRAD005
    [Differentiable]
    public static void OnlyY(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, Span<double> y1)
    {
        for (var i = 0; i < y1.Length; i++)
        {
            var h = 2 * x[i]; // PyTorch's new x
            y1[i] = 2 * h.Detach() + 2 * y[i] + 3 * z[i].Detach();
        }
    }

    [Differentiable]
    public static double Retained(double x, double y, double z)
    {
        var h = Grad.Retain(2 * x);
        return 2 * h + 2 * y + 3 * z.Detach();
    }
#pragma warning restore SGRAD005

    // A write through a detached alias is a warning too.
#pragma warning disable SGRAD012
    [Differentiable]
    public static double WrittenDetached(Span<double> z)
    {
        z.Detach()[0] = 5;
        return z[0] + z[1];
    }
#pragma warning restore SGRAD012

    public static void Run(Report report)
    {
        report.Begin(
            "Detached inputs and overwritten ones have no gradient",
            """
            x = torch.tensor([1., 2.], requires_grad=True)
            y = torch.tensor([3., 4.], requires_grad=True)
            z = torch.tensor([3., 2.], requires_grad=True)
            leaf, x = x, 2*x
            y1 = 2*x.detach() + 2*y + 3*z.detach()
            y1.backward(torch.tensor([1., 1.]))
            """);

        double[] x = [1, 2], y = [3, 4], z = [3, 2], y1 = [0, 0];
        double[] xGradient = [0, 0], yGradient = [0, 0], zGradient = [0, 0], seed = [1, 1];
        OnlyYBackward(x, y, z, y1, xGradient, yGradient, zGradient, seed);
        report.Expect("y1", y1, [19, 22], "tensor([19., 22.], grad_fn=<AddBackward0>)");
        report.Expect("y.grad", yGradient, [2, 2], "tensor([2., 2.])");
        report.Expect("leaf.grad", xGradient, [0, 0], "None");
        report.ExpectMessage(nameof(OnlyY), "x", "SGRAD005", "says nothing");
        report.Expect("z.grad", zGradient, [0, 0], "None");
        report.ExpectMessage(nameof(OnlyY), "z", "SGRAD005", "says nothing");

        const string NonLeaf =
            "None, and UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed.";
        report.ExpectError(
            "x.grad, of the overwritten x, read",
            """
                [Differentiable]
                public static double Sum(double x, double y)
                {
                    var h = 2 * x;
                    return 2 * h + 2 * y;
                }

                public static double Read() => SumGradient(1, 3).H;
            """,
            "SGRAD002",
            NonLeaf);
        report.ExpectError(
            "the gradient of the overwritten x, asked for",
            """
                [Differentiable("h")]
                public static double Sum(double x, double y)
                {
                    var h = 2 * x;
                    return 2 * h + 2 * y;
                }
            """,
            "SGRAD002",
            NonLeaf);

        var retained = RetainedGradient(1, 3, 3);
        report.Expect(
            "retained: y1, of scalars 1, 3 and 3", retained.Value, 19, "tensor(19., grad_fn=<AddBackward0>), x not detached");
        report.Expect("retained: x.grad", retained.H, 2, "tensor(2.), after x.retain_grad()");
        report.Expect("retained: leaf.grad", retained.X, 4, "tensor(4.)");
        report.Expect("retained: y.grad", retained.Y, 2, "tensor(2.)");
        report.Expect("retained: z.grad", retained.Z, 0, "None");

        zGradient = [0, 0];
        WrittenDetachedBackward(z, zGradient);
        report.Expect("z, after z.detach()[0] = 5", z, [5, 2], "tensor([5., 2.], requires_grad=True)");
        report.Expect(
            "z.grad, of z.sum() after it", zGradient, [0, 1], "does not see the write: tensor([1., 1.])");
        report.Note(
            "The last row is where StaticGrad means to differ: a number that was overwritten cannot influence the result any more.");
    }
}
