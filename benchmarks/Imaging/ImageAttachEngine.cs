using ImageAttach.Imaging;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>ImageAttach, without the database and the store.</summary>
internal sealed class ImageAttachEngine : Engine
{
    public override string Name => "ImageAttach";

    public override byte[] Make(byte[] file, string extension, int width) => MakeAll(file, width)[0];

    public static byte[][] MakeAll(byte[] file, params int[] widths)
    {
        using var stream = new MemoryStream(file, writable: false);
        ImageSize size = ImageAttachSettings.Current.Engine.ReadHeader(stream, ImageLimits.Default).Size;
        ThumbnailSpec[] specs = [.. widths.Select(width => new ThumbnailSpec(new ImageSize(width, (int)Math.Round((double)size.Height * width / size.Width))))];
        return [.. ImageAttachSettings.Current.Engine.MakeThumbnails(file, specs, CancellationToken.None).Select(made => made.Content)];
    }
}
