using System.Globalization;
using Gallery.Data;
using ImageAttach;
using ImageAttach.AspNetCore;

namespace Gallery.Pages;

/// <summary>A picture as pages show it: there, being made, or not attached.</summary>
/// <param name="Id">What it is called within the page.</param>
/// <param name="Set">The picture's images, loaded.</param>
/// <param name="Original">The picture as it was attached.</param>
/// <param name="Alt">What can be seen.</param>
/// <param name="IsReady">Whether its thumbnails are made.</param>
public sealed record Frame(string Id, IImageSets Set, Image? Original, string Alt, bool IsReady)
{
    public static Frame Of<TImage>(string id, ImageSet<TImage> set, string alt)
        where TImage : Image =>
        new(id, set, set.Original, alt, Uploads.Widths.All(width => set.Images.Any(image => image.Width == width)));

    /// <summary>Where the picture leads: to itself alone, not much larger than a screen, which is made when it is first asked for.</summary>
    public Uri? Link
    {
        get => field ?? (Original is { Width: > Uploads.AloneWidth } ? Original.ThumbnailUrl(Uploads.AloneWidth) : Original?.Locate());
        init;
    }

    /// <summary>The original in a few words: <c>1200×800 JPEG, 2.4 MB</c>.</summary>
    public string? Description => Original is null ? null : $"{Original.Size} {TypeOf(Original)}{SizeOf(Original)}";

    private static string TypeOf(Image image) =>
        image.MimeType == MediaType.Jpeg ? "JPEG" : MediaType.ExtensionOf(image.MimeType)[1..].ToUpperInvariant();

    private static string SizeOf(Image image) => image.Length switch
    {
        null => "",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $", {Math.Max(1, image.Length.Value / 1_000)} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $", {image.Length.Value / 1e6:0.0} MB"),
    };
}
