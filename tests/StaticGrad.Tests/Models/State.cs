namespace StaticGrad.Tests.Models;

/// <summary>Every bit of a model, to compare before and after.</summary>
internal sealed class State : IParameterVisitor
{
    public List<long> Bits { get; } = [];

    public static List<long> Of<TGradient>(IModel<TGradient> model)
    {
        var state = new State();
        model.VisitState(state);
        return state.Bits;
    }

    public void Enter(string member, int index)
    {
    }

    public void Leave()
    {
    }

    public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
    {
        foreach (var x in value)
        {
            Bits.Add(BitConverter.DoubleToInt64Bits(x));
        }
    }

    public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
    {
        foreach (var x in value)
        {
            Bits.Add(BitConverter.SingleToInt32Bits(x));
        }
    }
}
