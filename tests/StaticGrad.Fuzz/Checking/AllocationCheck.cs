using StaticGrad.Fuzz.Growing;

namespace StaticGrad.Fuzz.Checking;

/// <summary>FBackward allocates no more than the method itself.</summary>
internal static class AllocationCheck
{
    private const int Attempts = 4;

    public static void Run(RandomProgram program, Harness harness, object[] point, ExpectedGradients gradients)
    {
        if (program.MayCopyArrays)
        {
            return;
        }

        var arguments = point.Select(Inputs.Copy).ToArray();
        var buffers = gradients.Start(harness, arguments, isZero: true);
        long own = 0;
        long backward = long.MaxValue;

        // A collection may empty the pool, and the run-time allocates for its own sake now and then: the least counts.
        for (var attempt = 0; attempt < Attempts && backward > own; attempt++)
        {
            own = Math.Max(own, Bytes(() => harness((int)Request.Value, Fresh(point, arguments), [], 0)));
            backward = Math.Min(backward, Bytes(() => harness((int)Request.Backward, Fresh(point, arguments), buffers, 0)));
        }

        if (backward > own)
        {
            throw new FailedException(new Failure(
                FailureKind.Allocation, $"FBackward allocates {backward} bytes, the method {own}"));
        }

        long Bytes(Action action)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>The arguments as they were, in the same arrays.</summary>
    private static object[] Fresh(object[] point, object[] arguments)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (point[i] is Array values and not object[])
            {
                values.CopyTo((Array)arguments[i], 0);
            }
        }

        return arguments;
    }
}
