using System.Runtime.InteropServices;

namespace StaticGrad.Samples.Tests;

/// <summary>Numbers of models, and their equality to the last bit.</summary>
internal static class Numbers
{
    public static double[] Of<TGradient>(IModel<TGradient> model)
    {
        var numbers = new double[model.ParameterCount()];
        model.CopyParametersTo(numbers);
        return numbers;
    }

    public static void AssertSameBits(double[] expected, double[] actual) => Assert.True(
        MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(actual)));

    /// <summary>Checks a gradient against central differences over the model's own parameters.</summary>
    public static void CheckGradient<TGradient>(IModel<TGradient> model, Func<double> loss, TGradient gradient) =>
        GradCheck.Check(_ => loss(), _ => gradient, model).ThrowIfFailed();
}
