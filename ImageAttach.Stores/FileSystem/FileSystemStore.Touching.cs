namespace ImageAttach.Stores;

public sealed partial class FileSystemStore
{
    /// <inheritdoc/>
    /// <remarks>The time at which the file was last written to, by the clock of this machine.</remarks>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        Touch(key, _folder.PathOf(key)); // one call of the system, which takes less than the way to another thread
        return Task.CompletedTask;
    }

    private void Touch(StoreKey key, string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            // There is nothing to keep.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageStoreException(
                $"The time of the file of {key} could not be set in the folder '{_folder.Root}': {failure.Message} Make sure that the application owns the files there.", failure);
        }
    }
}
