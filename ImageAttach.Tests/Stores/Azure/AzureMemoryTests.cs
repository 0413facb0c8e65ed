using ImageAttach.Azure;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>Large files pass through little memory. Counted is all that is ever allocated, of which the process can't grow by more.</summary>
[NonParallelizable]
public sealed class AzureMemoryTests
{
    private const long Length = 200_000_000;
    private const long MaxBytes = 10_000_000;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [TestCase(true)]
    [TestCase(false, Description = "A stream that can't seek, whose length isn't known.")]
    public async Task Two_hundred_megabytes_are_put_and_read_in_ten(bool canSeek)
    {
        await using TestContainer container = await TestContainer.OpenAsync();
        AzureBlobStore store = container.Store();
        await store.DeleteAsync(Key); // opens the connection
        await using GeneratedStream source = new(Length, canSeek);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await store.PutAsync(Key, source, reproducible: false);
        long put = GC.GetTotalAllocatedBytes(precise: true);
        long length = await ReadAsync(store);
        long read = GC.GetTotalAllocatedBytes(precise: true);

        await TestContext.Out.WriteLineAsync($"put {put - before:N0} bytes, get {read - put:N0} bytes");
        Assert.That(length, Is.EqualTo(Length));
        Assert.That(put - before, Is.LessThan(MaxBytes), "put");
        Assert.That(read - put, Is.LessThan(MaxBytes), "get");
    }

    private static async Task<long> ReadAsync(AzureBlobStore store)
    {
        await using Stream file = await store.OpenAsync(Key);
        byte[] buffer = new byte[81_920];
        long position = 0;
        int read;
        while ((read = await file.ReadAsync(buffer)) > 0)
        {
            for (int i = 0; i < read; i++, position++)
            {
                if (buffer[i] != GeneratedStream.At(position))
                    Assert.Fail($"Byte {position} is another.");
            }
        }

        return position;
    }
}
