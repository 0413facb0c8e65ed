using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Signs the addresses of thumbnails: HMAC-SHA256 over all that an address says, in one form.</summary>
internal sealed class ThumbnailSignature
{
    private readonly byte[][] _keys;

    public ThumbnailSignature(IEnumerable<string> secrets) => _keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The signature by the first key.</summary>
    /// <param name="thumbnail">The thumbnail.</param>
    /// <param name="expires">When the address ends.</param>
    /// <param name="meaning">What its name stands for, where that isn't clear from the name.</param>
    public string Sign(WantedThumbnail thumbnail, long? expires, string meaning = "") =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_keys[0], Canonical(thumbnail, expires, meaning)));

    /// <summary>Whether one of the keys made a signature. How long that takes tells nothing of it.</summary>
    public bool IsOf(WantedThumbnail thumbnail, long? expires, string signature, string meaning = "")
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != Base64Url.GetEncodedLength(given.Length) || !Base64Url.TryDecodeFromChars(signature, given, out int length) || length != given.Length)
            return false;
        byte[] text = Canonical(thumbnail, expires, meaning);
        bool isOne = false;
        foreach (byte[] key in _keys)
            isOne |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, text), given);
        return isOne;
    }

    // None of the parts can hold a line's end, so no two addresses have one text.
    private static byte[] Canonical(WantedThumbnail thumbnail, long? expires, string meaning) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"imageattach thumbnail 1\n{thumbnail.ObjectType}\n{thumbnail.SetKey}\n{thumbnail.Version}\n{thumbnail.Name}\n{expires}\n{meaning}"));
}
