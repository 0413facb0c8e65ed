using System.Net.Http.Headers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace ImageAttach.Azure;

public sealed partial class AzureBlobStore : IUploadStore
{
    private static readonly TimeSpan MaxUploadExpiry = TimeSpan.FromDays(7);

    private volatile bool _uploadsArePrivate;

    /// <inheritdoc/>
    /// <remarks>
    /// <para>A signature for one blob, which may be created once and never replaced. Type and length can't be part of it: they are checked when the upload is attached.
    /// For pages of another origin, the account needs a CORS rule that allows <c>PUT</c> with the headers <c>content-type</c>, <c>x-ms-blob-type</c> and
    /// <c>x-ms-blob-content-disposition</c>.</para>
    /// <para>The container must be private, since everyone could read uploads that haven't been checked. The first call asks the server.</para>
    /// </remarks>
    public async Task<SignedUpload> SignUploadAsync(
        string name, string mimeType, long length, TimeSpan validFor, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetUpload(name);
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(validFor, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(validFor, MaxUploadExpiry);
        if (!MediaTypeHeaderValue.TryParse(mimeType, out _))
            throw new ArgumentException("The media type of an upload can't be sent as a header. Use one such as image/jpeg.", nameof(mimeType));
        await RequirePrivateUploadsAsync(cancellationToken).ConfigureAwait(false);

        // Keys and signatures end at whole seconds.
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds((_options.TimeProvider.GetUtcNow() + validFor).ToUnixTimeSeconds());
        Uri url = await SignAsync(BlobAction.SignUpload, null, blob, BlobSasPermissions.Create, expires, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> headers = new()
        {
            ["Content-Type"] = mimeType,
            ["x-ms-blob-type"] = "BlockBlob",
            ["x-ms-blob-content-disposition"] = "attachment",
        };
        return new(url, HttpMethod.Put.Method, headers);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenUploadAsync(string name, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetUpload(name);
        try
        {
            return await BlobStream.OpenAsync(blob, failure => _failures.Create(BlobAction.OpenUpload, null, failure), cancellationToken).ConfigureAwait(false);
        }
        catch (ImageUploadException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task DeleteUploadAsync(string name, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetUpload(name);
        return TryAsync(BlobAction.DeleteUpload, null, () => DeleteAsync(blob, cancellationToken), cancellationToken);
    }

    private BlockBlobClient GetUpload(string name) => _uploads.GetBlockBlobClient(_names.GetUploadName(name));

    private async Task RequirePrivateUploadsAsync(CancellationToken cancellationToken)
    {
        if (_uploadsArePrivate)
            return;
        BlobContainerProperties found = await TryAsync<BlobContainerProperties>(
            BlobAction.SignUpload, null, async () => await _uploads.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (found.PublicAccess is { } access && access != PublicAccessType.None)
        {
            throw new ImageStoreException(
                $"The {_failures} can't accept uploads: the container '{_uploads.Name}' is public, so everyone could read what hasn't been checked. Set UploadContainer to a private one.");
        }

        _uploadsArePrivate = true;
    }
}
