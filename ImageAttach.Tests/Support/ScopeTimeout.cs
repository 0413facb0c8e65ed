using System.Transactions;

namespace ImageAttach.Tests.Support;

/// <summary>Lets a scope time out at a chosen point, however busy the machine is.</summary>
internal static class ScopeTimeout
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(5);

    /// <summary>Ends a transaction as its timeout does: on another thread, which reports the end to all who take part. Returns when they have heard of it.</summary>
    public static void Strike(Transaction transaction) => Task.Run(() => transaction.Rollback(new TimeoutException())).Wait();

    /// <summary>Waits for the scope's own timeout, and returns what it throws. A timeout that comes before the point doesn't count: the scope gets more time then.</summary>
    /// <param name="work">Runs a scope with a timeout, and calls the action at the point: the scope ends no earlier. It must assert nothing before that.</param>
    public static async Task<Exception?> CatchAsync(Func<TimeSpan, Action, Task> work)
    {
        for (TimeSpan timeout = First; ; timeout *= 2)
        {
            bool isReached = false;
            try
            {
                await work(timeout, () => isReached = true);
                return null;
            }
            catch (Exception failure) when (isReached || timeout > Last)
            {
                return failure;
            }
            catch (Exception)
            {
                // Too early.
            }
        }
    }
}
