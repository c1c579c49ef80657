namespace StaticGrad.Fuzz.Checking;

/// <summary>One more thread, kept for the checks that need two.</summary>
internal static class SecondThread
{
    private static readonly SemaphoreSlim Ready = new(0);
    private static readonly SemaphoreSlim Done = new(0);
    private static Action? s_work;
    private static Thread? s_thread;
    private static readonly object Gate = new();

    /// <summary>Runs an action on two threads at once, with 0 here and 1 there.</summary>
    public static void RunBoth(Action<int> action)
    {
        lock (Gate)
        {
            if (s_thread is null)
            {
                s_thread = new Thread(Serve) { IsBackground = true };
                s_thread.Start();
            }

            Exception? other = null;
            s_work = () =>
            {
                try
                {
                    action(1);
                }
                catch (Exception exception)
                {
                    other = exception;
                }
            };
            Ready.Release();
            try
            {
                action(0);
            }
            finally
            {
                Done.Wait();
                s_work = null;
            }

            if (other is not null)
            {
                throw new FailedException(new Failure(FailureKind.Threads, other.ToString()));
            }
        }
    }

    private static void Serve()
    {
        while (true)
        {
            Ready.Wait();
            s_work!();
            Done.Release();
        }
    }
}
