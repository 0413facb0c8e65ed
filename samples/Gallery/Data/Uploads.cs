using ImageAttach;
using ImageAttach.Vector;

namespace Gallery.Data;

/// <summary>What may be attached, and what is made of it.</summary>
internal static class Uploads
{
    /// <summary>The largest request: some photos at once, or a picture somewhat too large, which still gets an answer that says so.</summary>
    public const long MaxRequestBytes = 96L << 20;

    public static ImageLimits Limits { get; } = new() { MaxBytes = 32L << 20 };

    /// <summary>Drawings as well as photos. Their scripts aren't run, neither here nor in browsers.</summary>
    public static IReadOnlyList<IImageCodec> Codecs { get; } = [new SvgCodec()];

    /// <summary>The types, as a form's field for files takes them.</summary>
    public static string AcceptedTypes => string.Join(',', (Limits.AllowedTypes ?? ImageAttachSettings.Current.Engine.MediaTypes).Order(StringComparer.Ordinal));

    /// <summary>The widths of the thumbnails that are made of each picture: as small as a face, and as wide as a card.</summary>
    public static IReadOnlyList<int> Widths { get; } = [150, 640];

    /// <summary>The width at which a picture is shown alone. Such a thumbnail is made when somebody looks for the first time.</summary>
    public const int AloneWidth = 1600;
}
