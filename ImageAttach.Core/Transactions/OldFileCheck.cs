namespace ImageAttach.Transactions;

/// <summary>Checks, before a commit, that files put long ago are still there: a sweep may have removed them, since no committed row references them yet.</summary>
/// <remarks>
/// A sweep leaves files that are younger than its grace period (24 hours by default), and where the database reports them, those of open transactions. Files
/// younger than <see cref="MinAge"/> aren't looked at, so that ordinary transactions pay nothing. A grace period must not be shorter than that.
/// </remarks>
internal static class OldFileCheck
{
    /// <summary>How long ago a file must have been put to be looked at: far below the default grace period, and far above what transactions usually take.</summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromHours(1);

    /// <summary>Whether a file was put so long ago that it has to be looked at.</summary>
    // By the wall clock, as a sweep counts. A clock that was set back meanwhile doesn't show the age, so the file is looked at as well.
    public static bool IsOld(LedgerEntry file) => (file.Settings.Clock.GetUtcNow() - file.NotedAt).Duration() >= MinAge;

    /// <param name="oldFiles">The old files that the rows of the transaction reference.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="TransactionDoomedException">A store has lost a file, so the transaction must be rolled back.</exception>
    /// <exception cref="ImageStoreException">A store can't say whether it has a file.</exception>
    public static async Task RunAsync(IReadOnlyList<LedgerEntry> oldFiles, CancellationToken cancellationToken)
    {
        foreach (LedgerEntry file in oldFiles)
            await CheckAsync(file, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckAsync(LedgerEntry file, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(file.Settings.StoreTimeout);
        try
        {
            Stream content = await file.Store.OpenAsync(file.Key, limited.Token).WaitAsync(limited.Token).ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException missing)
        {
            throw new TransactionDoomedException(
                $"The file of {file.Key}, which was put in the transaction at {file.NotedAt:u}, isn't there any more, so the transaction can't be committed: perhaps it took " +
                "longer than the grace period of a sweep. It was rolled back. Begin another and do all of it again. See docs/errors/transaction-doomed.md",
                missing);
        }
        catch (OperationCanceledException hung) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageStoreException(
                $"The store didn't answer within {file.Settings.StoreTimeout.TotalSeconds:0} seconds whether it still has the file of {file.Key}, which was put in the transaction at " +
                $"{file.NotedAt:u}. Nothing was committed. Try again when the store answers.",
                hung);
        }
    }
}
