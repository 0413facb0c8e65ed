namespace ImageAttach.Benchmarks.Imaging;

/// <summary>Something that makes thumbnails: a file in, a file of the same type out, JPEG and WebP at one quality for all.</summary>
internal abstract class Engine
{
    public const int JpegQuality = 85;
    public const int WebPQuality = 80;

    public static IReadOnlyList<Engine> All { get; } = [new LibvipsEngine(), new ImageAttachEngine(), new SkiaSharpEngine(), new MagickEngine()];

    /// <summary>What everything is compared to, and ours.</summary>
    public static IReadOnlyList<Engine> Two { get; } = [.. All.Take(2)];

    public abstract string Name { get; }

    /// <summary>Makes a thumbnail that keeps the picture's proportions.</summary>
    public abstract byte[] Make(byte[] file, string extension, int width);
}
