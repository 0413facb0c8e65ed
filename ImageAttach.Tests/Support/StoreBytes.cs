namespace ImageAttach.Tests.Support;

/// <summary>Whole files of a store, as bytes.</summary>
internal static class StoreBytes
{
    public static async Task PutBytesAsync(this IImageStore store, StoreKey key, byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        await store.PutAsync(key, source, reproducible: false);
    }

    public static async Task<byte[]> ReadBytesAsync(this IImageStore store, StoreKey key)
    {
        await using Stream file = await store.OpenAsync(key);
        using MemoryStream copy = new();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
