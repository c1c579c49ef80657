using System.Globalization;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Language;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Checking;

/// <summary>Runs a compiled program and compares all that it promises with the oracle.</summary>
internal sealed class ProgramCheck(RandomProgram program, Harness harness, CheckStatistics statistics)
{
    public Failure? Run()
    {
        for (var i = 0; i < program.Points.Count; i++)
        {
            try
            {
                CheckPoint(program.Points[i], isThorough: i == 0);
            }
            catch (FailedException failed)
            {
                return failed.Failure with { Message = $"{failed.Failure.Message}; {At(program.Points[i])}" };
            }
        }

        try
        {
            DifferenceCheck.Run(program, statistics);
            return null;
        }
        catch (FailedException failed)
        {
            return failed.Failure;
        }
    }

    /// <summary>The arguments, so that a failure can be judged outside of the fuzzer.</summary>
    private string At(object[] point) =>
        "at " + string.Join(", ", point.Select((argument, i) => $"{program.Arguments[i].Variable.Name} = {Text((Array)argument)}"));

    private static string Text(Array values) => $"[{string.Join(", ", values.Cast<object>().Select(value =>
        value is Array inner ? Text(inner) : Convert.ToString(value, CultureInfo.InvariantCulture)))}]";

    private void CheckPoint(object[] point, bool isThorough)
    {
        statistics.Points++;
        var expected = Execution.WithDerivatives(program, point);
        CheckValue(point, expected);
        var gradients = new ExpectedGradients(program, point, expected, statistics);
        if (expected.Thrown is not null)
        {
            statistics.Exceptions++;
            CheckThrowing(point, expected, gradients);
            return;
        }

        CheckBackward(point, expected, gradients);
        if (isThorough)
        {
            CheckTwoThreads(point, expected, gradients);
            CheckConvenience(point, gradients);
            AllocationCheck.Run(program, harness, point, gradients);
        }
    }

    /// <summary>The method itself must do what the oracle does: else the oracle is wrong.</summary>
    private void CheckValue(object[] point, Execution expected)
    {
        var arguments = Copy(point);
        Type? thrown = null;
        var value = 0.0;
        try
        {
            value = harness((int)Request.Value, arguments, [], 0);
        }
        catch (Exception exception)
        {
            thrown = exception.GetType();
        }

        Require(thrown == expected.Thrown, FailureKind.OracleException, () =>
            $"the method throws {thrown?.Name ?? "nothing"}, the oracle {expected.Thrown?.Name ?? "nothing"}");
        Require(thrown is not null || SameBits(value, expected.Result.Value), FailureKind.OracleValue, () =>
            $"the method returns {value:R}, the oracle {expected.Result.Value:R}");
        CheckBuffers(arguments, expected, FailureKind.OracleValue);
    }

    private void CheckThrowing(object[] point, Execution expected, ExpectedGradients gradients)
    {
        var arguments = Copy(point);
        var buffers = gradients.Start(harness, arguments, isZero: false);
        var before = gradients.Read(harness, arguments, buffers);
        Type? thrown = null;
        try
        {
            harness((int)Request.Backward, arguments, buffers, 0);
        }
        catch (Exception exception)
        {
            thrown = exception.GetType();
        }

        Require(thrown == expected.Thrown, FailureKind.Exception, () =>
            $"FBackward throws {thrown?.Name ?? "nothing"}, the method {expected.Thrown!.Name}");
        CheckBuffers(arguments, expected, FailureKind.ArgumentsChanged);
        var after = gradients.Read(harness, arguments, buffers);
        Require(before.SequenceEqual(after), FailureKind.Exception, () => "a gradient buffer was touched although the method throws");
    }

    private void CheckBackward(object[] point, Execution expected, ExpectedGradients gradients)
    {
        var isVoid = program.Entry.Result == ResultKind.None;
        var seed = isVoid ? 1 : program.Seed;
        var request = isVoid ? Request.Backward : Request.SeededBackward;
        var arguments = Copy(point);
        var buffers = gradients.Start(harness, arguments, isZero: true);
        CheckCall(arguments, buffers, request, seed, expected);
        gradients.Compare(gradients.Read(harness, arguments, buffers), seed, times: 1, isFromZero: true, FailureKind.Gradient);

        // Once more into the same buffers.
        arguments = Copy(point);
        gradients.RestoreCotangents(buffers);
        CheckCall(arguments, buffers, request, seed, expected);
        gradients.Compare(gradients.Read(harness, arguments, buffers), seed, times: 2, isFromZero: true, FailureKind.Accumulation);
    }

    private void CheckTwoThreads(object[] point, Execution expected, ExpectedGradients gradients)
    {
        var arguments = new[] { Copy(point), Copy(point) };
        var buffers = arguments.Select(own => gradients.Start(harness, own, isZero: false)).ToArray();
        var values = new double[2];
        SecondThread.RunBoth(i => values[i] = harness((int)Request.Backward, arguments[i], buffers[i], 1));
        for (var i = 0; i < 2; i++)
        {
            Require(program.Entry.Result == ResultKind.None || SameBits(values[i], expected.Result.Value), FailureKind.Threads, () =>
                $"FBackward returns {values[i]:R} with another thread beside it, the method {expected.Result.Value:R}");
            CheckBuffers(arguments[i], expected, FailureKind.Threads);
        }

        var first = gradients.Read(harness, arguments[0], buffers[0]);
        Require(first.SequenceEqual(gradients.Read(harness, arguments[1], buffers[1])), FailureKind.Threads, () =>
            "two threads got different gradients");
        gradients.Compare(first, seed: 1, times: 1, isFromZero: false, FailureKind.Accumulation);
    }

    private void CheckConvenience(object[] point, ExpectedGradients gradients)
    {
        if (program.Entry.Result == ResultKind.None)
        {
            return;
        }

        var arguments = Copy(point);
        var buffers = new object[program.Leaves.Count + program.Retained.Count];
        harness((int)Request.Gradient, arguments, buffers, 0);
        gradients.CompareFresh(gradients.Read(harness, arguments, buffers), FailureKind.Convenience);
        gradients.CompareRetained(buffers, FailureKind.Retained);
    }

    private void CheckCall(object[] arguments, object[] buffers, Request request, double seed, Execution expected)
    {
        double value;
        try
        {
            value = harness((int)request, arguments, buffers, seed);
        }
        catch (Exception exception)
        {
            throw new FailedException(new Failure(FailureKind.Exception, $"FBackward throws {exception}"));
        }

        Require(program.Entry.Result == ResultKind.None || SameBits(value, expected.Result.Value), FailureKind.Value, () =>
            $"FBackward returns {value:R}, the method {expected.Result.Value:R}");
        CheckBuffers(arguments, expected, FailureKind.ArgumentsChanged);
    }

    /// <summary>Every array argument holds what the method leaves in it.</summary>
    private void CheckBuffers(object[] arguments, Execution expected, FailureKind kind)
    {
        foreach (var (at, cells) in expected.Buffers)
        {
            var array = (Array)arguments[at];
            for (var i = 0; i < cells.Length; i++)
            {
                var (place, value) = (i, NumberArray.At(array, i));
                Require(SameBits(value, cells[i].Value), kind, () =>
                    $"{program.Arguments[at].Variable.Name}[{place}] is {value:R} afterwards, expected {cells[place].Value:R}");
            }
        }

        foreach (var (at, cells) in expected.IntegerBuffers)
        {
            Require(cells.AsSpan().SequenceEqual((int[])arguments[at]), kind, () =>
                $"{program.Arguments[at].Variable.Name} is {string.Join(' ', (int[])arguments[at])} afterwards, expected {string.Join(' ', cells)}");
        }
    }

    private static object[] Copy(object[] point) => [.. point.Select(Inputs.Copy)];

    private static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static void Require(bool holds, FailureKind kind, Func<string> message)
    {
        if (!holds)
        {
            throw new FailedException(new Failure(kind, message()));
        }
    }
}

/// <summary>Ends the checks of a program.</summary>
internal sealed class FailedException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure => failure;
}
