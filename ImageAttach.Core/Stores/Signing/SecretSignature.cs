using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach.Signing;

/// <summary>Signs texts with secrets, by HMAC-SHA256. The first secret signs; signatures of all of them are valid.</summary>
internal sealed class SecretSignature(IEnumerable<string> secrets)
{
    /// <summary>A shorter secret could be guessed.</summary>
    public const int MinSecretLength = 32;

    private readonly byte[][] _keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The signature by the first key.</summary>
    public string Sign(string text) => Sign(Encoding.UTF8.GetBytes(text), _keys[0]);

    /// <summary>Whether one of the keys made a signature. How long that takes reveals nothing about it.</summary>
    public bool IsOf(string text, string signature)
    {
        // Compared as it is written: whatever else is sent is no signature, and one has no second spelling.
        ReadOnlySpan<byte> given = MemoryMarshal.AsBytes(signature.AsSpan());
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool isOne = false;
        foreach (byte[] key in _keys)
            isOne |= CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Sign(bytes, key).AsSpan()), given);
        return isOne;
    }

    private static string Sign(byte[] text, byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, text));
}
