using System.Diagnostics.CodeAnalysis;
using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

/// <summary>Files whose end is missing, but no pixel.</summary>
internal sealed class MissingEndTests
{
    private const int Width = 66;
    private const int Height = 50;

    public static IEnumerable<TestCaseData> Files
    {
        get
        {
            byte[] jpeg = Pictures.Jpeg(Width, Height), png = Pictures.Png(Width, Height), gif = Pictures.Gif(Width, Height), bmp = Pictures.Bmp(Width, Height);
            yield return Case("JPEG without EOI", jpeg, jpeg[..^2]);
            yield return Case("JPEG with zeros in place of EOI", jpeg, [.. jpeg[..^2], .. new byte[500]]);
            foreach (string name in new[] { "progressive", "progressive-444-restart", "progressive-gray", "scan-per-component" })
                yield return Case($"{name}.jpg without EOI", Assets.Read($"{name}.jpg"), Assets.Read($"{name}.jpg")[..^2]);
            yield return Case("PNG without IEND", png, png[..^12]);
            yield return Case("PNG without the checksum of its last chunk", png, png[..^16]);
            yield return Case("PNG without the checksum of its pixels", png, png[..^18]);
            yield return Case("GIF without trailer", gif, gif[..^1]);
            yield return Case("GIF without trailer and the end of its blocks", gif, gif[..^2]);
            yield return Case("GIF with a zero before its trailer", gif, [.. gif[..^1], 0, 0x3B]);
            yield return Case("animated GIF without trailer", Pictures.Gif(Width, Height, frames: 3), Pictures.Gif(Width, Height, frames: 3)[..^1]);
            yield return Case("BMP without the padding of its last row", bmp, bmp[..^2]);
        }
    }

    [TestCaseSource(nameof(Files))]
    public void The_file_is_accepted_and_looks_like_the_whole_one(byte[] whole, byte[] file)
    {
        ImageHeader header = Codec.ReadHeader(file);

        Assert.That(header, Is.EqualTo(Codec.ReadHeader(whole)));
        Assert.That(header.IsDamaged, Is.False);
        Assert.That(Codec.MakeThumbnail(file, 33, 25).Content, Is.EqualTo(Codec.MakeThumbnail(whole, 33, 25).Content));
    }

    [TestCaseSource(nameof(Files))]
    [SuppressMessage("Style", "IDE0060", Justification = "The whole file is of no interest here.")]
    public void Its_metadata_can_be_removed(byte[] whole, byte[] file)
    {
        using MemoryStream stripped = new();
        new ImagingEngine().RemoveMetadata(new MemoryStream(file), stripped);

        Assert.That(Codec.ReadHeader(stripped.ToArray()), Is.EqualTo(Codec.ReadHeader(file)));
        Assert.That(Codec.MakeThumbnail(stripped.ToArray(), 33, 25).Content, Is.EqualTo(Codec.MakeThumbnail(file, 33, 25).Content));
    }

    private static TestCaseData Case(string name, byte[] whole, byte[] file) => new TestCaseData(whole, file).SetArgDisplayNames(name);
}
