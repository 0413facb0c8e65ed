using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Which codec reads which media type.</summary>
public static class ImageCodecs
{
    private static readonly Lock Changing = new();
    private static volatile ImagingEngine _engine = new(new ImagingOptions { Concurrency = ThumbnailWork.Concurrency });

    /// <summary>The media types that can be read now: those that ImageAttach reads itself, and those of the codecs in use.</summary>
    public static IReadOnlySet<string> MediaTypes => _engine.MediaTypes;

    /// <summary>The engine that image operations use at present, with the codecs in use.</summary>
    public static ImagingEngine Engine => _engine;

    /// <summary>Has a codec read its media types from now on. Where another codec, or ImageAttach itself, has read one of them, it no longer does.</summary>
    /// <param name="codec">The codec, such as <c>new SvgCodec()</c> of the package ImageAttach.Vector.</param>
    /// <remarks>Once, when the program starts. Their originals give PNG thumbnails.</remarks>
    public static void Use(IImageCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        lock (Changing)
            _engine = new(_engine.Options with { Codecs = [.. _engine.Options.Codecs, codec] });
    }

    /// <summary>Takes a codec out of use, for tests of what happens without it.</summary>
    internal static void Forget(IImageCodec codec)
    {
        lock (Changing)
            _engine = new(_engine.Options with { Codecs = [.. _engine.Options.Codecs.Where(other => other != codec)] });
    }
}
