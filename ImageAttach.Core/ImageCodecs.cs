using System.Collections.Frozen;

namespace ImageAttach;

/// <summary>Which codec reads which media type.</summary>
public static class ImageCodecs
{
    // What ImageAttach reads without any codec.
    private static readonly FrozenSet<string> BuiltIn =
        FrozenSet.Create(MediaType.Jpeg, MediaType.Png, MediaType.Gif, MediaType.WebP, MediaType.Bmp, MediaType.Ico);

    private static readonly Lock Changing = new();
    private static volatile FrozenDictionary<string, IImageCodec> _codecs = FrozenDictionary<string, IImageCodec>.Empty;
    private static volatile FrozenSet<string> _mediaTypes = BuiltIn;

    /// <summary>The media types that can be read now: those that ImageAttach reads itself, and those of the codecs in use.</summary>
    public static IReadOnlySet<string> MediaTypes => _mediaTypes;

    /// <summary>Has a codec read its media types from now on. Where another codec, or ImageAttach itself, has read one of them, it no longer does.</summary>
    /// <param name="codec">The codec, such as <c>new SvgCodec()</c> of the package ImageAttach.Vector.</param>
    /// <remarks>Once, when the program starts. Their originals give PNG thumbnails.</remarks>
    public static void Use(IImageCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        lock (Changing)
        {
            Dictionary<string, IImageCodec> codecs = new(_codecs);
            foreach (string mediaType in codec.MediaTypes)
                codecs[mediaType] = codec;
            _codecs = codecs.ToFrozenDictionary();
            _mediaTypes = BuiltIn.Union(codecs.Keys).ToFrozenSet();
        }
    }

    /// <summary>The codec in use for a media type; null when ImageAttach reads it itself, or nobody does.</summary>
    internal static IImageCodec? For(string mediaType) => _codecs.GetValueOrDefault(mediaType);

    /// <summary>Whether files of a media type can be read at all.</summary>
    internal static bool CanRead(string mediaType) => _mediaTypes.Contains(mediaType);

    /// <summary>Takes codecs out of use, for tests of what happens without them.</summary>
    internal static void Forget(IImageCodec codec)
    {
        lock (Changing)
        {
            _codecs = _codecs.Where(entry => entry.Value != codec).ToFrozenDictionary();
            _mediaTypes = BuiltIn.Union(_codecs.Keys).ToFrozenSet();
        }
    }
}
