using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about savepoints.</summary>
internal static class SavepointChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A savepoint that is rolled back takes the rows since with it, and no others", UndoesRowsAsync),
        new("Savepoints nest, and one that is released keeps its rows", NestAsync),
        new("After an error a transaction goes on from a savepoint", GoesOnAfterErrorAsync),
        new("An operation that fails leaves the rest of its transaction", KeepsRestAsync),
        new("A savepoint of an image transaction undoes rows and files", UndoesFilesAsync),
    ];

    private static Task UndoesRowsAsync(DatabaseTestContext context) => InTransactionAsync(context, "1, 3", async (database, connection, transaction) =>
    {
        SampleRows rows = new(database, connection, transaction);
        await rows.AddAsync(owner: 1).ConfigureAwait(false);
        await connection.SendAllAsync(database.ComposeSavepoint("conformance_a"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 2).ConfigureAwait(false);
        await connection.SendAsync(database.ComposeRollbackTo("conformance_a"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 3).ConfigureAwait(false);
    });

    private static Task NestAsync(DatabaseTestContext context) => InTransactionAsync(context, "1, 2, 4", async (database, connection, transaction) =>
    {
        SampleRows rows = new(database, connection, transaction);
        await rows.AddAsync(owner: 1).ConfigureAwait(false);
        await connection.SendAllAsync(database.ComposeSavepoint("conformance_a"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 2).ConfigureAwait(false);
        await connection.SendAllAsync(database.ComposeSavepoint("conformance_b"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 3).ConfigureAwait(false);
        await connection.SendAsync(database.ComposeRollbackTo("conformance_b"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 4).ConfigureAwait(false);
        if (database.ComposeRelease("conformance_a") is { } release)
            await connection.SendAsync(release, transaction).ConfigureAwait(false);
    });

    private static Task GoesOnAfterErrorAsync(DatabaseTestContext context) => InTransactionAsync(context, "1, 2", async (database, connection, transaction) =>
    {
        SampleRows rows = new(database, connection, transaction);
        await rows.AddAsync(owner: 1).ConfigureAwait(false);
        await connection.SendAllAsync(database.ComposeSavepoint("conformance_a"), transaction).ConfigureAwait(false);
        Exception? duplicate = await ThrownByAsync(() => rows.AddAsync(owner: 1)).ConfigureAwait(false);
        Expect(duplicate is DbException, $"A second row with the same primary key {(duplicate is null ? "was added" : $"threw {duplicate.GetType().Name}")}; it should throw a DbException.", duplicate);
        await connection.SendAsync(database.ComposeRollbackTo("conformance_a"), transaction).ConfigureAwait(false);
        await rows.AddAsync(owner: 2).ConfigureAwait(false);
    });

    private static async Task KeepsRestAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
        ImageTransaction transaction = await connection.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await context.AttachAsync(connection, owner: 2, side: 2, transaction).ConfigureAwait(false);
            Exception? tooLong = await ThrownByAsync(() => new SampleOwner { Id = 1 }.Picture.AttachAsync(
                connection,
                SampleFile.Create(3),
                new() { Store = context.Store, Transaction = transaction, Configure = picture => picture.Note = new string('x', SamplePicture.MaxNoteLength + 1) })).ConfigureAwait(false);
            Expect(tooLong is DbException or ImageTableException, $"A text that is longer than its column {(tooLong is null ? "was stored" : $"threw {tooLong.GetType().Name}")}; the column should refuse it.", tooLong);
            await context.AttachAsync(connection, owner: 3, side: 3, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(context.CancellationToken).ConfigureAwait(false);
        }

        await ExpectSetsAsync(context, connection, "1; 2; 3", "an operation of the transaction failed").ConfigureAwait(false);
    }

    private static async Task UndoesFilesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
        ImageTransaction transaction = await connection.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            ImageSavepoint savepoint = await transaction.SaveAsync(context.CancellationToken).ConfigureAwait(false);
            await using (savepoint.ConfigureAwait(false))
            {
                await context.AttachAsync(connection, owner: 1, side: 4, transaction).ConfigureAwait(false);
                await context.AttachAsync(connection, owner: 2, side: 5, transaction).ConfigureAwait(false);
                await savepoint.RollbackAsync(context.CancellationToken).ConfigureAwait(false);
            }

            await context.AttachAsync(connection, owner: 3, side: 3, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(context.CancellationToken).ConfigureAwait(false);
        }

        await ExpectSetsAsync(context, connection, "1; ; 3", "a savepoint was rolled back").ConfigureAwait(false);
    }

    private static async Task InTransactionAsync(DatabaseTestContext context, string expected, Func<ImageDatabase, DbConnection, DbTransaction, Task> work)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        DbTransaction transaction = await context.Database.BeginTransactionAsync(connection, context.Database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await work(context.Database, connection, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(context.CancellationToken).ConfigureAwait(false);
        }

        string owners = string.Join(", ", await new SampleRows(context.Database, connection).OwnersAsync().ConfigureAwait(false));
        Expect(owners == expected, $"After the commit there are rows of the owners {owners}; there should be those of {expected}, because a savepoint was rolled back.");
    }

    private static async Task ExpectSetsAsync(DatabaseTestContext context, DbConnection connection, string expected, string why)
    {
        List<string> sets = [];
        for (int owner = 1; owner <= 3; owner++)
            sets.Add(string.Join(", ", await context.WidthsAsync(connection, owner).ConfigureAwait(false)));
        string found = string.Join("; ", sets);
        Expect(found == expected, $"After the commit the three sets have images of the widths '{found}'; they should have '{expected}', because {why}.");
    }
}
