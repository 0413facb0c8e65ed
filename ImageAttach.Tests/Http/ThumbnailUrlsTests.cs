using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Addresses of thumbnails, without an application around them.</summary>
internal sealed class ThumbnailUrlsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddHours(1000);
    private static readonly UserPicture Original = new() { UserId = 7, Original = true, Revision = "r1", Width = 200, Height = 100, MimeType = "image/png" };

    private readonly SetClock _clock = new();

    [SetUp]
    public void SetTheClock() => _clock.Now = Start;

    [Test]
    public void An_address_without_an_end_stays_good_for_ever()
    {
        ThumbnailUrls urls = Urls(validFor: null);
        WantedThumbnail wanted = WantedThumbnail.Of(Original, 50);
        string address = urls.Of(Original, 50).OriginalString;
        Assert.That(address, Does.Match("^/thumbs/user-picture/n7/r1/50\\?s=[-_A-Za-z0-9]{43}$"));
        _clock.Now = Start.AddYears(100);
        Assert.That(urls.IsGood(wanted, expires: null, SignatureIn(address), out TimeSpan? left), Is.True);
        Assert.That(left, Is.Null);
        Assert.That(urls.IsGood(wanted, expires: 0, SignatureIn(address), out _), Is.False, "its end is signed");
    }

    [Test]
    public void An_address_with_an_end_is_good_for_one_to_two_times_as_long_as_was_set()
    {
        ThumbnailUrls urls = Urls(TimeSpan.FromHours(1));
        _clock.Now = Start.AddMinutes(15);
        long end = Start.AddHours(2).ToUnixTimeSeconds();
        string address = urls.Of(Original, 50).OriginalString;
        Assert.That(address, Does.StartWith($"/thumbs/user-picture/n7/r1/50?e={end}&s="));
        AssertGood(TimeSpan.FromMinutes(105));
        _clock.Now = Start.AddHours(2).AddSeconds(-1);
        AssertGood(TimeSpan.FromSeconds(1));
        foreach (TimeSpan after in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1) })
        {
            _clock.Now = Start.AddHours(2) + after;
            Assert.That(urls.IsGood(WantedThumbnail.Of(Original, 50), end, SignatureIn(address), out _), Is.False, after.ToString());
        }

        void AssertGood(TimeSpan expected)
        {
            Assert.That(urls.IsGood(WantedThumbnail.Of(Original, 50), end, SignatureIn(address), out TimeSpan? left), Is.True);
            Assert.That(left, Is.EqualTo(expected));
        }
    }

    [Test]
    public void An_address_stays_the_same_for_a_while()
    {
        ThumbnailUrls urls = Urls(TimeSpan.FromHours(1));
        Uri first = urls.Of(Original, 50);
        _clock.Now = Start.AddMinutes(59);
        Assert.That(urls.Of(Original, 50), Is.EqualTo(first));
        _clock.Now = Start.AddMinutes(60);
        Assert.That(urls.Of(Original, 50), Is.Not.EqualTo(first));
    }

    [Test]
    public void What_may_not_be_asked_for_is_not_good_whoever_signed_it()
    {
        WantedThumbnail wanted = WantedThumbnail.Of(Original, 51);
        string signature = new ThumbnailSignature([ThumbnailSite.Secret]).Sign(wanted, expires: null);
        Assert.That(Urls().IsGood(wanted, expires: null, signature, out _), Is.False);
        Assert.That(Urls().Find(wanted), Is.Null);
    }

    [Test]
    public void Every_part_of_an_address_is_signed()
    {
        ThumbnailSignature signature = new([ThumbnailSite.Secret]);
        WantedThumbnail wanted = new("a", "n1", "r1", "50");
        string good = signature.Sign(wanted, 1, "m");
        Assert.That(signature.IsOf(wanted, 1, good, "m"), Is.True);
        WantedThumbnail[] others = [wanted with { ObjectType = "b" }, wanted with { SetKey = "n2" }, wanted with { Version = "r2" }, wanted with { Name = "51" }, new("a", "n1", "r15", "0")];
        Assert.That(others.Any(other => signature.IsOf(other, 1, good, "m")), Is.False);
        Assert.That(signature.IsOf(wanted, 2, good, "m") || signature.IsOf(wanted, null, good, "m") || signature.IsOf(wanted, 1, good), Is.False);
        Assert.That(signature.IsOf(wanted, 1, signature.Sign(wanted, 1)), Is.True, "an empty meaning is one");
        Assert.That(signature.Sign(wanted, 1), Is.EqualTo(signature.Sign(wanted, 1, "")));
    }

    [Test]
    public void A_mistake_is_told_with_what_to_do()
    {
        ThumbnailUrls hidden = new(Options(validFor: null), _clock);
        Assert.That(hidden.Path, Is.Null);
        Assert.That(() => hidden.Of(Original, 50), Throws.InvalidOperationException.With.Message.EndsWith("Call app.MapImageThumbnails(\"/thumbs\")."));
        Assert.That(Urls().Widths, Is.EqualTo(new[] { 50, 100 }));
        Assert.That(() => Urls().Of(Original, 51), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("No thumbnail may be 51 wide.").And.Message.Contains("one of 50, 100."));
        Assert.That(() => Urls().Of(Original, "avatar"), Throws.ArgumentException.With.Message.Contains("[Thumbnail(\"avatar\", …)]").And.Message.Contains("user-picture"));
    }

    private static string SignatureIn(string address) => address[(address.IndexOf("s=", address.IndexOf('?'), StringComparison.Ordinal) + 2)..];

    private static ThumbnailUrlOptions Options(TimeSpan? validFor)
    {
        ThumbnailUrlOptions options = new() { ValidFor = validFor };
        options.SigningKeys.Add(ThumbnailSite.Secret);
        options.Widths.UnionWith([100, 50]);
        return options;
    }

    private ThumbnailUrls Urls(TimeSpan? validFor = null)
    {
        ThumbnailUrls urls = new(Options(validFor), _clock);
        urls.ShowAt("/thumbs");
        return urls;
    }
}
