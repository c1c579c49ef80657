namespace StaticGrad;

/// <summary>What <c>ForEach</c> of <see cref="ModelParameters"/> calls for a parameter.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="name">The full name, such as <c>layers[0].weights</c>.</param>
/// <param name="value">The model's own storage, row by row; writing to it changes the model.</param>
/// <param name="gradient">The gradient's own storage, as long.</param>
public delegate void ParameterAction<T>(string name, Span<T> value, Span<T> gradient);
