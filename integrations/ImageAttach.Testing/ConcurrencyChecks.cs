using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

namespace ImageAttach.Testing;

/// <summary>What a store promises to concurrent callers.</summary>
internal static class ConcurrencyChecks
{
    private const int CallerCount = 64;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("Half a file is never seen", ShowsNoHalfFileAsync),
        new("Sixty-four concurrent callers put and read a file each", ServesConcurrentCallersAsync),
        new("Of concurrent puts of one key, one file remains, whole", KeepsOneFileAsync),
    ];

    private static async Task ShowsNoHalfFileAsync(StoreTestContext context)
    {
        byte[] bytes = Bytes(300_000);
        RequestBodyStream source = new(bytes) { PauseAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Task put = context.PutAsync(context.Key(), source);
            try
            {
                await Task.WhenAny(source.Reached, put).ConfigureAwait(false);
                await context.ExpectMissingAsync(context.Key(), "While a put was half done").ConfigureAwait(false);
            }
            finally
            {
                source.GoOn();
                await put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await put.ConfigureAwait(false);
        }

        await context.ExpectBytesAsync(context.Key(), bytes, "After a put that others looked at meanwhile").ConfigureAwait(false);
    }

    private static Task ServesConcurrentCallersAsync(StoreTestContext context) => Task.WhenAll(Enumerable.Range(1, CallerCount).Select(id => Task.Run(async () =>
    {
        byte[] bytes = Bytes(20_000 + id, seed: id);
        RequestBodyStream source = new(bytes);
        await using (source.ConfigureAwait(false))
            await context.PutAsync(context.Key(id), source, reproducible: id % 2 == 0).ConfigureAwait(false);
        await context.ExpectBytesAsync(context.Key(id), bytes, $"While {CallerCount} callers put and read").ConfigureAwait(false);
    })));

    private static async Task KeepsOneFileAsync(StoreTestContext context)
    {
        byte[][] contents = [.. Enumerable.Range(1, 8).Select(seed => Bytes(50_000, seed))];
        Exception?[] thrown = await Task.WhenAll(contents.Select(bytes => Task.Run(() => ThrownByAsync(async () =>
        {
            RequestBodyStream source = new(bytes);
            await using (source.ConfigureAwait(false))
                await context.PutAsync(context.Key(), source).ConfigureAwait(false);
        })))).ConfigureAwait(false);

        Exception? wrong = thrown.FirstOrDefault(exception => exception is not (null or ImageStoreException));
        Expect(wrong is null, $"One of them threw {wrong?.GetType().Name}; a put that comes too late should throw ImageStoreException.", wrong);
        Expect(thrown.Contains(null), "All of them were refused; one should have succeeded.", thrown.FirstOrDefault());
        byte[] kept = await context.ReadAsync(context.Key()).ConfigureAwait(false);
        int winner = Array.FindIndex(contents, bytes => bytes.AsSpan().SequenceEqual(kept));
        Expect(winner >= 0, FormattableString.Invariant($"The file that remained has {kept.Length:N0} bytes that were never put; it should be one of those that were, whole."));
        Expect(thrown[winner] is null, "The file that remained is of a put that was refused; it should be of the one that succeeded.", thrown[winner]);
    }
}
