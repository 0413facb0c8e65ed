using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>Large files pass through little memory. Counted is all that is ever allocated, of which the process can't grow by more.</summary>
[NonParallelizable]
public sealed class S3MemoryTests
{
    private const long Length = 200_000_000;
    private const long MaxBytes = 10_000_000;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [TestCase(true)]
    [TestCase(false, Description = "A stream that can't seek, whose length nobody knows.")]
    public async Task Two_hundred_megabytes_are_put_and_read_in_ten(bool canSeek)
    {
        await using TestBucket bucket = await TestBucket.OpenAsync();
        S3Store store = bucket.Store();
        await store.DeleteAsync(Key); // opens the connection
        await using GeneratedStream source = new(Length, canSeek);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await store.PutAsync(Key, source, reproducible: false);
        long put = GC.GetTotalAllocatedBytes(precise: true);
        await AssertWholeAsync(store);
        long read = GC.GetTotalAllocatedBytes(precise: true);
        TestContext.Out.WriteLine($"put {put - before:N0} bytes, get {read - put:N0} bytes");
        Assert.That((put - before, read - put), Is.LessThan((MaxBytes, MaxBytes)).Using<(long Put, long Read)>((left, right) =>
            left.Put < right.Put && left.Read < right.Read ? -1 : 1));
    }

    private static async Task AssertWholeAsync(S3Store store)
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

        Assert.That(position, Is.EqualTo(Length));
    }
}
