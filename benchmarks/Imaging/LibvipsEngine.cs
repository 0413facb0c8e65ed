using NetVips;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>libvips through NetVips, one thread to a picture, as its documentation advises for thumbnails.</summary>
internal sealed class LibvipsEngine : Engine
{
    public override string Name => "libvips";

    public override byte[] Make(byte[] file, string extension, int width)
    {
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        using NetVips.Image thumbnail = NetVips.Image.ThumbnailBuffer(file, width, height: 10_000_000, size: Enums.Size.Both);
        return extension switch
        {
            ".jpg" => thumbnail.JpegsaveBuffer(q: JpegQuality, keep: Enums.ForeignKeep.None),
            ".png" => thumbnail.PngsaveBuffer(keep: Enums.ForeignKeep.None),
            _ => thumbnail.WebpsaveBuffer(q: WebPQuality, keep: Enums.ForeignKeep.None),
        };
    }
}
