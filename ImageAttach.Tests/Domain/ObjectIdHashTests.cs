using System.Numerics;
using System.Security.Cryptography;

namespace ImageAttach.Tests.Domain;

/// <summary>Keys of any length: what exactly is hashed, since files are found by it for ever.</summary>
public sealed class ObjectIdHashTests
{
    private static readonly Guid Guid = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    [Test]
    public void Each_part_is_hashed_after_its_length()
    {
        AssertHash("", new ObjectIdHash());
        AssertHash("00000000", new ObjectIdHash().Append(""));
        AssertHash("00000003" + "61c3a9", new ObjectIdHash().Append("aé"));
        AssertHash("00000010" + "0123456789abcdef0123456789abcdef", new ObjectIdHash().Append(Guid));
        AssertHash("00000008" + "0123456789abcdef", new ObjectIdHash().Append(0x0123456789abcdefL));
        AssertHash("00000008" + "ffffffffffffffff", new ObjectIdHash().Append(-1L));
        AssertHash("00000008" + "fedcba9876543210", new ObjectIdHash().Append(0xfedcba9876543210UL));
        AssertHash("00000008" + "0000000000000001", new ObjectIdHash().Append(true));
        AssertHash("00000008" + "0000000000000000", new ObjectIdHash().Append(false));
    }

    [Test]
    public void Parts_follow_each_other()
    {
        AssertHash("00000001" + "61" + "00000008" + "0000000000000005" + "00000000", new ObjectIdHash().Append("a").Append(5L).Append(""));
        AssertHash("00000010" + "0123456789abcdef0123456789abcdef" + "00000002" + "6263", new ObjectIdHash().Append(Guid).Append("bc"));
        Assert.That(new ObjectIdHash().Append("a").Append("bc").ToObjectId(), Is.Not.EqualTo(new ObjectIdHash().Append("ab").Append("c").ToObjectId()));
    }

    [Test]
    public void A_text_may_be_longer_than_any_buffer_that_was_there()
    {
        string text = new('x', 100_000);
        AssertHash("00000001" + "61" + "000186a0" + string.Concat(Enumerable.Repeat("78", text.Length)), new ObjectIdHash().Append("a").Append(text));
    }

    [Test]
    public void No_text_is_no_key()
    {
        Assert.That(() => new ObjectIdHash().Append(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("part"));
        Assert.That(() => ObjectId.FromText(null!), Throws.ArgumentNullException);
        Assert.That(() => ObjectId.FromSha1(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("text"));
    }

    private static void AssertHash(string hex, ObjectIdHash hash)
    {
        byte[] first = SHA256.HashData(Convert.FromHexString(hex))[..16];
        Assert.That(hash.ToObjectId().ToBigInteger(), Is.EqualTo(new BigInteger(first, isUnsigned: true, isBigEndian: true)), hex);
    }
}
