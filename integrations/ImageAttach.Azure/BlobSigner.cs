using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace ImageAttach.Azure;

/// <summary>Signs URLs of blobs: with the account's key where the client has it, otherwise with a user delegation key, which it keeps for days.</summary>
internal sealed class BlobSigner(BlobServiceClient service, TimeProvider clock)
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(6);
    private static readonly TimeSpan MaxKeyLifetime = TimeSpan.FromDays(7);

    // How far the server's clock may be behind.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    private volatile UserDelegationKey? _key;

    /// <summary>Signs without I/O, if that is possible now.</summary>
    /// <returns>The URL; null if a key has to be requested first.</returns>
    public Uri? TrySign(BlobBaseClient blob, BlobSasPermissions permissions, DateTimeOffset expires)
    {
        BlobSasBuilder signature = new(permissions, expires)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        if (blob.CanGenerateSasUri)
            return blob.GenerateSasUri(signature);
        return _key is { } key && key.SignedExpiresOn >= expires ? blob.GenerateUserDelegationSasUri(signature, key) : null;
    }

    /// <summary>Signs, after requesting a key if there is none that is valid long enough.</summary>
    public async Task<Uri> SignAsync(BlobBaseClient blob, BlobSasPermissions permissions, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        if (TrySign(blob, permissions, expires) is { } signed)
            return signed;
        _key = await service.GetUserDelegationKeyAsync(CreateRequest(expires), cancellationToken).ConfigureAwait(false);
        return TrySign(blob, permissions, expires) ?? throw new ImageStoreException("The server gave a user delegation key that expires too early. Set this machine's clock.");
    }

    private BlobGetUserDelegationKeyOptions CreateRequest(DateTimeOffset expires)
    {
        DateTimeOffset now = clock.GetUtcNow(), end = expires > now + KeyLifetime ? expires : now + KeyLifetime, earliest = end - MaxKeyLifetime;
        return new(end) { StartsOn = earliest > now - ClockSkew ? earliest : now - ClockSkew };
    }
}
