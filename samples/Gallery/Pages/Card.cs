using System.Globalization;
using Gallery.Data;
using ImageAttach;

namespace Gallery.Pages;

/// <summary>One user, as the page shows them.</summary>
/// <param name="User">The user, with images loaded.</param>
/// <param name="Refusal">Why the picture just sent was refused, if it was.</param>
public sealed record Card(User User, string? Refusal)
{
    public IReadOnlyList<UserPicture> Images => User.Picture.Images;

    /// <summary>The image shown large: the thumbnail for it, or else the original.</summary>
    public UserPicture? Large => OfWidth(Uploads.LargeThumbnail) ?? User.Picture.Original;

    /// <summary>The image shown small.</summary>
    public UserPicture? Small => OfWidth(Uploads.SmallThumbnail);

    public static string AcceptedTypes => string.Join(',', Uploads.Limits.AllowedTypes.Order(StringComparer.Ordinal));

    public static long MaxBytes => Uploads.Limits.MaxBytes;

    /// <summary>An image in a few words: <c>JPEG, 2.4 MB</c>.</summary>
    public static string Describe(UserPicture image)
    {
        string type = MediaType.ExtensionOf(image.MimeType) is ".jpg" ? "JPEG" : MediaType.ExtensionOf(image.MimeType)[1..].ToUpperInvariant();
        return image.Length is { } bytes ? $"{type}, {Size(bytes)}" : type;
    }

    private UserPicture? OfWidth(int width) => Images.FirstOrDefault(image => image.Width == width);

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1_000)} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
