using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

public sealed class ThumbnailTokenTests
{
    private static readonly ThumbnailOptions[] Options =
    [
        new(),
        new() { Fit = Fit.Pad, Background = "#102030", Format = ThumbnailFormat.Png },
        new() { Fit = Fit.Cover, FocalPoint = new(0.25, 1), Filter = ResamplingFilter.CatmullRom },
        new() { Format = ThumbnailFormat.WebP, Quality = 7, Sharpen = 0.5, Background = "#10203040" },
        new() { Format = ThumbnailFormat.AnimatedWebP },
        new() { Filter = ResamplingFilter.Point, Format = ThumbnailFormat.Jpeg, Quality = 100 },
    ];

    [TestCaseSource(nameof(Options))]
    public void A_thumbnail_is_read_back_from_its_token(ThumbnailOptions options)
    {
        ThumbnailSpec spec = new(new ImageSize(30, 20), options);
        Assert.That(ThumbnailSpec.TryParse(spec.Token, new ImageSize(30, 20), out ThumbnailSpec? read));
        Assert.That(read, Is.EqualTo(spec));
        Assert.That(read!.Options, Is.EqualTo(options));
        Assert.That(read.Matches(spec.Token));
        Assert.That(ThumbnailSpec.IsDefault(spec.Token), Is.EqualTo(spec.Token.Length == 0));
    }

    [Test]
    public void A_thumbnail_as_large_as_its_original_has_a_token_that_the_original_has_not()
    {
        ThumbnailSpec spec = ThumbnailSpec.Create(width: 30);
        string token = spec.GetToken(original: new ImageSize(30, 20));
        Assert.Multiple(() =>
        {
            Assert.That(token, Is.EqualTo("Scale"));
            Assert.That(spec.GetToken(original: new ImageSize(60, 40)), Is.Empty);
            Assert.That(ThumbnailSpec.IsDefault(token));
            Assert.That(spec.Matches(new ImageSize(30, 20), token));
            Assert.That(spec.Matches(new ImageSize(31, 20), token), Is.False);
        });
    }

    [TestCase("Magic")]
    [TestCase("q0")]
    [TestCase("q")]
    [TestCase("@1")]
    [TestCase("Cover @2,2")]
    [TestCase("sharpenmuch")]
    [TestCase("#nothing")]
    [TestCase("q85 Cover")]
    [TestCase("1")]
    public void What_is_not_known_is_not_guessed(string token) => Assert.That(ThumbnailSpec.TryParse(token, new ImageSize(30, 20), out _), Is.False);
}
