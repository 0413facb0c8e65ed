using ImageAttach.Stores;

namespace ImageAttach.Tests.Stores;

/// <summary>The ends of signed URLs.</summary>
public sealed class UrlExpiryTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_050);

    [Test]
    public void A_URL_is_valid_for_once_to_twice_the_time_and_the_end_advances_in_steps()
    {
        long expires = UrlExpiry.Next(Now, TimeSpan.FromSeconds(100));
        Assert.That(expires, Is.EqualTo(1_000_000_200));
        Assert.That(UrlExpiry.Next(Now.AddSeconds(49), TimeSpan.FromSeconds(100)), Is.EqualTo(expires));
        Assert.That(UrlExpiry.Remaining(expires, Now), Is.EqualTo(TimeSpan.FromSeconds(150)));
        Assert.That(UrlExpiry.Remaining(expires, Now.AddSeconds(150)), Is.EqualTo(TimeSpan.Zero));
        Assert.That(() => UrlExpiry.Next(Now, TimeSpan.FromMilliseconds(999)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase("1000000200", true)]
    [TestCase("01000000200", false)]
    [TestCase("+1", false)]
    [TestCase(" 1", false)]
    [TestCase("123456789012", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void An_end_has_one_spelling(string? text, bool isOne) => Assert.That(UrlExpiry.TryParse(text, out _), Is.EqualTo(isOne));
}
