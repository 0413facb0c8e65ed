using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

public sealed class RecipeTextTests
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
    public void How_a_thumbnail_was_made_is_read_back_from_its_row(ThumbnailOptions options) => Assert.That(RecipeText.Parse(options.ToRecipe()), Is.EqualTo(options));

    [TestCase("Magic")]
    [TestCase("q0")]
    [TestCase("q")]
    [TestCase("@1")]
    [TestCase("Cover @2,2")]
    [TestCase("sharpenmuch")]
    [TestCase("#nothing")]
    [TestCase("q85 Cover")]
    [TestCase("1")]
    public void What_is_not_known_is_not_guessed(string recipe) => Assert.That(RecipeText.Parse(recipe), Is.Null);
}
