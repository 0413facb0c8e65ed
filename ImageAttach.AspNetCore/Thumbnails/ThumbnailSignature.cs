using System.Globalization;
using ImageAttach.AspNetCore.Signing;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Signs the addresses of thumbnails: all that an address says, in one form.</summary>
internal sealed class ThumbnailSignature(IEnumerable<string> secrets)
{
    private readonly SecretSignature _signature = new(secrets);

    /// <summary>The signature by the first key.</summary>
    public string Sign(WantedThumbnail thumbnail, long? expires) => _signature.Sign(Canonical(thumbnail, expires));

    /// <summary>Whether one of the keys made a signature. How long that takes tells nothing of it.</summary>
    public bool IsOf(WantedThumbnail thumbnail, long? expires, string signature) => _signature.IsOf(Canonical(thumbnail, expires), signature);

    // None of the parts can hold a line's end, so no two addresses have one text.
    private static string Canonical(WantedThumbnail thumbnail, long? expires) => string.Create(
        CultureInfo.InvariantCulture,
        $"imageattach thumbnail 1\n{thumbnail.ObjectType}\n{thumbnail.SetKey}\n{thumbnail.Version}\n{thumbnail.Width}\n{expires}");
}
