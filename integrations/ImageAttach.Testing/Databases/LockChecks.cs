using System.Data.Common;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises to those who change one set, or add to one list, at a time.</summary>
internal static class LockChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("An attachment to a set waits for a transaction that attached to it, and replaces what that committed", context => AttachesAsync(context, isCommitted: true)),
        new("An attachment to a set waits for a transaction that attached to it, until that is rolled back", context => AttachesAsync(context, isCommitted: false)),
        new("An attachment to a set with images waits for a transaction that removed them", WaitsForRemovalAsync),
        new("An addition to a list waits for a transaction that added to it, and gets the next place", context => AddsAsync(context, isCommitted: true)),
        new("An addition to a list waits for a transaction that added to it, and gets its place when that is rolled back", context => AddsAsync(context, isCommitted: false)),
        new("A run of the tool keeps others out until it ends", KeepsRunsOutAsync),
    ];

    private static async Task AttachesAsync(DatabaseTestContext context, bool isCommitted)
    {
        DbConnection first = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false), second = await context.OpenAsync().ConfigureAwait(false);
        await context.AttachAsync(second, owner: 2, side: 1).ConfigureAwait(false);
        ImageTransaction transaction = await first.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await context.AttachAsync(first, owner: 1, side: 2, transaction).ConfigureAwait(false);
            await context.ExpectWaitAsync(() => context.AttachAsync(second, owner: 1, side: 3), () => EndAsync(transaction, isCommitted), "Another connection that attached to the set").ConfigureAwait(false);
        }

        await ExpectWidthAsync(context, 3).ConfigureAwait(false);
    }

    private static async Task WaitsForRemovalAsync(DatabaseTestContext context)
    {
        DbConnection first = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false), second = await context.OpenAsync().ConfigureAwait(false);
        await context.AttachAsync(second, owner: 1, side: 1).ConfigureAwait(false);
        ImageTransaction transaction = await first.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await new SampleOwner { Id = 1 }.Picture.RemoveAsync(first, context.Store, transaction, context.CancellationToken).ConfigureAwait(false);
            await context.ExpectWaitAsync(() => context.AttachAsync(second, owner: 1, side: 3), () => EndAsync(transaction, isCommitted: true), "Another connection that attached to the set").ConfigureAwait(false);
        }

        await ExpectWidthAsync(context, 3).ConfigureAwait(false);
    }

    private static async Task AddsAsync(DatabaseTestContext context, bool isCommitted)
    {
        DbConnection first = await context.OpenWithAsync<SamplePhoto>().ConfigureAwait(false), second = await context.OpenAsync().ConfigureAwait(false);
        int place = 0;
        ImageTransaction transaction = await first.BeginImageTransactionAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await AddAsync(context, first, transaction).ConfigureAwait(false);
            await context.ExpectWaitAsync(
                async () => place = await AddAsync(context, second, transaction: null).ConfigureAwait(false),
                () => EndAsync(transaction, isCommitted),
                "Another connection that added to the list").ConfigureAwait(false);
        }

        int expected = isCommitted ? 2 : 1;
        Expect(place == expected, $"The second photo of the list got place {place}; it should have got {expected}.");
    }

    private static async Task KeepsRunsOutAsync(DatabaseTestContext context)
    {
        DbConnection first = await context.OpenAsync().ConfigureAwait(false), second = await context.OpenAsync().ConfigureAwait(false);
        IAsyncDisposable? held = await context.Database.TryLockRunAsync(first, context.CancellationToken).ConfigureAwait(false);
        Expect(held is not null, "TryLockRunAsync gave null though no other run was at work; it should give the lock.");
        IAsyncDisposable? refused = await context.Database.TryLockRunAsync(second, context.CancellationToken).ConfigureAwait(false);
        Expect(refused is null, "TryLockRunAsync gave a second run the lock while the first one had it; it should give null.");
        await held!.DisposeAsync().ConfigureAwait(false);
        IAsyncDisposable? again = await context.Database.TryLockRunAsync(second, context.CancellationToken).ConfigureAwait(false);
        Expect(again is not null, "TryLockRunAsync gave null after the run that had the lock had ended; it should give the lock.");
        await again!.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<int> AddAsync(DatabaseTestContext context, DbConnection connection, ImageTransaction? transaction)
    {
        ImageSubset<SamplePhoto> added = await new SampleOwner { Id = 1 }.Photos.AddAsync(
            connection, SampleFile.Create(1), new() { Store = context.Store, Transaction = transaction }, context.CancellationToken).ConfigureAwait(false);
        return added.RequireOriginal().Place;
    }

    private static Task EndAsync(ImageTransaction transaction, bool isCommitted) => isCommitted ? transaction.CommitAsync() : transaction.RollbackAsync();

    private static async Task ExpectWidthAsync(DatabaseTestContext context, int width)
    {
        int[] widths = await context.WidthsAsync(await context.OpenAsync().ConfigureAwait(false), owner: 1).ConfigureAwait(false);
        Expect(widths is [int only] && only == width, $"The set has images of the widths {string.Join(", ", widths)}; it should have one, of the width {width}.");
    }
}
