using System.Runtime.CompilerServices;
using System.Text;
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
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => TryMarkAsync("read", async () =>
        File.Exists(_folder.MarkPath) ? (await File.ReadAllTextAsync(_folder.MarkPath, cancellationToken).ConfigureAwait(false)).TrimEnd() : null);

    /// <inheritdoc/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return TryMarkAsync("written", async () =>
        {
            string incoming = _folder.NewIncomingPath();
            FileStream file = new(incoming, FileMode.CreateNew);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(mark + "\n"), cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true); // an empty mark, after a power cut, would be another database's
            }

            File.Move(incoming, _folder.MarkPath, overwrite: true);
            return mark;
        });
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
