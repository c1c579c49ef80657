namespace StaticGrad.Tests.Optimisers;

/// <summary>
/// PyTorch's optimisers for a single number, written from the pseudocode of its documentation: hats and all, in double
/// precision, sharing nothing with the library.
/// </summary>
internal abstract class Reference
{
    public abstract double Step(double parameter, double gradient, double learningRate);

    public sealed class OfSgd(double momentum, bool nesterov, double weightDecay) : Reference
    {
        private double? _b;

        public override double Step(double parameter, double gradient, double learningRate)
        {
            var g = gradient;
            if (weightDecay != 0)
            {
                g = g + weightDecay * parameter;
            }

            if (momentum != 0)
            {
                _b = _b is { } b ? momentum * b + g : g;
                g = nesterov ? g + momentum * _b.Value : _b.Value;
            }

            return parameter - learningRate * g;
        }
    }

    public sealed class OfAdam(double beta1, double beta2, double epsilon, double weightDecay, bool decoupled) : Reference
    {
        private double _m;
        private double _v;
        private int _t;

        public override double Step(double parameter, double gradient, double learningRate)
        {
            _t++;
            var g = gradient;
            if (decoupled)
            {
                parameter = parameter - learningRate * weightDecay * parameter;
            }
            else if (weightDecay != 0)
            {
                g = g + weightDecay * parameter;
            }

            _m = beta1 * _m + (1 - beta1) * g;
            _v = beta2 * _v + (1 - beta2) * g * g;
            var mHat = _m / (1 - Math.Pow(beta1, _t));
            var vHat = _v / (1 - Math.Pow(beta2, _t));
            return parameter - learningRate * mHat / (Math.Sqrt(vHat) + epsilon);
        }
    }
}
