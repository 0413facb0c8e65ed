using System.Runtime.CompilerServices;
using ImageAttach.Stores.FileSystem;

namespace ImageAttach.Stores;

public sealed partial class FileSystemStore
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        using IEnumerator<StoredFile> files = _folder.List(objectType).GetEnumerator();
        while (await Task.Run(() => TryList(files.MoveNext), cancellationToken).ConfigureAwait(false))
            yield return files.Current;
    }

    /// <inheritdoc/>
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.Run(
        () => TryList(() =>
        {
            if (!Directory.Exists(_folder.IncomingFolder))
                return 0;
            string[] old = [.. Directory.EnumerateFiles(_folder.IncomingFolder).Where(file => File.GetLastWriteTimeUtc(file) <= before.UtcDateTime)];
            foreach (string file in old)
                StoreFolder.Discard(file);
            return old.Count(file => !File.Exists(file));
        }),
        cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) =>
        TryMarkAsync("read", () => _mark.ReadAsync(cancellationToken));

    /// <inheritdoc/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return TryMarkAsync("written", () => Task.Run(
            () =>
            {
                _mark.Write(mark);
                return mark;
            },
            cancellationToken));
    }

    private async Task<T> TryMarkAsync<T>(string verb, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageStoreException(
                $"The mark '{_folder.MarkPath}' could not be {verb}: {failure.Message} Make sure that the application may read and write there.", failure);
        }
    }

    private T TryList<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageStoreException(
                $"The folder '{_folder.Root}' could not be listed: {failure.Message} Make sure that the application may read all of it.", failure);
        }
    }
}
