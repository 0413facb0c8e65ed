using System.Globalization;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Signs the addresses of thumbnails: all that an address says, in one form.</summary>
internal sealed class ThumbnailSignature(IEnumerable<string> secrets)
{
    // An application without thumbnails needs no secrets.
    private readonly Lazy<HmacSigner> _signer = new(() => new(secrets));

    /// <summary>The signature by the first key.</summary>
    /// <param name="thumbnail">The thumbnail.</param>
    /// <param name="expires">When the address ends.</param>
    /// <param name="meaning">What its name stands for, where that isn't clear from the name.</param>
    public string Sign(WantedThumbnail thumbnail, long? expires, string meaning = "") => _signer.Value.Sign(Canonical(thumbnail, expires, meaning));

    /// <summary>Whether one of the keys made a signature. How long that takes tells nothing of it.</summary>
    public bool IsOf(WantedThumbnail thumbnail, long? expires, string signature, string meaning = "") =>
        _signer.Value.Verify(Canonical(thumbnail, expires, meaning), signature);

    // None of the parts can hold a line's end, so no two addresses have one text.
    private static string Canonical(WantedThumbnail thumbnail, long? expires, string meaning) => string.Create(
        CultureInfo.InvariantCulture,
        $"imageattach thumbnail 1\n{thumbnail.ObjectType}\n{thumbnail.SetKey}\n{thumbnail.Version}\n{thumbnail.Name}\n{expires}\n{meaning}");
}
