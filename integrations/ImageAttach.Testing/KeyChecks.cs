using System.Numerics;
using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

namespace ImageAttach.Testing;

/// <summary>What a store promises about keys: to distinguish them, to be safe from them, to locate them.</summary>
internal static class KeyChecks
{
    private static readonly string[] HostileTypes =
    [
        "image/../../../../etc/passwd", "../../escaped", "image/png\r\nX-Injected: yes", "image/\0", "image/\u00e4\u202e\u2215", "nul", "C:\\image", "/", new('x', 300),
    ];

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("Keys that differ in one part name different files", DistinguishesKeysAsync),
        new("A hostile media type does no harm", IsSafeFromHostileTypesAsync),
        new("A URL is computed, and each key has its own", LocatesAsync),
    ];

    private static async Task DistinguishesKeysAsync(StoreTestContext context)
    {
        StoreKey[] keys = [.. Keys(context.ObjectType).Select(context.Track)];
        for (int i = 0; i < keys.Length; i++)
            await context.PutAsync(keys[i], Bytes(100 + i, seed: i)).ConfigureAwait(false);
        for (int i = 0; i < keys.Length; i++)
            await context.ExpectBytesAsync(keys[i], Bytes(100 + i, seed: i), $"When keys were put that differ from {keys[i].ToPath()} in one part,").ConfigureAwait(false);
    }

    private static IEnumerable<StoreKey> Keys(string objectType)
    {
        ObjectId one = ObjectId.From(1);
        BigInteger[] ids = [0, 1, -1, 10, 1_000, 1_001, -1_000, BigInteger.Pow(2, 127), BigInteger.Pow(10, 48) + 7];
        foreach (BigInteger id in ids)
            yield return new(objectType, ObjectId.From(id), 405, 640, "image/jpeg", "r1");
        foreach (string type in new[] { objectType + "-1", objectType + "_", objectType.PadRight(100, 'x') })
            yield return new(type, one, 405, 640, "image/jpeg", "r1");
        foreach ((int width, int height) in new[] { (1, 11), (11, 1), (int.MaxValue, int.MaxValue) })
            yield return new(objectType, one, width, height, "image/jpeg", "r1");
        foreach (string mimeType in new[] { "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/svg+xml", "application/pdf" })
            yield return new(objectType, one, 405, 640, mimeType, "r1");
        foreach (string revision in new[] { "", "r", "r2", new string('z', 32) })
            yield return new(objectType, one, 405, 640, "image/jpeg", revision);
    }

    private static async Task IsSafeFromHostileTypesAsync(StoreTestContext context)
    {
        await context.PutAsync(context.Key(), Bytes(10)).ConfigureAwait(false);
        foreach (string hostile in HostileTypes)
        {
            StoreKey key = context.Track(new(context.ObjectType, ObjectId.From(2), 1, 1, hostile, "r1"));
            string shown = $"Of media type '{string.Concat(hostile.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || "./\\-:".Contains(letter, StringComparison.Ordinal) ? letter : '?'))}'";
            Exception? thrown = await ThrownByAsync(() => context.PutAsync(key, Bytes(20))).ConfigureAwait(false);
            Expect(thrown is null or ImageStoreException or ArgumentException, $"{shown} PutAsync threw {thrown?.GetType().Name}; it should keep the file, or refuse it by ImageStoreException.", thrown);
            if (thrown is null)
                await context.ExpectBytesAsync(key, Bytes(20), shown).ConfigureAwait(false);
            await ThrownByAsync(() => context.Store.DeleteAsync(key, context.CancellationToken)).ConfigureAwait(false);
        }

        await context.ExpectBytesAsync(context.Key(), Bytes(10), "After hostile media types").ConfigureAwait(false);
    }

    // A store without a base URL throws, which is as good.
    private static Task LocatesAsync(StoreTestContext context)
    {
        Uri? Locate(StoreKey key)
        {
            try
            {
                return context.Store.Locate(key) ?? throw new CheckFailedException("Locate gave null; it should give a URL, or throw InvalidOperationException.");
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        StoreKey[] keys = [.. Keys(context.ObjectType)];
        Uri?[] urls = [.. keys.Select(Locate)];
        Expect(keys.Select(Locate).SequenceEqual(urls), "Locate gave one key two URLs; it should compute the same one each time.");
        Expect(
            Array.TrueForAll(urls, url => url is null) || urls.OfType<Uri>().Distinct().Count() == keys.Length,
            "Locate gave two keys one URL; each file should have its own.");
        return Task.CompletedTask;
    }
}
