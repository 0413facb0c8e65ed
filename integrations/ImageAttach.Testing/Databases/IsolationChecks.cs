using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about what a connection sees of others.</summary>
internal static class IsolationChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A set shows what is committed, and nothing else", ShowsCommittedAsync),
        new("A committed read sees committed rows, all of them, and nothing else", ReadsCommittedAsync),
        new("A committed read leaves the connection outside of a transaction", EndsReadAsync),
        new("A transaction sees its own rows", SeesOwnAsync),
    ];

    private static async Task ShowsCommittedAsync(DatabaseTestContext context)
    {
        DbConnection writer = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false), reader = await context.OpenAsync().ConfigureAwait(false);
        await context.AttachAsync(writer, owner: 1, side: 1).ConfigureAwait(false);
        await ExpectAsync(context, () => context.AttachInAsync(writer), () => context.WidthsAsync(reader, owner: 1), [1], "A set").ConfigureAwait(false);
    }

    private static async Task ReadsCommittedAsync(DatabaseTestContext context)
    {
        DbConnection writer = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false), reader = await context.OpenAsync().ConfigureAwait(false);
        await context.AttachAsync(writer, owner: 1, side: 1).ConfigureAwait(false);
        await ReadAsync(context, reader).ConfigureAwait(false);
        await context.AttachAsync(writer, owner: 1, side: 7).ConfigureAwait(false);
        await ExpectAsync(context, () => context.AttachInAsync(writer), () => ReadAsync(context, reader), [7], "A committed read").ConfigureAwait(false);
    }

    private static async Task ExpectAsync(DatabaseTestContext context, Func<Task<ImageTransaction>> write, Func<Task<int[]>> read, int[] expected, string who)
    {
        Task<int[]> reading;
        ImageTransaction transaction = await write().ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            // A reader may wait for the writer, or see what was there before.
            reading = Task.Run(read, context.CancellationToken);
            await context.IsWaitingAsync(reading).ConfigureAwait(false);
            await transaction.RollbackAsync(context.CancellationToken).ConfigureAwait(false);
        }

        int[] found = await reading.ConfigureAwait(false);
        Expect(
            found.SequenceEqual(expected),
            $"{who} showed images of the widths '{string.Join(", ", found)}' while another connection was replacing them; it should show '{string.Join(", ", expected)}', which is committed.");
    }

    private static async Task EndsReadAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await ReadAsync(context, connection).ConfigureAwait(false);
        bool isIn = await context.Database.IsInTransactionAsync(connection, context.CancellationToken).ConfigureAwait(false);
        Expect(!isIn, "The connection was still in a transaction after EndCommittedRead; it should be in none.");
        await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
    }

    private static async Task SeesOwnAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        ImageTransaction transaction = await context.AttachInAsync(connection).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            ImageSet<SamplePicture> set = await new SampleOwner { Id = 1 }.Picture.LoadAsync(connection, transaction, context.CancellationToken).ConfigureAwait(false);
            Expect(set.Images is [{ Width: DatabaseTestContext.UncommittedSide }], "A transaction didn't see the image that was attached in it; it should.");
        }
    }

    private static async Task<int[]> ReadAsync(DatabaseTestContext context, DbConnection connection)
    {
        ImageDatabase database = context.Database;
        string sql = $"select {database.Quote(ImageColumn.Width.Name)} from {database.QuoteTable(SampleTables.Pictures.Definition)}";
        IAsyncDisposable hidden = await database.HideUncommittedAsync(connection).ConfigureAwait(false);
        await using (hidden.ConfigureAwait(false))
        {
            if (database.BeginCommittedRead is { } begin)
                await connection.SendAsync(begin).ConfigureAwait(false);
            List<object> found = await connection.QueryAsync(sql).ConfigureAwait(false);
            if (database.BeginCommittedRead is not null)
                await connection.SendAsync(database.EndCommittedRead).ConfigureAwait(false);
            List<object> alone = await connection.QueryAsync(database.BeforeCommittedQuery is { } before ? $"{before}; {sql}" : sql).ConfigureAwait(false);
            Expect(found.Select(Convert.ToInt32).SequenceEqual(alone.Select(Convert.ToInt32)), "A committed read and a query that reads committed rows alone gave different rows; they should give the same.");
            return [.. found.Select(Convert.ToInt32)];
        }
    }
}
