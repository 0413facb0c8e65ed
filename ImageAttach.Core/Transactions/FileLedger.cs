using ImageAttach.Logging;

namespace ImageAttach.Transactions;

/// <summary>The files that an operation puts, and those that it makes superfluous. The row is the truth; files follow.</summary>
/// <remarks>
/// Once the database has spoken, what is left over is removed: the old files after a commit, the new ones after a
/// rollback. Removing never throws: the outcome stands, and a file too many harms nobody.
/// </remarks>
internal sealed class FileLedger(IImageStore store)
{
    private readonly List<StoreKey> _put = [];
    private readonly List<StoreKey> _superseded = [];

    /// <summary>Notes a file that is about to be put. Before the put: one that fails halfway may still leave a file behind.</summary>
    public void WillPut(StoreKey key) => _put.Add(key);

    /// <summary>Notes a file whose row goes with the commit.</summary>
    public void Supersede(StoreKey key) => _superseded.Add(key);

    /// <summary>Forgets what would have been superseded: the rows are about to be changed anew.</summary>
    public void ForgetSuperseded() => _superseded.Clear();

    /// <summary>Forgets a noted put whose file turned out not to be needed, and removes it.</summary>
    public async Task WithdrawAsync(StoreKey key)
    {
        _put.Remove(key);
        await RemoveAsync([key]).ConfigureAwait(false);
    }

    /// <summary>Lets the files follow the rows: removes what a commit superseded, or what was put before a rollback.</summary>
    /// <param name="outcome">What the database did. Where that isn't known both sides stay, and a sweep decides later.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    public async Task EndAsync(Outcome outcome, Exception? cause = null)
    {
        if (outcome == Outcome.Unknown)
        {
            foreach (StoreKey key in _put.Concat(_superseded))
                Events.KeptInDoubt(ImageAttachLogging.Logger, key, cause);
            return;
        }

        await RemoveAsync(outcome == Outcome.Committed ? _superseded : _put).ConfigureAwait(false);
    }

    private async Task RemoveAsync(List<StoreKey> keys)
    {
        foreach (StoreKey key in keys)
        {
            try
            {
                // Not the caller's token: work that he gave up on must still be tidied away.
                await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Events.LeftBehind(ImageAttachLogging.Logger, key, failure);
            }
        }

        keys.Clear();
    }
}
