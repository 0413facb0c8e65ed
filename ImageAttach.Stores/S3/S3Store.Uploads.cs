using System.Globalization;
using ImageAttach.Stores.S3;
using Minio;
using Minio.DataModel;
using Minio.DataModel.Args;

namespace ImageAttach.Stores;

public sealed partial class S3Store : IUploadStore
{
    /// <inheritdoc/>
    /// <remarks>
    /// A signed PUT: the server refuses it with another name, type, length or ACL, and once it has expired. The upload lies below <c>.uploads/</c>,
    /// outside of <see cref="S3StoreOptions.Prefix"/>, is private by <see cref="S3StoreOptions.UploadAcl"/>, and a browser that opens it would
    /// save it rather than show it. For pages of another origin, as an application's are, the bucket needs a CORS rule that allows PUT with the
    /// headers <c>Content-Type</c>, <c>Content-Disposition</c> and <c>x-amz-acl</c>.
    /// </remarks>
    public async Task<SignedUpload> SignUploadAsync(
        string name, string mimeType, long length, TimeSpan validFor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(validFor, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(validFor, MaxExpiry);
        Dictionary<string, string> headers = new() { ["Content-Type"] = mimeType, ["Content-Disposition"] = "attachment" };
        if (Options.UploadAcl is { } acl)
            headers["x-amz-acl"] = acl;
        Dictionary<string, string> signed = new(headers) { ["Content-Length"] = length.ToString(CultureInfo.InvariantCulture) };
        Uri address = await _connection.PresignAsync(HttpMethod.Put, Location.NameOfUpload(name), signed, validFor).ConfigureAwait(false);
        return new(address, HttpMethod.Put.Method, headers);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenUploadAsync(string name, CancellationToken cancellationToken = default)
    {
        string objectName = Location.NameOfUpload(name);
        try
        {
            return await TryAsync(
                S3Action.OpenUpload, null, () => S3ObjectStream.OpenAsync(_connection, objectName, S3Action.OpenUpload, null, cancellationToken)).ConfigureAwait(false);
        }
        catch (ImageUploadException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task DeleteUploadAsync(string name, CancellationToken cancellationToken = default) =>
        DeleteUploadObjectAsync(Location.NameOfUpload(name), cancellationToken);

    private async Task DeleteUploadObjectAsync(string objectName, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Delete, objectName);
        await TryAsync(S3Action.DeleteUpload, null, () => DeleteAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    // Uploads that were sent before an upgrade from version 0.1 lie below the former prefix.
    private async Task<int> RemoveUploadsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach (string prefix in new[] { Location.NamesOfUploads, Location.FormerNamesOfUploads }.Distinct())
            removed += await RemoveUploadsAsync(prefix, before, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private async Task<int> RemoveUploadsAsync(string prefix, DateTimeOffset before, CancellationToken cancellationToken)
    {
        ListObjectsArgs all = new ListObjectsArgs().WithBucket(Location.Bucket).WithPrefix(prefix).WithRecursive(true);
        IMinioClient client = await _connection.ClientAsync().ConfigureAwait(false);
        int removed = 0;
        await foreach (Item item in TryEach(S3Action.List, client.ListObjectsEnumAsync(all, cancellationToken)).ConfigureAwait(false))
        {
            if (!S3Location.IsUpload(item.Key.AsSpan(prefix.Length)) || !TryParseTime(item.LastModified, out DateTimeOffset since) || since > before)
                continue;
            await DeleteUploadObjectAsync(item.Key, cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }
}
