using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using ImageAttach.Stores.S3;
using Minio;
using Minio.DataModel;
using Minio.DataModel.Args;

namespace ImageAttach.Stores;

public sealed partial class S3Store
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        ListObjectsArgs names = new ListObjectsArgs().WithBucket(Location.Bucket).WithPrefix(Location.NamesOf(objectType)).WithRecursive(true);
        Dictionary<StoreKey, DateTimeOffset> touches = await ListTouchesAsync(objectType, cancellationToken).ConfigureAwait(false);
        IMinioClient client = await _connection.ClientAsync().ConfigureAwait(false);
        await foreach (Item item in TryEach(S3Action.List, client.ListObjectsEnumAsync(names, cancellationToken)).ConfigureAwait(false))
        {
            if (Location.KeyOf(item.Key) is { } key && TryParseTime(item.LastModified, out DateTimeOffset since))
                yield return new(key, (long)item.Size, touches.TryGetValue(key, out DateTimeOffset touched) && touched > since ? touched : since);
        }
    }

    /// <summary>
    /// Removes uploads that browsers sent and nobody attached, and ends uploads in parts that were begun and never completed. The store
    /// itself puts files whole; other programs may not.
    /// </summary>
    /// <param name="before">The time before which they came, or were begun.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="ImageStoreException">The server refused or failed.</exception>
    public async Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ListIncompleteUploadsArgs all = new ListIncompleteUploadsArgs().WithBucket(Location.Bucket).WithPrefix(Location.NamesOf(null)).WithRecursive(true);
        IMinioClient client = await _connection.ClientAsync().ConfigureAwait(false);
        List<Upload> uploads = [];
        await foreach (Upload upload in TryEach(S3Action.RemoveUnfinished, client.ListIncompleteUploadsEnumAsync(all, cancellationToken)).ConfigureAwait(false))
            uploads.Add(upload);

        // The SDK ends all uploads of a name, so the youngest decides.
        int removed = await RemoveUploadsAsync(before, cancellationToken).ConfigureAwait(false);
        await RemoveTouchesAsync(before, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, Upload> same in uploads.GroupBy(upload => upload.Key))
        {
            if (Location.KeyOf(same.Key) is null || !same.All(upload => TryParseTime(upload.Initiated, out DateTimeOffset begun) && begun <= before))
                continue;
            RemoveIncompleteUploadArgs name = new RemoveIncompleteUploadArgs().WithBucket(Location.Bucket).WithObject(same.Key);
            removed += await TryAsync(S3Action.RemoveUnfinished, null, async () =>
            {
                await client.RemoveIncompleteUploadAsync(name, cancellationToken).ConfigureAwait(false);
                return same.Count();
            }).ConfigureAwait(false);
        }

        return removed;
    }

    /// <inheritdoc/>
    public async Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Get, Location.MarkName);
        try
        {
            return await TryAsync(S3Action.ReadMark, null, async () =>
            {
                using HttpResponseMessage response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
                return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (ImageStoreException failure) when (failure.InnerException is S3RefusedException { StatusCode: HttpStatusCode.NotFound, Code: not "NoSuchBucket" })
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        using StringContent text = new(mark);
        await TryAsync(S3Action.WriteMark, null, () => PutAsync(Location.MarkName, text, [], cancellationToken)).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<T> TryEach<T>(S3Action action, IAsyncEnumerable<T> items)
    {
        IAsyncEnumerator<T> enumerator = items.GetAsyncEnumerator();
        await using (enumerator.ConfigureAwait(false))
        {
            while (await TryAsync(action, null, () => enumerator.MoveNextAsync().AsTask()).ConfigureAwait(false))
                yield return enumerator.Current;
        }
    }

    private static bool TryParseTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
