using StaticGrad.Fuzz.Choosing;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>What programs are grown from.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="WithUnsupported">Whether statements without a derivative stand among the others.</param>
internal sealed record Plan(long Seed, bool WithUnsupported = false);

/// <summary>Programs whose numbers stay in the range that the bounds are made for, and that end.</summary>
internal static class Suitable
{
    private const int MostAttempts = 1000;

    /// <summary>The program of a number under a plan, with the choices that made it.</summary>
    public static (RandomProgram Program, Choices Choices, int Unsuitable) Grow(Plan plan, long index)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var choices = new Choices(plan.Seed, index * MostAttempts + attempt);
            if (TryGrow(choices, $"P{index}", plan, ChecksOverflow(index)) is { } program)
            {
                return (program, choices, attempt);
            }
        }

        throw new InvalidOperationException($"no suitable program for seed {plan.Seed}, number {index}");
    }

    /// <summary>One batch of four is compiled so that integer arithmetic that overflows throws.</summary>
    private static bool ChecksOverflow(long index) => index / BatchRunner.Size % 4 == 3;

    /// <summary>The program of some choices; null when it is not suitable.</summary>
    public static RandomProgram? TryGrow(Choices choices, string name, Plan plan, bool checksOverflow)
    {
        try
        {
            var program = ProgramGrower.Grow(choices, name, checksOverflow, plan.WithUnsupported);
            var isConstant = true;
            foreach (var point in program.Points)
            {
                var run = Execution.WithDerivatives(program, point);
                isConstant &= run.Thrown is null && !run.HasDerivative(point);
            }

            // Those without any derivative are refused; a few of them are enough.
            return isConstant && !choices.Chance(10) ? null : program;
        }
        catch (UnsuitableException)
        {
            return null;
        }
    }
}
