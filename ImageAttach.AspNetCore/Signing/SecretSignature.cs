using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach.AspNetCore.Signing;

/// <summary>Signs texts with the application's secrets, by HMAC-SHA256. The first one signs, all are believed.</summary>
internal sealed class SecretSignature(IEnumerable<string> secrets)
{
    private readonly byte[][] _keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The signature by the first key.</summary>
    public string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_keys[0], Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether one of the keys made a signature. How long that takes tells nothing of it.</summary>
    public bool IsOf(string text, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != Base64Url.GetEncodedLength(given.Length) || !Base64Url.TryDecodeFromChars(signature, given, out int length) || length != given.Length)
            return false;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool isOne = false;
        foreach (byte[] key in _keys)
            isOne |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, bytes), given);
        return isOne;
    }
}
