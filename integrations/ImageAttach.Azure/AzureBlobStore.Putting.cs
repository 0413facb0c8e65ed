using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ImageAttach.Azure;

public sealed partial class AzureBlobStore
{
    private const long MaxBytesAtOnce = 128L << 20;
    private const int BlockSize = 4 << 20;

    // How long to look for a put whose outcome is unknown.
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        BlockBlobClient blob = GetBlob(key);
        ArgumentNullException.ThrowIfNull(content);
        BufferedUpload file = await BufferedUpload.CreateAsync(content, long.MaxValue, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            string mark = PutMark.Create();
            SourceStream source = new(file.Content);
            await using (source.ConfigureAwait(false))
            {
                try
                {
                    await UploadAsync(blob, source, file.Length, CreateUploadOptions(key, reproducible, mark), cancellationToken).ConfigureAwait(false);
                }
                catch (SourceStream.SourceFailedException failure)
                {
                    failure.ThrowCause();
                }
                catch (Exception failure) when (failure is OperationCanceledException || BlobFailures.Covers(failure, cancellationToken))
                {
                    bool isKept = MayBeKept(source, failure) && await FinishAsync(blob, mark, cancellationToken).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!isKept)
                        throw _failures.Create(BlobAction.Put, key, failure);
                }
            }
        }
    }

    private BlobUploadOptions CreateUploadOptions(StoreKey key, bool reproducible, string mark) => new()
    {
        HttpHeaders = new BlobHttpHeaders
        {
            ContentType = MediaTypeHeaderValue.TryParse(key.MimeType, out _) ? key.MimeType : "application/octet-stream",
            CacheControl = _options.MaxAge is { } age ? FormattableString.Invariant($"max-age={(long)age.TotalSeconds}{(key.Revision.Length > 0 ? ", immutable" : "")}") : null,
        },
        Metadata = PutMark.ToMetadata(mark),
        Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        AccessTier = reproducible ? _options.ThumbnailTier : _options.OriginalTier,
        TransferOptions = new StorageTransferOptions { InitialTransferSize = MaxBytesAtOnce + 1 },
    };

    private static async Task UploadAsync(BlockBlobClient blob, SourceStream source, long length, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        if (length <= MaxBytesAtOnce)
            await blob.UploadAsync(source, options, cancellationToken).ConfigureAwait(false);
        else
            await UploadBlocksAsync(blob, source, options, cancellationToken).ConfigureAwait(false);
    }

    // The names of the SDK's own blocks are the same for every upload, so that concurrent puts of one key could be mixed.
    private static async Task UploadBlocksAsync(BlockBlobClient blob, SourceStream source, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            string upload = PutMark.Create();
            List<string> blocks = [];
            int read;
            while ((read = await source.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)) > 0)
            {
                blocks.Add(Convert.ToBase64String(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{upload}{blocks.Count:D6}"))));
                using MemoryStream block = new(buffer, 0, read, writable: false);
                await blob.StageBlockAsync(blocks[^1], block, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            CommitBlockListOptions commit = new()
            {
                HttpHeaders = options.HttpHeaders,
                Metadata = options.Metadata,
                Conditions = options.Conditions,
                AccessTier = options.AccessTier,
            };
            await blob.CommitBlockListAsync(blocks, commit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A name that is taken may be taken by this very put: its first answer was lost, and the SDK sent it again.
    private static bool MayBeKept(SourceStream source, Exception failure) => source.IsAtEnd && (BlobFailures.IsTaken(failure) || !BlobFailures.IsRefusal(failure));

    // Whether the server kept the file although it seemed otherwise. A put that the caller cancelled is removed.
    private static async Task<bool> FinishAsync(BlockBlobClient blob, string mark, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(LookupTimeout);
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: timeout.Token).ConfigureAwait(false);
            bool isOurs = PutMark.IsOn(found, mark);
            if (isOurs && cancellationToken.IsCancellationRequested)
                await blob.DeleteAsync(conditions: new BlobRequestConditions { IfMatch = found.ETag }, cancellationToken: timeout.Token).ConfigureAwait(false);
            return isOurs;
        }
        catch (Exception failure) when (failure is OperationCanceledException || BlobFailures.Covers(failure, timeout.Token))
        {
            return false; // what stopped the put matters more; a file that no row names is swept
        }
    }
}
