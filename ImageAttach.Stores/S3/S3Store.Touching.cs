using ImageAttach.Stores.S3;
using Minio;
using Minio.DataModel;
using Minio.DataModel.Args;

namespace ImageAttach.Stores;

public sealed partial class S3Store
{
    /// <inheritdoc/>
    /// <remarks>
    /// The time of an object can only be changed by copying it, which loses its ACL. So an empty, private object below <c>.touched/</c> has the time
    /// instead, and listings give the later of the two.
    /// </remarks>
    public async Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        using ByteArrayContent nothing = new([]);
        await TryAsync(S3Action.Put, key, () => PutAsync(Location.NameOfTouch(key), nothing, HeadersOfMark(), cancellationToken)).ConfigureAwait(false);
    }

    private async Task<Dictionary<StoreKey, DateTimeOffset>> ListTouchesAsync(string objectType, CancellationToken cancellationToken)
    {
        Dictionary<StoreKey, DateTimeOffset> touches = [];
        await foreach ((string name, DateTimeOffset since) in ListTouchesBelowAsync(Location.NamesOfTouches(objectType), cancellationToken).ConfigureAwait(false))
        {
            if (Location.KeyOfTouch(name) is { } key)
                touches[key] = since;
        }

        return touches;
    }

    private async Task<int> RemoveTouchesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach ((string name, DateTimeOffset since) in ListTouchesBelowAsync(Location.NamesOfTouches(null), cancellationToken).ConfigureAwait(false))
        {
            if (since > before)
                continue;
            using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Delete, name);
            await TryAsync(S3Action.RemoveUnfinished, null, () => DeleteAsync(request, cancellationToken)).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }

    private async IAsyncEnumerable<(string Name, DateTimeOffset Since)> ListTouchesBelowAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsArgs names = new ListObjectsArgs().WithBucket(Location.Bucket).WithPrefix(prefix).WithRecursive(true);
        IMinioClient client = await _connection.ClientAsync().ConfigureAwait(false);
        await foreach (Item item in TryEach(S3Action.List, client.ListObjectsEnumAsync(names, cancellationToken)).ConfigureAwait(false))
        {
            if (TryParseTime(item.LastModified, out DateTimeOffset since))
                yield return (item.Key, since);
        }
    }
}
