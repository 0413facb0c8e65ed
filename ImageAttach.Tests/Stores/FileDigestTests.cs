using System.Security.Cryptography;
using ImageAttach.Stores;
using Shop;

namespace ImageAttach.Tests.Stores;

/// <summary>Length and hash of files, which distinguish them from others.</summary>
public sealed class FileDigestTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5];
    private static readonly FileDigest Digest = new(5, Convert.ToHexStringLower(SHA256.HashData(Bytes)));

    [Test]
    public async Task A_stream_is_counted_and_hashed_while_it_is_read([Values] bool leavesOpen)
    {
        MemoryStream inner = new(Bytes);
        FileDigest? atEnd = null;
        await using (HashingStream hashing = new(inner, leavesOpen, digest => atEnd = digest))
        {
            Assert.That(await hashing.ReadAsync(new byte[3]), Is.EqualTo(3));
            Assert.That((hashing.BytesRead, atEnd), Is.EqualTo((3L, default(FileDigest))), "not at its end yet");
            await hashing.CopyToAsync(Stream.Null);
            Assert.That((hashing.GetDigest(), atEnd), Is.EqualTo((Digest, Digest)));
        }

        Assert.That(inner.CanRead, Is.EqualTo(leavesOpen));
    }

    [Test]
    public async Task A_file_of_a_store_is_read_to_its_end()
    {
        MemoryStore store = new();
        StoreKey key = new("user-picture", ObjectId.From(1), 2, 3, "image/png", "revision");
        await store.PutAsync(key, new MemoryStream(Bytes), reproducible: false);
        Assert.That(await FileDigest.ComputeAsync(store, key), Is.EqualTo(Digest));
    }

    [Test]
    public void A_file_is_compared_with_what_its_row_records()
    {
        Assert.That(Digest.FindMismatch(new UserPicture { Length = 5, Sha256 = Digest.Sha256 }), Is.Null);
        Assert.That(Digest.FindMismatch(new UserPicture()), Is.Null, "nothing is recorded");
        Assert.That(Digest.FindMismatch(new UserPicture { Length = 6, Sha256 = Digest.Sha256 }), Is.EqualTo("the file has 5 bytes instead of 6"));
        Assert.That(Digest.FindMismatch(new UserPicture { Length = 5, Sha256 = new string('0', 64) }), Is.EqualTo("the file's bytes aren't those that were put"));
    }
}
