using System.Net;
using ImageAttach.Stores.S3;
using ImageAttach.Stores.Sandbox;

namespace ImageAttach.Stores;

public sealed partial class S3Store : IMarkingStore
{
    // As SQLAlchemy-ImageAttach calls it.
    private const string MarkType = "application/x-sqlalchemy-imageattach-sandbox-deleted";

    /// <inheritdoc/>
    public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(content);
        return PutAsync(key, content, key.MimeType, HeadersOf(key, reproducible), cancellationToken);
    }

    Task IMarkingStore.MarkRemovedAsync(StoreKey key, CancellationToken cancellationToken) => PutAsync(key, Stream.Null, MarkType, HeadersOfMark(), cancellationToken);

    private async Task PutAsync(
        StoreKey key, Stream content, string mimeType, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        if (key.Revision.Length == 0 && await ExistsAsync(key, cancellationToken).ConfigureAwait(false))
            throw new ImageStoreException($"The file of {key} could not be put into the {Location}: it has one of that name already, and never replaces one.");
        BufferedUpload file = await BufferedUpload.CreateAsync(content, long.MaxValue, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            using S3Content body = new(file, mimeType);
            try
            {
                await TryAsync(S3Action.Put, key, () => PutAsync(Location.NameOf(key), body, headers, cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                body.ThrowIfSourceFailed();
                if (body.WasSent && failure is not ImageStoreException { InnerException: S3RefusedException { IsTransient: false } })
                    await TryRemoveAsync(key).ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<bool> PutAsync(string name, HttpContent body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Put, name);
        request.Content = body;
        foreach ((string header, string value) in headers)
            request.Headers.TryAddWithoutValidation(header, value);
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<KeyValuePair<string, string>> HeadersOf(StoreKey key, bool reproducible)
    {
        if (Options.UseConditionalPut)
            yield return new("If-None-Match", "*");
        if (Options.MaxAge is { } age)
            yield return new("Cache-Control", FormattableString.Invariant($"max-age={(long)age.TotalSeconds}{(key.Revision.Length > 0 ? ", immutable" : "")}"));
        if ((reproducible ? Options.ThumbnailAcl : Options.OriginalAcl) is { } acl)
            yield return new("x-amz-acl", acl);
        if ((reproducible ? Options.ThumbnailStorageClass : Options.OriginalStorageClass) is { } storageClass)
            yield return new("x-amz-storage-class", storageClass);
    }

    private IEnumerable<KeyValuePair<string, string>> HeadersOfMark()
    {
        if (Options.ThumbnailAcl is not null || Options.OriginalAcl is not null)
            yield return new("x-amz-acl", "private");
        if (Options.ThumbnailStorageClass is { } storageClass)
            yield return new("x-amz-storage-class", storageClass);
    }

    private async Task<bool> ExistsAsync(StoreKey key, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Head, Location.NameOf(key));
        try
        {
            return await TryAsync(S3Action.Put, key, () => SendAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (ImageStoreException failure) when (failure.InnerException is S3RefusedException { StatusCode: HttpStatusCode.NotFound })
        {
            return false; // if it is the bucket that isn't there, the put will say so
        }
    }

    // The server had all of it, but nobody knows whether it kept it. What can't be removed is left to the sweep.
    private async Task TryRemoveAsync(StoreKey key)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Delete, Location.NameOf(key));
        S3Handler.SendOnlyOnce(request);
        try
        {
            await DeleteAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            // The error that brought us here matters more.
        }
    }
}
