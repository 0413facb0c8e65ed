using System.Globalization;
using System.Numerics;

namespace ImageAttach.Tests.Domain;

/// <summary>Keys of at most 128 bits, part by part side by side.</summary>
public sealed class ObjectIdBitsTests
{
    private static readonly Guid Guid = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    [Test]
    public void Each_part_takes_as_many_bits_as_its_type_has_and_the_first_one_the_highest()
    {
        AssertBits("01" + "02", default(ObjectIdBits).Append(true).Append((byte)2));
        AssertBits("00" + "03", default(ObjectIdBits).Append(false).Append((sbyte)3));
        AssertBits("01" + "0004", default(ObjectIdBits).Append((byte)1).Append((short)4));
        AssertBits("01" + "0005", default(ObjectIdBits).Append((byte)1).Append((ushort)5));
        AssertBits("01" + "00000006", default(ObjectIdBits).Append((byte)1).Append(6));
        AssertBits("01" + "00000007", default(ObjectIdBits).Append((byte)1).Append(7u));
        AssertBits("01" + "0000000000000008", default(ObjectIdBits).Append((byte)1).Append(8L));
        AssertBits("01" + "0000000000000009", default(ObjectIdBits).Append((byte)1).Append(9UL));
        AssertBits("0123456789abcdef0123456789abcdef", default(ObjectIdBits).Append(Guid));
    }

    [Test]
    public void Negative_parts_are_their_twos_complement_and_touch_no_neighbour()
    {
        AssertBits("01" + "ff", default(ObjectIdBits).Append((byte)1).Append((sbyte)-1));
        AssertBits("01" + "fffe", default(ObjectIdBits).Append((byte)1).Append((short)-2));
        AssertBits("01" + "fffffffd", default(ObjectIdBits).Append((byte)1).Append(-3));
        AssertBits("01" + "fffffffffffffffc", default(ObjectIdBits).Append((byte)1).Append(-4L));
    }

    [Test]
    public void Parts_that_fill_all_128_bits_fit()
    {
        AssertBits("ffffffffffffffff" + "0000000000000001", default(ObjectIdBits).Append(-1L).Append(1L));
        AssertBits("80000000" + "00000001" + "80000000" + "00000002", default(ObjectIdBits).Append(int.MinValue).Append(1).Append(int.MinValue).Append(2));
    }

    [Test]
    public void What_needs_more_than_128_bits_is_told_to_be_hashed()
    {
        Assert.That(() => default(ObjectIdBits).Append(Guid).Append(true), Refused(136));
        Assert.That(() => default(ObjectIdBits).Append((byte)0).Append(Guid), Refused(136));
        Assert.That(() => default(ObjectIdBits).Append(1L).Append(2).Append(3).Append((short)4), Refused(144));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refused(int bits) =>
        Throws.InvalidOperationException.With.Message.Contains($"{bits} bits doesn't fit into 128").And.Message.Contains("ObjectIdHash");

    private static void AssertBits(string hex, ObjectIdBits bits) =>
        Assert.That(bits.ToObjectId().ToBigInteger(), Is.EqualTo(BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), hex);
}
