using System.Buffers;

namespace StaticGrad.Benchmarks.ByHand;

/// <summary>
/// The adjoint of <see cref="Objectives.Lstm.Loss"/>, written by hand in scalar C#: the forward sweep saves every gate and
/// every state, so that the reverse sweep evaluates no transcendental function.
/// </summary>
public static class LstmByHand
{
    /// <summary>Saved for each element of a layer in each step: four gates and the hyperbolic tangent of the cell.</summary>
    private const int SavedGates = 5;

    public static double LossBackward(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        ReadOnlySpan<double> initialState,
        ReadOnlySpan<double> sequence,
        int layers,
        Span<double> mainParametersGradient,
        Span<double> extraParametersGradient)
        => LossBackward(
            mainParameters,
            extraParameters,
            initialState,
            sequence,
            layers,
            1,
            mainParametersGradient,
            extraParametersGradient);

    public static double LossBackward(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        ReadOnlySpan<double> initialState,
        ReadOnlySpan<double> sequence,
        int layers,
        double seed,
        Span<double> mainParametersGradient,
        Span<double> extraParametersGradient)
    {
        int b = extraParameters.Length / 3;
        int steps = sequence.Length / b - 1;
        int stateSize = 2 * layers * b;
        int gatesSize = SavedGates * layers * b;

        double[] buffer = ArrayPool<double>.Shared.Rent((steps + 1) * stateSize + steps * (gatesSize + b) + stateSize + b);
        Span<double> rest = buffer;
        Span<double> states = Take(ref rest, (steps + 1) * stateSize);
        Span<double> gates = Take(ref rest, steps * gatesSize);
        Span<double> softmaxes = Take(ref rest, steps * b);
        Span<double> stateGradient = Take(ref rest, stateSize);
        Span<double> signal = Take(ref rest, b);

        initialState[..stateSize].CopyTo(states);
        double total = 0;
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> input = sequence.Slice(t * b, b);
            for (int i = 0; i < b; i++)
            {
                signal[i] = input[i] * extraParameters[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                AdvanceLayer(
                    mainParameters.Slice(layer * 8 * b, 8 * b),
                    states.Slice(t * stateSize + layer * 2 * b, 2 * b),
                    states.Slice((t + 1) * stateSize + layer * 2 * b, 2 * b),
                    gates.Slice(t * gatesSize + layer * SavedGates * b, SavedGates * b),
                    signal);
            }

            total = AddLogLikelihood(
                total, extraParameters, sequence.Slice((t + 1) * b, b), signal, softmaxes.Slice(t * b, b));
        }

        double totalGradient = -seed / (steps * b);
        stateGradient.Clear();
        Span<double> signalGradient = signal;
        for (int t = steps - 1; t >= 0; t--)
        {
            PredictionBackward(
                totalGradient,
                extraParameters,
                sequence.Slice((t + 1) * b, b),
                states.Slice((t + 1) * stateSize + (layers - 1) * 2 * b, b),
                softmaxes.Slice(t * b, b),
                extraParametersGradient,
                signalGradient);

            ReadOnlySpan<double> input = sequence.Slice(t * b, b);
            for (int layer = layers - 1; layer > 0; layer--)
            {
                AdvanceLayerBackward(
                    mainParameters.Slice(layer * 8 * b, 8 * b),
                    states.Slice(t * stateSize + layer * 2 * b, 2 * b),
                    gates.Slice(t * gatesSize + layer * SavedGates * b, SavedGates * b),
                    states.Slice((t + 1) * stateSize + (layer - 1) * 2 * b, b),
                    mainParametersGradient.Slice(layer * 8 * b, 8 * b),
                    stateGradient.Slice(layer * 2 * b, 2 * b),
                    signalGradient);
            }

            // The first layer's input was not saved: it is one product. Its place is free once this step is reversed.
            Span<double> firstInput = softmaxes.Slice(t * b, b);
            for (int i = 0; i < b; i++)
            {
                firstInput[i] = input[i] * extraParameters[i];
            }

            AdvanceLayerBackward(
                mainParameters[..(8 * b)],
                states.Slice(t * stateSize, 2 * b),
                gates.Slice(t * gatesSize, SavedGates * b),
                firstInput,
                mainParametersGradient[..(8 * b)],
                stateGradient[..(2 * b)],
                signalGradient);

            for (int i = 0; i < b; i++)
            {
                extraParametersGradient[i] += signalGradient[i] * input[i];
            }
        }

        ArrayPool<double>.Shared.Return(buffer);
        return -total / (steps * b);
    }

    private static Span<double> Take(ref Span<double> rest, int length)
    {
        Span<double> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>The layer's states and gates are blocks of b elements; the signal is its input and then its output.</summary>
    private static void AdvanceLayer(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> before,
        Span<double> after,
        Span<double> gates,
        Span<double> signal)
    {
        int b = signal.Length;
        ReadOnlySpan<double> forgetWeights = parameters[..b];
        ReadOnlySpan<double> ingateWeights = parameters.Slice(b, b);
        ReadOnlySpan<double> outgateWeights = parameters.Slice(2 * b, b);
        ReadOnlySpan<double> changeWeights = parameters.Slice(3 * b, b);
        ReadOnlySpan<double> forgetBiases = parameters.Slice(4 * b, b);
        ReadOnlySpan<double> ingateBiases = parameters.Slice(5 * b, b);
        ReadOnlySpan<double> outgateBiases = parameters.Slice(6 * b, b);
        ReadOnlySpan<double> changeBiases = parameters.Slice(7 * b, b);
        ReadOnlySpan<double> hiddenBefore = before[..b];
        ReadOnlySpan<double> cellBefore = before.Slice(b, b);
        Span<double> hiddenAfter = after[..b];
        Span<double> cellAfter = after.Slice(b, b);
        Span<double> forgets = gates[..b];
        Span<double> ingates = gates.Slice(b, b);
        Span<double> outgates = gates.Slice(2 * b, b);
        Span<double> changes = gates.Slice(3 * b, b);
        Span<double> cellTanhs = gates.Slice(4 * b, b);

        for (int i = 0; i < signal.Length; i++)
        {
            double forget = Sigmoid(signal[i] * forgetWeights[i] + forgetBiases[i]);
            double ingate = Sigmoid(hiddenBefore[i] * ingateWeights[i] + ingateBiases[i]);
            double outgate = Sigmoid(signal[i] * outgateWeights[i] + outgateBiases[i]);
            double change = Math.Tanh(hiddenBefore[i] * changeWeights[i] + changeBiases[i]);
            double cell = cellBefore[i] * forget + ingate * change;
            double cellTanh = Math.Tanh(cell);
            double hidden = outgate * cellTanh;

            forgets[i] = forget;
            ingates[i] = ingate;
            outgates[i] = outgate;
            changes[i] = change;
            cellTanhs[i] = cellTanh;
            cellAfter[i] = cell;
            hiddenAfter[i] = hidden;
            signal[i] = hidden;
        }
    }

    /// <summary>
    /// Turns the gradient of the output signal into that of the input signal, and that of the state after the step into
    /// that of the state before it.
    /// </summary>
    private static void AdvanceLayerBackward(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> before,
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> input,
        Span<double> parametersGradient,
        Span<double> stateGradient,
        Span<double> signalGradient)
    {
        int b = signalGradient.Length;
        input = input[..b];
        ReadOnlySpan<double> forgetWeights = parameters[..b];
        ReadOnlySpan<double> ingateWeights = parameters.Slice(b, b);
        ReadOnlySpan<double> outgateWeights = parameters.Slice(2 * b, b);
        ReadOnlySpan<double> changeWeights = parameters.Slice(3 * b, b);
        ReadOnlySpan<double> hiddenBefore = before[..b];
        ReadOnlySpan<double> cellBefore = before.Slice(b, b);
        ReadOnlySpan<double> forgets = gates[..b];
        ReadOnlySpan<double> ingates = gates.Slice(b, b);
        ReadOnlySpan<double> outgates = gates.Slice(2 * b, b);
        ReadOnlySpan<double> changes = gates.Slice(3 * b, b);
        ReadOnlySpan<double> cellTanhs = gates.Slice(4 * b, b);
        Span<double> forgetWeightsGradient = parametersGradient[..b];
        Span<double> ingateWeightsGradient = parametersGradient.Slice(b, b);
        Span<double> outgateWeightsGradient = parametersGradient.Slice(2 * b, b);
        Span<double> changeWeightsGradient = parametersGradient.Slice(3 * b, b);
        Span<double> forgetBiasesGradient = parametersGradient.Slice(4 * b, b);
        Span<double> ingateBiasesGradient = parametersGradient.Slice(5 * b, b);
        Span<double> outgateBiasesGradient = parametersGradient.Slice(6 * b, b);
        Span<double> changeBiasesGradient = parametersGradient.Slice(7 * b, b);
        Span<double> hiddenGradients = stateGradient[..b];
        Span<double> cellGradients = stateGradient.Slice(b, b);

        for (int i = 0; i < signalGradient.Length; i++)
        {
            double forget = forgets[i];
            double ingate = ingates[i];
            double outgate = outgates[i];
            double change = changes[i];
            double cellTanh = cellTanhs[i];

            double hiddenGradient = signalGradient[i] + hiddenGradients[i];
            double cellGradient = cellGradients[i] + hiddenGradient * outgate * (1 - cellTanh * cellTanh);
            double forgetGradient = cellGradient * cellBefore[i] * forget * (1 - forget);
            double ingateGradient = cellGradient * change * ingate * (1 - ingate);
            double outgateGradient = hiddenGradient * cellTanh * outgate * (1 - outgate);
            double changeGradient = cellGradient * ingate * (1 - change * change);
            cellGradients[i] = cellGradient * forget;
            hiddenGradients[i] = ingateGradient * ingateWeights[i] + changeGradient * changeWeights[i];
            signalGradient[i] = forgetGradient * forgetWeights[i] + outgateGradient * outgateWeights[i];

            forgetWeightsGradient[i] += forgetGradient * input[i];
            ingateWeightsGradient[i] += ingateGradient * hiddenBefore[i];
            outgateWeightsGradient[i] += outgateGradient * input[i];
            changeWeightsGradient[i] += changeGradient * hiddenBefore[i];
            forgetBiasesGradient[i] += forgetGradient;
            ingateBiasesGradient[i] += ingateGradient;
            outgateBiasesGradient[i] += outgateGradient;
            changeBiasesGradient[i] += changeGradient;
        }
    }

    /// <summary>Adds a step's log-likelihood to the total, in the order of the loss, and saves the softmax.</summary>
    private static double AddLogLikelihood(
        double total,
        ReadOnlySpan<double> extraParameters,
        ReadOnlySpan<double> expected,
        Span<double> signal,
        Span<double> softmax)
    {
        int b = signal.Length;
        ReadOnlySpan<double> weights = extraParameters.Slice(b, b);
        ReadOnlySpan<double> biases = extraParameters.Slice(2 * b, b);
        expected = expected[..b];
        softmax = softmax[..b];
        double sum = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            double prediction = signal[i] * weights[i] + biases[i];
            double exponential = Math.Exp(prediction);
            signal[i] = prediction;
            softmax[i] = exponential;
            sum += exponential;
        }

        double inverse = 1 / (sum + 2);
        double logSum = Math.Log(sum + 2);
        for (int i = 0; i < signal.Length; i++)
        {
            total += expected[i] * (signal[i] - logSum);
            softmax[i] *= inverse;
        }

        return total;
    }

    private static void PredictionBackward(
        double totalGradient,
        ReadOnlySpan<double> extraParameters,
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> signal,
        ReadOnlySpan<double> softmax,
        Span<double> extraParametersGradient,
        Span<double> signalGradient)
    {
        int b = signalGradient.Length;
        ReadOnlySpan<double> weights = extraParameters.Slice(b, b);
        Span<double> weightsGradient = extraParametersGradient.Slice(b, b);
        Span<double> biasesGradient = extraParametersGradient.Slice(2 * b, b);
        expected = expected[..b];
        signal = signal[..b];
        softmax = softmax[..b];
        double expectedSum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            expectedSum += expected[i];
        }

        for (int i = 0; i < signalGradient.Length; i++)
        {
            double predictionGradient = totalGradient * (expected[i] - expectedSum * softmax[i]);
            weightsGradient[i] += predictionGradient * signal[i];
            biasesGradient[i] += predictionGradient;
            signalGradient[i] = predictionGradient * weights[i];
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
