namespace ImageAttach.Tests.Imaging;

/// <summary>An animation's thumbnail is a still of its first frame.</summary>
public sealed class FirstFrameTests
{
    [TestCase(MediaType.Gif, MediaType.Png)]
    [TestCase(MediaType.WebP, MediaType.WebP)]
    public void The_first_frame_of_several_is_shown(string mimeType, string thumbnailType)
    {
        byte[] animation = mimeType == MediaType.Gif
            ? Pictures.Gif(80, 60, seed: 1, frames: 4)
            : WebPParts.Animation([Pictures.WebP(80, 60, seed: 1), Pictures.WebP(80, 60, seed: 2)], 80, 60);
        byte[] still = mimeType == MediaType.Gif ? Pictures.Gif(80, 60, seed: 1) : Pictures.WebP(80, 60, seed: 1);
        byte[] other = mimeType == MediaType.Gif ? Pictures.Gif(80, 60, seed: 2) : Pictures.WebP(80, 60, seed: 2);

        var made = Codec.MakeThumbnail(animation, 40, 30);
        Assert.That(made.MimeType, Is.EqualTo(thumbnailType));
        using var seen = Codec.Decode(made.Content);
        using var wanted = Codec.Decode(Codec.MakeThumbnail(still, 40, 30).Content);
        using var unlike = Codec.Decode(Codec.MakeThumbnail(other, 40, 30).Content);
        Assert.That(Ssim.Of(seen, wanted), Is.GreaterThan(0.97));
        Assert.That(Ssim.Of(seen, unlike), Is.LessThan(0.95));
    }
}
