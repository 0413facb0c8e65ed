using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ImageAttach.Azure;

/// <summary>Where an <see cref="AzureBlobStore"/> keeps its files, and how.</summary>
public sealed class AzureBlobStoreOptions
{
    /// <summary>The container, which must exist.</summary>
    public required string Container { get; set; }

    /// <summary>The storage account, such as <c>shopimages</c>. Not needed with <see cref="Endpoint"/>, <see cref="ConnectionString"/> or a client.</summary>
    public string? Account { get; set; }

    /// <summary>The account's blob service, such as <c>https://shopimages.blob.core.usgovcloudapi.net</c>. Default: that of <see cref="Account"/> in the public cloud.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>A connection string with the account's key. No message and no log shows it. Default: none, and <see cref="Credential"/> is used.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// What gets tokens of Microsoft Entra ID, such as a managed identity. It needs the role Storage Blob Data Contributor, and for signed URLs
    /// Storage Blob Delegator. Default: <c>DefaultAzureCredential</c>, unless there is a connection string.
    /// </summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>The SDK's own options: retries, timeouts, transport, diagnostics. Default: the SDK's. Not for use with a client, which has its own.</summary>
    public BlobClientOptions? ClientOptions { get; set; }

    /// <summary>What all names begin with, such as <c>shop/images</c>; slashes at its end make no difference. Default: nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The URL under which the container is shown, such as that of a CDN. Default: the container's own.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>
    /// Makes URLs carry a signature, so that files of a private container can be shown. A URL is valid for this long, 1 second to 3 days, and up to twice as
    /// long, so that it stays the same for a while. Default: null, and URLs aren't signed.
    /// </summary>
    /// <remarks>
    /// Signed with the account's key where the store has it. Otherwise with a user delegation key, which is requested when the first URL is signed and once every few days
    /// after that; all other URLs are computed. Signatures don't depend on the host, so <see cref="PublicBaseUrl"/> may be set as well.
    /// </remarks>
    public TimeSpan? PresignedExpiry { get; set; }

    /// <summary>
    /// How long browsers and caches may keep a file (<c>Cache-Control: max-age=…</c>). A file with a revision never changes, and is <c>immutable</c> as well. Default: not set.
    /// </summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The access tier of originals: hot, cool or cold. Default: the account's.</summary>
    public AccessTier? OriginalTier { get; set; }

    /// <summary>The access tier of thumbnails, which can be made again. Default: the account's.</summary>
    public AccessTier? ThumbnailTier { get; set; }

    /// <summary>The container of direct uploads, which must exist and must be private. Default: <see cref="Container"/>, if that is private.</summary>
    public string? UploadContainer { get; set; }

    /// <summary>The clock that URLs expire by. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
