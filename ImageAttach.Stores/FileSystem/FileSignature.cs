using System.Globalization;

namespace ImageAttach.Stores.FileSystem;

/// <summary>Signs the URLs of files, and verifies them.</summary>
internal sealed class FileSignature(string store, IEnumerable<string> secrets, TimeSpan validFor, TimeProvider clock)
{
    private readonly HmacSigner _signer = new(secrets);

    /// <summary>The query of a file's URL.</summary>
    public string Sign(StoreKey key)
    {
        long expires = UrlExpiry.Next(clock.GetUtcNow(), validFor);
        return string.Create(CultureInfo.InvariantCulture, $"?e={expires}&s={_signer.Sign(Canonical(key, expires))}");
    }

    /// <summary>How long a URL of the file stays valid; null when it isn't signed, was changed, or has expired.</summary>
    public TimeSpan? Verify(StoreKey key, string? expires, string? signature)
    {
        if (expires is null || signature is null || !UrlExpiry.TryParse(expires, out long end) || !_signer.Verify(Canonical(key, end), signature))
            return null;
        TimeSpan remaining = UrlExpiry.Remaining(end, clock.GetUtcNow());
        return remaining > TimeSpan.Zero ? remaining : null;
    }

    // None of the parts can contain a line feed, so two URLs never share a text.
    private string Canonical(StoreKey key, long expires) => string.Create(CultureInfo.InvariantCulture, $"imageattach file 1\n{store}\n{key.ToPath()}\n{expires}");
}
