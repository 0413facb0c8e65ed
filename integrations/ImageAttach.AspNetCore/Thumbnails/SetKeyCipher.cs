using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Encrypts the text in set keys, such as e-mail addresses, so that URLs don't show it. Keys without text stay readable.</summary>
/// <remarks>
/// AES-256-GCM. The nonce is a MAC of the object type and the key: a key always becomes the same text, so caches find a URL again, and two
/// keys don't share a nonce. The first secret encrypts; texts that any of them encrypted are read.
/// </remarks>
internal sealed class SetKeyCipher
{
    // No readable key begins with it.
    private const char Mark = '~';

    private readonly Secret[] _secrets;

    public SetKeyCipher(IEnumerable<string> secrets) => _secrets = [.. secrets.Select(secret => new Secret(secret))];

    /// <summary>The key as URLs show it.</summary>
    public string Write(string objectType, string setKey) =>
        SetKeyText.HasText(setKey) ? Mark + Base64Url.EncodeToString(_secrets[0].Encrypt(objectType, Encoding.UTF8.GetBytes(setKey))) : setKey;

    /// <summary>The key that a URL shows; null when none of the secrets encrypted it.</summary>
    public string? Read(string objectType, string text)
    {
        if (text is not [Mark, ..])
            return text;
        if (!Base64Url.IsValid(text.AsSpan(1)))
            return null;
        byte[] encrypted = Base64Url.DecodeFromChars(text.AsSpan(1));
        return _secrets.Select(secret => secret.Decrypt(objectType, encrypted)).FirstOrDefault(key => key is not null) is { } setKey
            ? Encoding.UTF8.GetString(setKey)
            : null;
    }

    private sealed class Secret
    {
        private const int KeyLength = 32;
        private const int NonceLength = 12;
        private const int TagLength = 16;

        private readonly byte[] _cipherKey;
        private readonly byte[] _nonceKey;

        public Secret(string secret)
        {
            byte[] keys = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 2 * KeyLength, info: "imageattach set key 1"u8.ToArray());
            (_cipherKey, _nonceKey) = (keys[..KeyLength], keys[KeyLength..]);
        }

        /// <returns>Nonce, ciphertext and tag.</returns>
        public byte[] Encrypt(string objectType, byte[] setKey)
        {
            byte[] context = Encoding.UTF8.GetBytes(objectType);
            byte[] encrypted = new byte[NonceLength + setKey.Length + TagLength];
            Span<byte> nonce = encrypted.AsSpan(0, NonceLength);
            HMACSHA256.HashData(_nonceKey, (byte[])[.. context, (byte)'\n', .. setKey]).AsSpan(0, NonceLength).CopyTo(nonce);
            using AesGcm cipher = new(_cipherKey, TagLength);
            cipher.Encrypt(nonce, setKey, encrypted.AsSpan(NonceLength, setKey.Length), encrypted.AsSpan(NonceLength + setKey.Length), context);
            return encrypted;
        }

        /// <returns>The key; null when this secret didn't encrypt it.</returns>
        public byte[]? Decrypt(string objectType, ReadOnlySpan<byte> encrypted)
        {
            if (encrypted.Length <= NonceLength + TagLength)
                return null;
            byte[] setKey = new byte[encrypted.Length - NonceLength - TagLength];
            using AesGcm cipher = new(_cipherKey, TagLength);
            try
            {
                cipher.Decrypt(encrypted[..NonceLength], encrypted[NonceLength..^TagLength], encrypted[^TagLength..], setKey, Encoding.UTF8.GetBytes(objectType));
                return setKey;
            }
            catch (AuthenticationTagMismatchException)
            {
                return null;
            }
        }
    }
}
