using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ImageAttach.Azure;

public sealed partial class AzureBlobStore
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string prefix = _names.GetTypePrefix(objectType);
        await foreach (BlobItem blob in ListBlobsAsync(_container, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (_names.FindKey(blob.Name) is { } key && blob.Properties is { ContentLength: { } length, LastModified: { } time })
                yield return new(key, length, time.ToUniversalTime());
        }
    }

    /// <summary>Removes uploads that browsers sent and nobody attached. Blocks of puts that were never finished are removed by the server itself, after a week.</summary>
    /// <param name="before">The time before which they were sent.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="ImageStoreException">The server refused or failed.</exception>
    public async Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        int removed = 0;
        await foreach (BlobItem upload in ListBlobsAsync(_uploads, _names.UploadPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (!_names.IsUpload(upload.Name) || upload.Properties.LastModified is not { } time || time > before)
                continue;
            BlobClient blob = _uploads.GetBlobClient(upload.Name);
            await TryAsync(BlobAction.DeleteUpload, null, () => DeleteAsync(blob, cancellationToken), cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }

    /// <inheritdoc/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default)
    {
        BlobClient mark = _container.GetBlobClient(_names.Mark);
        return TryAsync<string?>(BlobAction.ReadMark, null, async () =>
        {
            try
            {
                BlobDownloadResult found = await mark.DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return found.Content.ToString();
            }
            catch (RequestFailedException failure) when (BlobFailures.IsMissing(failure))
            {
                return null;
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        BlobClient blob = _container.GetBlobClient(_names.Mark);
        return TryAsync(BlobAction.WriteMark, null, () => blob.UploadAsync(BinaryData.FromString(mark), overwrite: true, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<BlobItem> ListBlobsAsync(
        BlobContainerClient container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<BlobItem> blobs = container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await TryAsync(BlobAction.List, null, () => blobs.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
                yield return blobs.Current;
        }
    }
}
