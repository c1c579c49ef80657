namespace CurveFit;

/// <summary>A model: its value at <paramref name="x"/> for the parameters <paramref name="b"/>.</summary>
public delegate double Model(ReadOnlySpan<double> b, double x);

/// <summary>
/// The derivative that StaticGrad generates for a model: returns the value and adds ∂value/∂b to
/// <paramref name="bGradient"/>. That is one row of the Jacobian.
/// </summary>
public delegate double ModelBackward(ReadOnlySpan<double> b, double x, Span<double> bGradient);

/// <summary>
/// The derivative that StaticGrad generates for a sum of squares: returns the sum and adds its gradient to
/// <paramref name="bGradient"/>.
/// </summary>
public delegate double LossBackward(
    ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> bGradient);

/// <summary>Something to fit: observations, a model, and the derivatives that were generated for it.</summary>
public sealed record Problem(Dataset Data, Model Model, ModelBackward ModelBackward, LossBackward LossBackward)
{
    /// <summary>Loads the five problems: this is where data, models and generated derivatives meet.</summary>
    /// <param name="folder">Where the data files are; null for those delivered with the program.</param>
    /// <exception cref="BadInputException">A file is missing or malformed.</exception>
    public static IReadOnlyList<Problem> LoadAll(string? folder = null)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "data");
        return
        [
            new(Dataset.Load(folder, "Misra1a", parameters: 2),
                Models.Misra1a, Models.Misra1aBackward, Models.Misra1aLossBackward),
            new(Dataset.Load(folder, "Chwirut1", parameters: 3),
                Models.Chwirut1, Models.Chwirut1Backward, Models.Chwirut1LossBackward),
            new(Dataset.Load(folder, "Gauss1", parameters: 8),
                Models.Gauss1, Models.Gauss1Backward, Models.Gauss1LossBackward),
            new(Dataset.Load(folder, "ENSO", parameters: 9),
                Models.Enso, Models.EnsoBackward, Models.EnsoLossBackward),
            new(Dataset.Load(folder, "Thurber", parameters: 7),
                Models.Thurber, Models.ThurberBackward, Models.ThurberLossBackward),
        ];
    }
}
