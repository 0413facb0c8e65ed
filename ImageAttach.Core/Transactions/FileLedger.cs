using System.Data;
using System.Data.Common;
using ImageAttach.Logging;

namespace ImageAttach.Transactions;

/// <summary>The files that a transaction puts, and those that it makes superfluous. The row is the truth; files follow.</summary>
/// <remarks>
/// Once the database has spoken, what is left over is removed: the old files after a commit, the new ones after a
/// rollback. Removing never throws: the outcome stands, and a file too many harms nobody.
/// </remarks>
internal sealed class FileLedger
{
    private readonly List<LedgerEntry> _put = [];
    private readonly List<LedgerEntry> _superseded = [];

    /// <summary>Whether an outcome leaves a file that may have to go.</summary>
    public bool HasLeftOver(Outcome outcome) => outcome switch
    {
        Outcome.Committed => _superseded.Count > 0,
        Outcome.RolledBack => _put.Count > 0,
        _ => _put.Count + _superseded.Count > 0,
    };

    /// <summary>Notes a file that is about to be put. Before the put: one that fails halfway may still leave a file behind.</summary>
    public void WillPut(LedgerEntry entry) => _put.Add(entry);

    /// <summary>Notes a file whose row goes with the commit.</summary>
    public void Supersede(LedgerEntry entry) => _superseded.Add(entry);

    /// <summary>Where the ledger stands, to come back to.</summary>
    public LedgerMark Mark() => new(_put.Count, _superseded.Count);

    /// <summary>Forgets what would have been superseded since a mark: the rows are about to be changed anew.</summary>
    public void ForgetSuperseded(LedgerMark since) => _superseded.RemoveRange(since.Superseded, _superseded.Count - since.Superseded);

    /// <summary>The rows are back where they were at a mark, for certain: removes the files put since.</summary>
    public async Task RollBackToAsync(LedgerMark mark)
    {
        ForgetSuperseded(mark);
        List<LedgerEntry> since = _put[mark.Put..];
        _put.RemoveRange(mark.Put, since.Count);
        await RemoveAsync(since).ConfigureAwait(false);
    }

    /// <summary>Forgets a noted put whose file turned out not to be needed, and removes it.</summary>
    public async Task WithdrawAsync(StoreKey key)
    {
        List<LedgerEntry> withdrawn = _put.FindAll(entry => entry.Key == key);
        _put.RemoveAll(withdrawn.Contains);
        await RemoveAsync(withdrawn).ConfigureAwait(false);
    }

    /// <summary>Lets the files follow the rows: removes what a commit superseded, or what was put before a rollback.</summary>
    /// <param name="outcome">What the database did. Where that isn't known both sides stay, and a sweep decides later.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    /// <param name="judge">
    /// The connection to ask, before a file is removed, whether a committed row names it after all; null where none can. What users do in
    /// a transaction of theirs may end it, or parts of it, without a word to us.
    /// </param>
    public async Task EndAsync(Outcome outcome, Exception? cause = null, DbConnection? judge = null)
    {
        List<LedgerEntry> leftOver = outcome == Outcome.Committed ? _superseded : _put;
        if (outcome == Outcome.Unknown)
            Keep(_put.Concat(_superseded), cause);
        else if (judge is null)
            await RemoveAsync(leftOver).ConfigureAwait(false);
        else
            await JudgeAsync(outcome, leftOver, judge).ConfigureAwait(false);
        _put.Clear();
        _superseded.Clear();
    }

    private async Task JudgeAsync(Outcome outcome, List<LedgerEntry> leftOver, DbConnection judge)
    {
        List<LedgerEntry> unnamed = await UnnamedAsync(leftOver, judge).ConfigureAwait(false);

        // A row that should be gone is there: then perhaps nothing was committed, whatever was said.
        if (outcome == Outcome.Committed && unnamed.Count < leftOver.Count)
            unnamed.AddRange(await UnnamedAsync(_put, judge).ConfigureAwait(false));
        await RemoveAsync(unnamed).ConfigureAwait(false);
    }

    private static async Task<List<LedgerEntry>> UnnamedAsync(List<LedgerEntry> entries, DbConnection judge)
    {
        List<LedgerEntry> unnamed = [];
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                if (judge.State == ConnectionState.Open && !await entry.IsNamedAsync(judge).ConfigureAwait(false))
                    unnamed.Add(entry);
                else
                    Keep([entry], cause: null);
            }
            catch (Exception failure)
            {
                Keep([entry], failure);
            }
        }

        return unnamed;
    }

    private static void Keep(IEnumerable<LedgerEntry> entries, Exception? cause)
    {
        foreach (LedgerEntry entry in entries)
            Events.Kept(ImageAttachLogging.Logger, entry.Key, cause);
    }

    private static async Task RemoveAsync(List<LedgerEntry> entries)
    {
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                // Not the caller's token: work that he gave up on must still be tidied away.
                await entry.Store.DeleteAsync(entry.Key, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Events.LeftBehind(ImageAttachLogging.Logger, entry.Key, failure);
            }
        }
    }
}
