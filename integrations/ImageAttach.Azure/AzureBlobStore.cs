using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using ImageAttach.Stores;

namespace ImageAttach.Azure;

/// <summary>Keeps image files in a container of Azure Blob Storage.</summary>
/// <remarks>
/// <para>Files are streamed both ways. A stream that can't seek is first copied, beyond 1 MiB to a temporary file, because a request may have to be sent
/// again. Files above 128 MiB are sent in blocks.</para>
/// <para>The server itself refuses a name that is taken. Retries and timeouts are the SDK's, see <see cref="AzureBlobStoreOptions.ClientOptions"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var store = new AzureBlobStore(new AzureBlobStoreOptions
/// {
///     Account = "shopimages",
///     Container = "pictures",
///     MaxAge = TimeSpan.FromDays(365),
///     PresignedExpiry = TimeSpan.FromHours(1),
/// });
/// </code>
/// </example>
public sealed partial class AzureBlobStore : IListableImageStore
{
    private static readonly TimeSpan MaxPresignedExpiry = TimeSpan.FromDays(3);

    private readonly AzureBlobStoreOptions _options;
    private readonly BlobContainerClient _container;
    private readonly BlobContainerClient _uploads;
    private readonly StoreObjectNames _names;
    private readonly BlobFailures _failures;
    private readonly BlobSigner _signer;

    /// <summary>Keeps files in a container, which is reached when the first file comes or goes.</summary>
    /// <param name="options">Where, and how.</param>
    /// <exception cref="ArgumentException">An option can't be used, or the account is missing; the message says which.</exception>
    public AzureBlobStore(AzureBlobStoreOptions options)
        : this(Check(options), BlobServices.Create(options))
    {
    }

    /// <summary>Keeps files in a container of a client's account, with its credentials, retries and timeouts.</summary>
    /// <param name="options">Where, and how. Account, endpoint, credentials and client options are left out.</param>
    /// <param name="service">The client.</param>
    /// <exception cref="ArgumentException">An option can't be used; the message says which.</exception>
    public AzureBlobStore(AzureBlobStoreOptions options, BlobServiceClient service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _options = Check(options);
        _names = new(options.Prefix);
        _container = service.GetBlobContainerClient(options.Container);
        _uploads = service.GetBlobContainerClient(options.UploadContainer ?? options.Container);
        _failures = new(service, options.Container);
        _signer = new(service, options.TimeProvider);
    }

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor { get; init; }

    /// <inheritdoc/>
    /// <remarks>The stream can seek: going elsewhere requests the rest from there. If it is disposed of early, it reads no further.</remarks>
    public async Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetBlob(key);
        return await BlobStream.OpenAsync(blob, failure => _failures.Create(BlobAction.Open, key, failure), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetBlob(key);
        return TryAsync(BlobAction.Delete, key, () => DeleteAsync(blob, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Writes the blob's metadata again, unchanged, which sets its time. A file that is read meanwhile can be read on.</remarks>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetBlob(key);
        return TryAsync(BlobAction.Touch, key, () => TouchAsync(blob, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Without the account's key, the first signed URL and one every few days request a user delegation key: the calling thread then waits.</remarks>
    public Uri Locate(StoreKey key)
    {
        BlockBlobClient blob = GetBlob(key);
        if (_options.PresignedExpiry is not { } validFor)
            return Show(blob, "");
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds(UrlExpiry.Next(_options.TimeProvider.GetUtcNow(), validFor));
        Uri signed = _signer.TrySign(blob, BlobSasPermissions.Read, expires)
            ?? Task.Run(() => SignAsync(BlobAction.Sign, key, blob, BlobSasPermissions.Read, expires, CancellationToken.None)).GetAwaiter().GetResult();
        return Show(blob, signed.Query);
    }

    /// <summary>The container, as messages show it.</summary>
    public override string ToString() => $"AzureBlobStore of {_failures}{(_names.Prefix.Length == 0 ? "" : $", below '{_names.Prefix}'")}";

    private BlockBlobClient GetBlob(StoreKey key) => _container.GetBlockBlobClient(_names.GetName(key));

    private Uri Show(BlockBlobClient blob, string query) => new(
        (_options.PublicBaseUrl is { } shown ? $"{shown.AbsoluteUri.TrimEnd('/')}/{blob.Name}" : blob.Uri.AbsoluteUri) + query);

    private Task<Uri> SignAsync(
        BlobAction action, StoreKey? key, BlockBlobClient blob, BlobSasPermissions permissions, DateTimeOffset expires, CancellationToken cancellationToken) =>
        TryAsync(action, key, () => _signer.SignAsync(blob, permissions, expires, cancellationToken), cancellationToken);

    private static async Task<bool> DeleteAsync(BlobBaseClient blob, CancellationToken cancellationToken) =>
        await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false);

    private static async Task<bool> TouchAsync(BlobBaseClient blob, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await blob.SetMetadataAsync(found.Metadata, new BlobRequestConditions { IfMatch = found.ETag }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException failure) when (BlobFailures.IsMissing(failure) || failure.Status == 412)
        {
            return false; // it isn't there, or was touched meanwhile
        }
    }

    private async Task<T> TryAsync<T>(BlobAction action, StoreKey? key, Func<Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception failure) when (BlobFailures.Covers(failure, cancellationToken))
        {
            throw _failures.Create(action, key, failure);
        }
    }

    private static AzureBlobStoreOptions Check(AzureBlobStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string container in new[] { options.Container, options.UploadContainer ?? options.Container })
            CheckContainer(container);
        if (options.MaxAge < TimeSpan.Zero)
            throw new ArgumentException($"MaxAge can't be {options.MaxAge}: use a time of 0 or more.", nameof(options));
        if (options.PresignedExpiry is { } expiry && (expiry < TimeSpan.FromSeconds(1) || expiry > MaxPresignedExpiry))
            throw new ArgumentException($"PresignedExpiry can't be {expiry}: use 1 second to 3 days.", nameof(options));
        if (options.PublicBaseUrl is { } shown && !(shown.IsAbsoluteUri && shown.Scheme is "http" or "https" && shown.Query.Length == 0 && shown.Fragment.Length == 0))
            throw new ArgumentException("PublicBaseUrl must begin with http:// or https://, and have neither query nor fragment.", nameof(options));
        if (options.OriginalTier == AccessTier.Archive || options.ThumbnailTier == AccessTier.Archive)
            throw new ArgumentException("Files in the archive tier can't be opened for hours: use hot, cool or cold.", nameof(options));
        return options;
    }

    private static void CheckContainer(string container)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        bool isName = container.Length is >= 3 and <= 63 && container.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            && container[0] != '-' && container[^1] != '-' && !container.Contains("--", StringComparison.Ordinal);
        if (!isName)
            throw new ArgumentException($"'{container}' can't be a container: use 3 to 63 lower-case letters, digits and single '-', with a letter or digit at both ends.", nameof(container));
    }
}
