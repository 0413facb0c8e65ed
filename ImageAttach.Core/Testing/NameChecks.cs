using System.Numerics;
using static ImageAttach.Testing.Trial;

namespace ImageAttach.Testing;

/// <summary>What a store promises about keys: to tell them apart, to be safe from them, to locate them.</summary>
internal static class NameChecks
{
    private static readonly string[] HostileTypes =
    [
        "image/../../../../etc/passwd", "../../escaped", "image/png\r\nX-Injected: yes", "image/\0", "image/\u00e4\u202e\u2215", "nul", "C:\\image", "/", new('x', 300),
    ];

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("Keys that differ in one part name different files", TellsKeysApartAsync),
        new("A hostile media type does no harm", IsSafeFromHostileTypesAsync),
        new("An address is computed, and each key has its own", LocatesAsync),
    ];

    private static async Task TellsKeysApartAsync(Trial trial)
    {
        StoreKey[] keys = [.. Keys(trial.ObjectType).Select(trial.Note)];
        for (int i = 0; i < keys.Length; i++)
            await trial.PutAsync(keys[i], Bytes(100 + i, seed: i)).ConfigureAwait(false);
        for (int i = 0; i < keys.Length; i++)
            await trial.ExpectBytesAsync(keys[i], Bytes(100 + i, seed: i), $"When keys were put that differ from {keys[i].ToPath()} in one part,").ConfigureAwait(false);
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

    private static async Task IsSafeFromHostileTypesAsync(Trial trial)
    {
        await trial.PutAsync(trial.Key(), Bytes(10)).ConfigureAwait(false);
        foreach (string hostile in HostileTypes)
        {
            StoreKey key = trial.Note(new(trial.ObjectType, ObjectId.From(2), 1, 1, hostile, "r1"));
            string shown = $"Of media type '{string.Concat(hostile.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || "./\\-:".Contains(letter, StringComparison.Ordinal) ? letter : '?'))}'";
            Exception? told = await ThrownByAsync(() => trial.PutAsync(key, Bytes(20))).ConfigureAwait(false);
            Expect(told is null or ImageStoreException or ArgumentException, $"{shown} PutAsync threw {told?.GetType().Name}; it should keep the file, or refuse it by ImageStoreException.", told);
            if (told is null)
                await trial.ExpectBytesAsync(key, Bytes(20), shown).ConfigureAwait(false);
            await ThrownByAsync(() => trial.Store.DeleteAsync(key, trial.CancellationToken)).ConfigureAwait(false);
        }

        await trial.ExpectBytesAsync(trial.Key(), Bytes(10), "After hostile media types").ConfigureAwait(false);
    }

    // Without an address to begin with, a store says so, which is as good.
    private static Task LocatesAsync(Trial trial)
    {
        Uri? Locate(StoreKey key)
        {
            try
            {
                return trial.Store.Locate(key) ?? throw new BrokenPromiseException("Locate gave null; it should give an address, or throw InvalidOperationException.");
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        StoreKey[] keys = [.. Keys(trial.ObjectType)];
        Uri?[] addresses = [.. keys.Select(Locate)];
        Expect(keys.Select(Locate).SequenceEqual(addresses), "Locate gave one key two addresses; it should compute the same one each time.");
        Expect(
            Array.TrueForAll(addresses, address => address is null) || addresses.OfType<Uri>().Distinct().Count() == keys.Length,
            "Locate gave two keys one address; each file should have its own.");
        return Task.CompletedTask;
    }
}
