using System.Collections.Concurrent;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>The store under test, an object type of its own, and the steps that checks share.</summary>
internal sealed class StoreTestContext(IImageStore store, CancellationToken cancellationToken)
{
    private readonly ConcurrentBag<StoreKey> _keys = [];

    public IImageStore Store => store;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The object type.</summary>
    public string ObjectType { get; } = $"conformance-{Guid.NewGuid():N}";

    /// <summary>Bytes that differ from those of another seed, at their beginning and throughout.</summary>
    public static byte[] Bytes(int length, int seed = 0)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
            bytes[i] = (byte)((i * 31) + (i >> 8) + (seed * 7) + 1);
        return bytes;
    }

    /// <summary>A key of this run's object type.</summary>
    public StoreKey Key(long id = 1, string revision = "r1") => Track(new(ObjectType, ObjectId.From(id), 405, 640, "image/jpeg", revision));

    /// <summary>A key that is deleted at the end of the check.</summary>
    public StoreKey Track(StoreKey key)
    {
        _keys.Add(key);
        return key;
    }

    public Task PutAsync(StoreKey key, byte[] bytes, bool reproducible = false) => PutAsync(key, new MemoryStream(bytes, writable: false), reproducible);

    public Task PutAsync(StoreKey key, Stream content, bool reproducible = false) => store.PutAsync(key, content, reproducible, cancellationToken);

    public async Task<byte[]> ReadAsync(StoreKey key)
    {
        Stream file = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            using MemoryStream copy = new();
            await file.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            return copy.ToArray();
        }
    }

    /// <summary>Whether a listing names the key; false for a store that can't list.</summary>
    public async Task<bool> IsListedAsync(StoreKey key) => (await ListAsync(key.ObjectType).ConfigureAwait(false)).Exists(file => file.Key == key);

    /// <summary>The files of an object type; none for a store that can't list.</summary>
    public async Task<List<StoredFile>> ListAsync(string objectType) =>
        store is IListableImageStore listing ? await listing.ListAsync(objectType, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false) : [];

    /// <param name="key">The file.</param>
    /// <param name="bytes">What it must have.</param>
    /// <param name="when">What was done, as the beginning of a sentence: <c>After a put</c>.</param>
    public async Task ExpectBytesAsync(StoreKey key, byte[] bytes, string when)
    {
        byte[] read;
        try
        {
            read = await ReadAsync(key).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException missing)
        {
            throw new CheckFailedException($"{when} the store has no file of {key}; it should have one.", missing);
        }

        int same = read.AsSpan().CommonPrefixLength(bytes);
        Expect(
            read.Length == bytes.Length && same == bytes.Length,
            FormattableString.Invariant($"{when} the store gave {read.Length:N0} bytes instead of {bytes.Length:N0}, the first {same:N0} of them right; it should give all, as they were put."));
    }

    /// <param name="key">The file that must not be there.</param>
    /// <param name="when">What was done, as the beginning of a sentence: <c>After a cancelled put</c>.</param>
    public async Task ExpectMissingAsync(StoreKey key, string when)
    {
        Exception? thrown = await ThrownByAsync(async () => await (await store.OpenAsync(key, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        Expect(thrown is not null, $"{when} OpenAsync gave a file of {key}; there should be none, and ImageFileNotFoundException should say so.");
        Expect(thrown is ImageFileNotFoundException, $"{when} OpenAsync threw {thrown?.GetType().Name}; a missing file should throw ImageFileNotFoundException.", thrown);
        Expect(!await IsListedAsync(key).ConfigureAwait(false), $"{when} ListAsync names {key}; it should name files that are there, and no others.");
    }

    /// <summary>Deletes what the check put, as far as the store can.</summary>
    public async Task ClearAsync()
    {
        foreach (StoreKey key in _keys.Distinct())
            await ThrownByAsync(() => store.DeleteAsync(key, CancellationToken.None)).ConfigureAwait(false);
    }
}
