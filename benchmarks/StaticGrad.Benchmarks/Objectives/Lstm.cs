using System;

namespace StaticGrad.Benchmarks.Objectives;

/// <summary>The loss of a character model with stacked LSTM layers: ADBench's LSTM objective.</summary>
public static partial class Lstm
{
    /// <summary>The mean cross-entropy of each character of a sequence, predicted from those before it.</summary>
    /// <param name="mainParameters">
    /// 8b elements for each layer: the weights of the forget, in, out and change gates, then their biases, b each.
    /// </param>
    /// <param name="extraParameters">3b elements: the input weights, the output weights and the output biases.</param>
    /// <param name="initialState">2b elements for each layer: the hidden state, then the cell.</param>
    /// <param name="sequence">The characters, encoded in b elements each.</param>
    /// <param name="layers">The number of layers.</param>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        [Frozen] ReadOnlySpan<double> initialState,
        [Frozen] ReadOnlySpan<double> sequence,
        int layers)
    {
        int b = extraParameters.Length / 3;
        int predictions = sequence.Length / b - 1;

        Span<double> state = new double[initialState.Length];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = initialState[i];
        }

        Span<double> prediction = new double[b];
        double total = 0;
        for (int t = 0; t < predictions; t++)
        {
            Predict(mainParameters, extraParameters, state, sequence.Slice(t * b, b), layers, prediction);

            double logSum = LogSumExp(prediction);
            ReadOnlySpan<double> expected = sequence.Slice((t + 1) * b, b);
            for (int i = 0; i < b; i++)
            {
                total += expected[i] * (prediction[i] - logSum);
            }
        }

        return -total / (predictions * b);
    }

    /// <summary>Advances the state by one character and predicts the next.</summary>
    private static void Predict(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        Span<double> state,
        ReadOnlySpan<double> input,
        int layers,
        Span<double> prediction)
    {
        int b = input.Length;
        for (int i = 0; i < b; i++)
        {
            prediction[i] = input[i] * extraParameters[i];
        }

        for (int layer = 0; layer < layers; layer++)
        {
            AdvanceLayer(
                mainParameters.Slice(layer * 8 * b, 8 * b),
                state.Slice(layer * 2 * b, b),
                state.Slice(layer * 2 * b + b, b),
                prediction);
        }

        for (int i = 0; i < b; i++)
        {
            prediction[i] = prediction[i] * extraParameters[b + i] + extraParameters[2 * b + i];
        }
    }

    /// <summary>Advances one layer; <paramref name="signal"/> holds its input and then its output.</summary>
    private static void AdvanceLayer(
        ReadOnlySpan<double> parameters, Span<double> hidden, Span<double> cell, Span<double> signal)
    {
        int b = signal.Length;
        ReadOnlySpan<double> weights = parameters.Slice(0, 4 * b);
        ReadOnlySpan<double> biases = parameters.Slice(4 * b, 4 * b);
        for (int i = 0; i < b; i++)
        {
            double input = signal[i];
            double before = hidden[i];
            double forget = Sigmoid(input * weights[i] + biases[i]);
            double ingate = Sigmoid(before * weights[b + i] + biases[b + i]);
            double outgate = Sigmoid(input * weights[2 * b + i] + biases[2 * b + i]);
            double change = Math.Tanh(before * weights[3 * b + i] + biases[3 * b + i]);

            double after = cell[i] * forget + ingate * change;
            double output = outgate * Math.Tanh(after);
            cell[i] = after;
            hidden[i] = output;
            signal[i] = output;
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ADBench's: the 2 is part of the benchmark's definition.</summary>
    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += Math.Exp(values[i]);
        }

        return Math.Log(sum + 2);
    }
}
