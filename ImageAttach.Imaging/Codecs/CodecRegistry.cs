using System.Collections.Frozen;

namespace ImageAttach.Imaging.Codecs;

/// <summary>Which codec reads which media type.</summary>
internal sealed class CodecRegistry
{
    private static readonly FrozenSet<string> BuiltIn =
        FrozenSet.Create(MediaType.Jpeg, MediaType.Png, MediaType.Gif, MediaType.WebP, MediaType.Bmp, MediaType.Ico);

    private readonly FrozenDictionary<string, IImageCodec> _codecs;
    private readonly FrozenSet<string> _mediaTypes;

    /// <param name="codecs">The codecs. Of two for the same media type, the later one reads it.</param>
    public CodecRegistry(IEnumerable<IImageCodec> codecs)
    {
        Dictionary<string, IImageCodec> byType = [];
        foreach (IImageCodec codec in codecs)
        {
            foreach (string mediaType in codec.MediaTypes)
                byType[mediaType] = codec;
        }

        _codecs = byType.ToFrozenDictionary();
        _mediaTypes = byType.Count == 0 ? BuiltIn : BuiltIn.Union(byType.Keys).ToFrozenSet();
    }

    /// <summary>The media types that can be read.</summary>
    public IReadOnlySet<string> MediaTypes => _mediaTypes;

    /// <summary>The codec for a media type; null for one that is read without a codec, or not at all.</summary>
    public IImageCodec? Find(string mediaType) => _codecs.GetValueOrDefault(mediaType);
}
