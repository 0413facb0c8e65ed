using System.Numerics;

namespace ImageAttach.Tests.Domain;

public sealed class ObjectIdTests
{
    [Test]
    public void ENT_01_An_integer_keeps_its_value() => Assert.That(ObjectId.From(12345).ToString(), Is.EqualTo("12345"));

    [Test]
    public void ENT_02_A_Guid_is_its_128_bits() => Assert.That(
        ObjectId.From(Guid.Parse("76fdc405-9120-4ffc-a7a1-3c35409c595f")).ToString(),
        Is.EqualTo("158166530401166902469325588563807197535"));

    [Test]
    public void The_manuals_recipe_is_a_160_bit_SHA1() => Assert.That(
        ObjectId.FromSha1("1,9").ToString(), Is.EqualTo("784550331459505693068389342499541537559583792081"));

    [Test]
    public void A_text_has_the_same_number_for_ever()
    {
        Assert.That(ObjectId.FromText("").ToString(), Is.EqualTo("296746937199978664676854934460212041544"));
        Assert.That(ObjectId.FromText("csharp").ToString(), Is.EqualTo("218404110961710451399780122176864306632"));
        Assert.That(ObjectId.FromText("a"), Is.Not.EqualTo(ObjectId.FromText("A")));
    }

    [Test]
    public void Values_compare_and_print_as_integers_of_any_size()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            (BigInteger a, BigInteger b) = (Next(random), Next(random));
            (ObjectId x, ObjectId y) = (ObjectId.From(a), ObjectId.From(b));
            Assert.That(x.ToBigInteger(), Is.EqualTo(a));
            Assert.That(x.ToString(), Is.EqualTo(a.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(Math.Sign(x.CompareTo(y)), Is.EqualTo(a.CompareTo(b)));
            Assert.That((x < y, x <= y, x > y, x >= y, x == y, x != y), Is.EqualTo((a < b, a <= b, a > b, a >= b, a == b, a != b)));
            Assert.That(x.Equals(ObjectId.From(a)) && x.GetHashCode() == ObjectId.From(a).GetHashCode(), Is.True);
        }
    }

    [TestCase(long.MinValue)]
    [TestCase(-1L)]
    [TestCase(0L)]
    [TestCase(long.MaxValue)]
    public void Every_long_keeps_its_value(long value) => Assert.That(ObjectId.From(value).ToBigInteger(), Is.EqualTo((BigInteger)value));

    [Test]
    public void Every_128_bits_keep_their_value([Values("0", "1", "18446744073709551616", "340282366920938463463374607431768211455")] string value) =>
        Assert.That(ObjectId.FromBits(UInt128.Parse(value)).ToString(), Is.EqualTo(value));

    [Test]
    public void The_largest_ulong_keeps_its_value() =>
        Assert.That(ObjectId.From(ulong.MaxValue).ToBigInteger(), Is.EqualTo((BigInteger)ulong.MaxValue));

    [Test]
    public void Splitting_by_a_thousand_floors_and_puts_together_again()
    {
        Random random = new(2);
        for (int i = 0; i < 20_000; i++)
        {
            BigInteger value = Next(random);
            (ObjectId quotient, int remainder) = ObjectId.From(value).DivideBy1000();
            Assert.That(remainder, Is.InRange(0, 999));
            Assert.That((quotient.ToBigInteger() * 1000) + remainder, Is.EqualTo(value));
        }
    }

    [TestCase("999", "0", 999)]
    [TestCase("1000", "1", 0)]
    [TestCase("-1000", "-1", 0)]
    [TestCase("-1001", "-2", 999)]
    [TestCase("1000000000000000000000000000000000000000000", "1000000000000000000000000000000000000000", 0)]
    [TestCase("-1000000000000000000000000000000000000000000", "-1000000000000000000000000000000000000000", 0)]
    [TestCase("-1000000000000000000000000000000000000000001", "-1000000000000000000000000000000000000001", 999)]
    public void Multiples_of_a_thousand_leave_nothing(string value, string quotient, int remainder) => Assert.That(
        ObjectId.From(BigInteger.Parse(value)).DivideBy1000(), Is.EqualTo((ObjectId.From(BigInteger.Parse(quotient)), remainder)));

    [Test]
    public void A_number_is_the_same_however_it_was_given()
    {
        ObjectId[][] same =
        [
            [default, ObjectId.From(0L), ObjectId.From(0UL), ObjectId.From(BigInteger.Zero), ObjectId.FromBits(0), ObjectId.From(Guid.Empty)],
            [ObjectId.From(5L), ObjectId.From(5UL), ObjectId.From(new BigInteger(5)), ObjectId.FromBits(5), ObjectId.From(Guid.Parse("00000000-0000-0000-0000-000000000005"))],
            [ObjectId.FromBits(UInt128.MaxValue), ObjectId.From((BigInteger)UInt128.MaxValue), ObjectId.From(Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"))],
            [ObjectId.From(long.MinValue), ObjectId.From((BigInteger)long.MinValue)],
        ];
        foreach (ObjectId[] ids in same)
            Assert.That(ids.Select(id => (id, id.GetHashCode(), id.ToString())).Distinct().Count(), Is.EqualTo(1), ids[0].ToString());
    }

    [Test]
    public void As_an_object_it_equals_the_same_number_alone()
    {
        object five = ObjectId.From(5);
        Assert.That(ObjectId.From(5).Equals(five), Is.True);
        Assert.That(ObjectId.From(6).Equals(five), Is.False);
        Assert.That(ObjectId.From(5).Equals(5) || ObjectId.From(5).Equals("5") || ObjectId.From(5).Equals(null), Is.False);
    }

    // Up to 160 bits, and often close to the ends of the inline range.
    private static BigInteger Next(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 21)];
        random.NextBytes(bytes);
        BigInteger value = new(bytes);
        return random.Next(4) switch
        {
            0 => BigInteger.Pow(2, 128) + random.Next(-2, 3),
            1 => -BigInteger.Pow(2, 128) + random.Next(-2, 3),
            2 => random.Next(-2000, 2001),
            _ => value,
        };
    }
}
