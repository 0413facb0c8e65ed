using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about the state of transactions.</summary>
internal static class TransactionChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A transaction that an error has doomed isn't reported as committed", ReportsDoomAsync),
        new("A connection knows whether it is in a transaction", KnowsTransactionsAsync),
        new("A probe changes nothing in a transaction", ProbesAsync),
        new("Only proof counts as a rollback", ProvesNothingAsync),
        new("A connection is lost when it is closed, and not before", KnowsLossAsync),
        new("What may undo a commit is named on one line", NamesWeaknessAsync),
        new("The isolation of operations is safe", IsSafeAsync),
    ];

    private static async Task ReportsDoomAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        Exception? thrown;
        ImageTransaction transaction = await connection.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            SampleRows rows = new(context.Database, connection, transaction.DbTransaction);
            await rows.AddAsync(owner: 1).ConfigureAwait(false);
            await ThrownByAsync(() => rows.AddAsync(owner: 1)).ConfigureAwait(false);
            thrown = await ThrownByAsync(() => transaction.CommitAsync(context.CancellationToken)).ConfigureAwait(false);
        }

        await ExpectTruthAsync(context, connection, thrown, owner: 1).ConfigureAwait(false);
    }

    /// <summary>Expects a commit to have said what became of the rows.</summary>
    public static async Task ExpectTruthAsync(DatabaseTestContext context, DbConnection connection, Exception? thrown, int owner)
    {
        bool isThere = (await new SampleRows(context.Database, connection).OwnersAsync().ConfigureAwait(false)).Contains(owner);
        Expect(thrown is null or TransactionDoomedException, $"The commit after an error threw {thrown?.GetType().Name} ({thrown?.Message}); it should commit, or throw TransactionDoomedException.", thrown);
        Expect(
            isThere == thrown is null,
            isThere
                ? "The commit threw TransactionDoomedException, but the row is there; CommitProbe should fail only if nothing can be committed."
                : "The commit succeeded, but the row isn't there; CommitProbe should fail in a transaction that can't be committed.");
    }

    private static async Task KnowsTransactionsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await ExpectInTransactionAsync(false, "Outside of a transaction").ConfigureAwait(false);
        DbTransaction transaction = await context.Database.BeginTransactionAsync(connection, context.Database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await new SampleRows(context.Database, connection, transaction).AddAsync(owner: 1).ConfigureAwait(false);
            await ExpectInTransactionAsync(true, "In a transaction").ConfigureAwait(false);
            await transaction.RollbackAsync(context.CancellationToken).ConfigureAwait(false);
        }

        await ExpectInTransactionAsync(false, "After a transaction").ConfigureAwait(false);

        async Task ExpectInTransactionAsync(bool expected, string when)
        {
            bool isIn = await context.Database.IsInTransactionAsync(connection, context.CancellationToken).ConfigureAwait(false);
            Expect(isIn == expected, $"{when} IsInTransactionAsync gave {isIn}; it should give {expected}.");
        }
    }

    private static async Task ProbesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        ImageDatabase database = context.Database;
        DbTransaction transaction = await database.BeginTransactionAsync(connection, database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            SampleRows rows = new(database, connection, transaction);
            await rows.AddAsync(owner: 1).ConfigureAwait(false);
            await connection.SendAllAsync([.. database.TransactionProbe, .. database.TransactionProbe], transaction).ConfigureAwait(false);
            await rows.AddAsync(owner: 2).ConfigureAwait(false);
            await connection.SendAllAsync(database.CommitProbe, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(context.CancellationToken).ConfigureAwait(false);
        }

        int[] owners = await new SampleRows(database, connection).OwnersAsync().ConfigureAwait(false);
        Expect(owners is [1, 2], $"After probes and a commit there are rows of the owners {string.Join(", ", owners)}; there should be those of 1 and 2.");
        if (database.LosesTransactions)
        {
            Exception? thrown = await ThrownByAsync(() => connection.SendAllAsync(database.TransactionProbe)).ConfigureAwait(false);
            Expect(thrown is not null, "TransactionProbe succeeded outside of a transaction; it should fail there, because LosesTransactions is true.");
        }
    }

    private static async Task ProvesNothingAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        DbTransaction transaction = await context.Database.BeginTransactionAsync(connection, context.Database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await connection.CloseAsync().ConfigureAwait(false);
            Exception? closed = await ThrownByAsync(() => transaction.CommitAsync(context.CancellationToken)).ConfigureAwait(false);
            string[] states = ["08006", "08S01", "HY000", "40003", "57P01", "57P02", "58030", "XX000"];
            Exception?[] unproven = [null, closed, new IOException("Lost."), new TimeoutException(), .. states.Select(state => new StateException(state))];
            foreach (Exception? each in unproven)
            {
                string shown = each is StateException { SqlState: { } state } ? $"an error with the SQL state {state}" : each?.GetType().Name ?? "no error";
                Expect(!context.Database.ProvesRollback(each), $"ProvesRollback took {shown} for a proof; it proves nothing, because the server may have committed.", each);
            }
        }
    }

    private static async Task KnowsLossAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        Expect(!context.Database.IsLost(connection), "IsLost gave true for an open connection; it should give false.");
        await ThrownByAsync(() => connection.SendAsync("this is not a statement")).ConfigureAwait(false);
        Expect(!context.Database.IsLost(connection), "IsLost gave true after a statement that the database refused; it should give false, because the connection is still open.");
        await connection.CloseAsync().ConfigureAwait(false);
        Expect(context.Database.IsLost(connection), "IsLost gave false for a closed connection; it should give true.");
    }

    private static async Task NamesWeaknessAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await new SampleRows(context.Database, connection).AddAsync(owner: 1).ConfigureAwait(false);
        string? weakness = await context.Database.FindCommitWeaknessAsync(connection).ConfigureAwait(false);
        Expect(weakness is null || (weakness.Trim().Length > 0 && !weakness.Contains('\n', StringComparison.Ordinal)), $"FindCommitWeaknessAsync gave '{weakness}'; it should give null, or the setting on one line.");
    }

    private static Task IsSafeAsync(DatabaseTestContext context)
    {
        ImageDatabase database = context.Database;
        Expect(database.IsSafe(database.OperationIsolation), $"OperationIsolation is {database.OperationIsolation}, which IsSafe calls unsafe; operations should run at a safe isolation.");
        foreach (System.Data.IsolationLevel requested in Enum.GetValues<System.Data.IsolationLevel>())
        {
            System.Data.IsolationLevel safe = database.GetSafeIsolation(requested);
            Expect(database.IsSafe(safe), $"GetSafeIsolation gave {safe} for {requested}, which IsSafe calls unsafe; it should give a safe one.");
        }

        return Task.CompletedTask;
    }

    private sealed class StateException(string state) : DbException("The connection was lost.")
    {
        public override string SqlState => state;
    }
}
