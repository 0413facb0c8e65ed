using static ImageAttach.Testing.Trial;

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

    private static async Task FreesTheNameAsync(Trial trial)
    {
        await trial.PutAsync(trial.Key(), Bytes(10)).ConfigureAwait(false);
        await trial.Store.DeleteAsync(trial.Key(), trial.CancellationToken).ConfigureAwait(false);
        await trial.ExpectMissingAsync(trial.Key(), "After a delete").ConfigureAwait(false);
        await trial.PutAsync(trial.Key(), Bytes(20, seed: 1)).ConfigureAwait(false);
        await trial.ExpectBytesAsync(trial.Key(), Bytes(20, seed: 1), "After a delete and another put").ConfigureAwait(false);
    }

    private static async Task IsSilentAsync(Trial trial)
    {
        Exception? told = await ThrownByAsync(() => trial.Store.DeleteAsync(trial.Key(), trial.CancellationToken)).ConfigureAwait(false);
        Expect(told is null, $"DeleteAsync of what was never put threw {told?.GetType().Name}; it should do nothing.", told);
        await trial.PutAsync(trial.Key(), Bytes(10)).ConfigureAwait(false);
        await trial.Store.DeleteAsync(trial.Key(), trial.CancellationToken).ConfigureAwait(false);
        told = await ThrownByAsync(() => trial.Store.DeleteAsync(trial.Key(), trial.CancellationToken)).ConfigureAwait(false);
        Expect(told is null, $"DeleteAsync of what was deleted before threw {told?.GetType().Name}; it should do nothing.", told);
    }

    private static async Task LeavesOthersAsync(Trial trial)
    {
        StoreKey key = trial.Key(revision: "r1");
        StoreKey[] others = [trial.Key(revision: "r10"), trial.Key(revision: ""), trial.Key(10), trial.Key(1_001), trial.Note(new(trial.ObjectType, key.ObjectId, 405, 640, "image/png", "r1"))];
        await trial.PutAsync(key, Bytes(10)).ConfigureAwait(false);
        foreach (StoreKey other in others)
            await trial.PutAsync(other, Bytes(20)).ConfigureAwait(false);
        await trial.Store.DeleteAsync(key, trial.CancellationToken).ConfigureAwait(false);
        foreach (StoreKey other in others)
            await trial.ExpectBytesAsync(other, Bytes(20), $"After a delete of {key}").ConfigureAwait(false);
    }
}
