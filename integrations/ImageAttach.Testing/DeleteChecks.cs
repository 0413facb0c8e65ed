using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

namespace ImageAttach.Testing;

/// <summary>What a delete promises.</summary>
internal static class DeleteChecks
{
    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("A deleted file is gone, and its name is free again", FreesTheNameAsync),
        new("Deleting what isn't there is no error", IsSilentAsync),
        new("Deleting a file leaves all others", LeavesOthersAsync),
    ];

    private static async Task FreesTheNameAsync(StoreTestContext context)
    {
        await context.PutAsync(context.Key(), Bytes(10)).ConfigureAwait(false);
        await context.Store.DeleteAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
        await context.ExpectMissingAsync(context.Key(), "After a delete").ConfigureAwait(false);
        await context.PutAsync(context.Key(), Bytes(20, seed: 1)).ConfigureAwait(false);
        await context.ExpectBytesAsync(context.Key(), Bytes(20, seed: 1), "After a delete and another put").ConfigureAwait(false);
    }

    private static async Task IsSilentAsync(StoreTestContext context)
    {
        Exception? thrown = await ThrownByAsync(() => context.Store.DeleteAsync(context.Key(), context.CancellationToken)).ConfigureAwait(false);
        Expect(thrown is null, $"DeleteAsync of what was never put threw {thrown?.GetType().Name}; it should do nothing.", thrown);
        await context.PutAsync(context.Key(), Bytes(10)).ConfigureAwait(false);
        await context.Store.DeleteAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
        thrown = await ThrownByAsync(() => context.Store.DeleteAsync(context.Key(), context.CancellationToken)).ConfigureAwait(false);
        Expect(thrown is null, $"DeleteAsync of what was deleted before threw {thrown?.GetType().Name}; it should do nothing.", thrown);
    }

    private static async Task LeavesOthersAsync(StoreTestContext context)
    {
        StoreKey key = context.Key(revision: "r1");
        StoreKey[] others = [context.Key(revision: "r10"), context.Key(revision: ""), context.Key(10), context.Key(1_001), context.Track(new(context.ObjectType, key.ObjectId, 405, 640, "image/png", "r1"))];
        await context.PutAsync(key, Bytes(10)).ConfigureAwait(false);
        foreach (StoreKey other in others)
            await context.PutAsync(other, Bytes(20)).ConfigureAwait(false);
        await context.Store.DeleteAsync(key, context.CancellationToken).ConfigureAwait(false);
        foreach (StoreKey other in others)
            await context.ExpectBytesAsync(other, Bytes(20), $"After a delete of {key}").ConfigureAwait(false);
    }
}
