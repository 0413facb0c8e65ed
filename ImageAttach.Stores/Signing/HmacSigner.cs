using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach.Stores;

/// <summary>Signs texts with secrets, by HMAC-SHA256. The first secret signs; signatures by any of them are valid.</summary>
/// <remarks>To replace a secret, put the new one first, and remove the old one once nothing signed with it is in use.</remarks>
public sealed class HmacSigner
{
    /// <summary>The number of characters that a secret needs at least: a shorter one could be guessed.</summary>
    public const int MinSecretLength = 32;

    private readonly byte[][] _keys;

    /// <summary>Creates a signer.</summary>
    /// <param name="secrets">The secrets, each with <see cref="MinSecretLength"/> random characters or more.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is shorter.</exception>
    public HmacSigner(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        string[] all = [.. secrets];
        if (all.Length == 0 || Array.Exists(all, secret => secret is null or { Length: < MinSecretLength }))
            throw new ArgumentException($"Signing needs at least one secret, each of {MinSecretLength} random characters or more.", nameof(secrets));
        _keys = Array.ConvertAll(all, Encoding.UTF8.GetBytes);
    }

    /// <summary>Signs a text with the first secret.</summary>
    /// <param name="text">The text. Where it has parts, no part may contain the separator.</param>
    /// <returns>The signature, in characters that a URL can have.</returns>
    public string Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Sign(Encoding.UTF8.GetBytes(text), _keys[0]);
    }

    /// <summary>Checks whether one of the secrets made a signature. How long that takes reveals nothing about it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="signature">The signature, exactly as <see cref="Sign(string)"/> returned it.</param>
    public bool Verify(string text, string signature)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signature);

        // Compared as it is written, so a signature has a single spelling.
        ReadOnlySpan<byte> given = MemoryMarshal.AsBytes(signature.AsSpan());
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool isValid = false;
        foreach (byte[] key in _keys)
            isValid |= CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Sign(bytes, key).AsSpan()), given);
        return isValid;
    }

    private static string Sign(byte[] text, byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, text));
}
