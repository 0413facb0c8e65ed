using System.Data.Common;
using ImageAttach.Faults;

namespace ImageAttach.Transactions;

/// <summary>Sends a commit, and finds out what became of it.</summary>
internal static class Committing
{
    /// <summary>
    /// Never with the caller's token: a commit cut short has no known end. It is certain that a failed one has changed nothing when
    /// the server itself said so, which is when there is a SQL state, or when the transaction could be rolled back afterwards.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="tell">Is told the outcome before this returns or throws.</param>
    /// <exception cref="CommitInDoubtException">No answer came that can be trusted.</exception>
    public static async Task CommitAsync(DbTransaction transaction, Action<Outcome> tell)
    {
        tell(Outcome.Unknown);
        Fault.At(FaultPoint.Probed);
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            tell(Outcome.Committed);
            Fault.At(FaultPoint.Committed);
        }
        catch (DbException answer) when (answer.SqlState is not null)
        {
            tell(Outcome.RolledBack);
            throw;
        }
        catch (Exception failure)
        {
            if (!await TryRollBackAsync(transaction).ConfigureAwait(false))
            {
                throw new CommitInDoubtException(
                    "The connection failed during the commit, so it isn't known whether it happened. No file was removed. " +
                    "Look at the rows before you try again.",
                    failure);
            }

            tell(Outcome.RolledBack);
            throw;
        }
    }

    private static async Task<bool> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // Then the connection is gone, and the error of the commit tells more.
            return false;
        }
    }
}
