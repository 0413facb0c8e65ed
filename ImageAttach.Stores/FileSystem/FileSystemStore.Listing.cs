using System.Runtime.CompilerServices;

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
                Discard(file);
            return old.Count(file => !File.Exists(file));
        }),
        cancellationToken);

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
