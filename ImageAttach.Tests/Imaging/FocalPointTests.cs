using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

public sealed class FocalPointTests
{
    [Test]
    public void What_is_not_said_is_the_centre()
    {
        Assert.That(new ThumbnailOptions().FocalPoint, Is.EqualTo(FocalPoint.Center));
        Assert.That((FocalPoint.Center.X, FocalPoint.Center.Y), Is.EqualTo((0.5, 0.5)));
    }

    [Test]
    public void Former_names_mean_the_same()
    {
        ThumbHash hash = new ImagingEngine().CreatePlaceholder(Pictures.Png(8, 8));
#pragma warning disable CS0618 // they are obsolete
        Assert.That(FocalPoint.Centre, Is.EqualTo(FocalPoint.Center));
        Assert.That(hash.AverageColour, Is.EqualTo(hash.AverageColor));
#pragma warning restore CS0618
    }

    [TestCase(-0.01, 0)]
    [TestCase(0, 1.01)]
    [TestCase(double.NaN, 0)]
    [TestCase(0, double.PositiveInfinity)]
    public void A_point_outside_of_the_picture_is_refused(double x, double y) =>
        Assert.That(() => new FocalPoint(x, y), Throws.InstanceOf<ArgumentException>());
}
