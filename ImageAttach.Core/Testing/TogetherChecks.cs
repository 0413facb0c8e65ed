using static ImageAttach.Testing.Trial;

namespace ImageAttach.Testing;

/// <summary>What a store promises to many who use it at once.</summary>
internal static class TogetherChecks
{
    private const int Many = 64;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("Half a file is never seen", ShowsNoHalfFileAsync),
        new("Sixty-four put and read at once, each its own", ServesManyAsync),
        new("Of many that put one key at once, one file remains, whole", KeepsOneOfManyAsync),
    ];

    private static async Task ShowsNoHalfFileAsync(Trial trial)
    {
        byte[] bytes = Bytes(300_000);
        Source source = new(bytes) { PauseAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Task put = trial.PutAsync(trial.Key(), source);
            try
            {
                await Task.WhenAny(source.Reached, put).ConfigureAwait(false);
                await trial.ExpectMissingAsync(trial.Key(), "While a put was half done").ConfigureAwait(false);
            }
            finally
            {
                source.GoOn();
                await put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await put.ConfigureAwait(false);
        }

        await trial.ExpectBytesAsync(trial.Key(), bytes, "After a put that others looked at meanwhile").ConfigureAwait(false);
    }

    private static Task ServesManyAsync(Trial trial) => Task.WhenAll(Enumerable.Range(1, Many).Select(id => Task.Run(async () =>
    {
        byte[] bytes = Bytes(20_000 + id, seed: id);
        Source source = new(bytes);
        await using (source.ConfigureAwait(false))
            await trial.PutAsync(trial.Key(id), source, reproducible: id % 2 == 0).ConfigureAwait(false);
        await trial.ExpectBytesAsync(trial.Key(id), bytes, $"While {Many} put and read at once").ConfigureAwait(false);
    })));

    private static async Task KeepsOneOfManyAsync(Trial trial)
    {
        byte[][] contents = [.. Enumerable.Range(1, 8).Select(seed => Bytes(50_000, seed))];
        Exception?[] told = await Task.WhenAll(contents.Select(bytes => Task.Run(() => ThrownByAsync(async () =>
        {
            Source source = new(bytes);
            await using (source.ConfigureAwait(false))
                await trial.PutAsync(trial.Key(), source).ConfigureAwait(false);
        })))).ConfigureAwait(false);

        Exception? wrong = told.FirstOrDefault(thrown => thrown is not (null or ImageStoreException));
        Expect(wrong is null, $"One of them was told {wrong?.GetType().Name}; who comes too late should be told by ImageStoreException.", wrong);
        Expect(told.Contains(null), "All of them were refused; one should have been let in.", told.FirstOrDefault());
        byte[] kept = await trial.ReadAsync(trial.Key()).ConfigureAwait(false);
        int whose = Array.FindIndex(contents, bytes => bytes.AsSpan().SequenceEqual(kept));
        Expect(whose >= 0, FormattableString.Invariant($"The file that remained has {kept.Length:N0} bytes that nobody put; it should be one of theirs, whole."));
        Expect(told[whose] is null, "The file that remained is of one that was refused; it should be of one that was let in.", told[whose]);
    }
}
