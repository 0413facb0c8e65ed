using System.Buffers;
using ImageAttach.Stores.Faults;
using ImageAttach.Stores.FileSystem;

namespace ImageAttach.Stores;

/// <summary>Keeps image files in a folder on disk.</summary>
/// <remarks>
/// <para>A file gets its name only when it is complete, so readers never see half of one, and a put ends only when bytes and name are
/// synced. A power cut in the midst of a put may leave a damaged file, which no row names. A file that is there is never written again.</para>
/// <para>Several processes may share the folder. A killed one leaves nothing unfinished on Linux; elsewhere, and on file systems that know no files without names, that lies in <c>.incoming</c>.</para>
/// </remarks>
public sealed partial class FileSystemStore : IListableImageStore
{
    private const int BufferSize = 81_920;

    private readonly StoreFolder _folder;
    private readonly MarkFile _mark;
    private readonly BaseAddress _address;

    /// <summary>Keeps files in a folder, which is made when the first file comes.</summary>
    /// <param name="path">The folder. A relative path begins at the present working directory.</param>
    /// <param name="baseUrl">
    /// The address under which a web server shows the folder, absolute or relative, such as <c>https://images.example.com/</c>
    /// or <c>/images/</c>. Default: none, and images can't be located.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty, or the address has a query or a fragment.</exception>
    public FileSystemStore(string path, Uri? baseUrl = null)
    {
        _folder = new StoreFolder(path);
        _mark = new MarkFile(_folder);
        _address = new(baseUrl);
    }

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor { get; init; }

    /// <inheritdoc/>
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(content);
        string path = _folder.PathOf(key);
        string folder = Path.GetDirectoryName(path)!;
        using FolderUpdate names = Try(key, "put", () => _folder.Synced.Begin(folder));
        using IncomingFile file = Try(key, "put", () => IncomingFile.Create(_folder, folder));
        await CopyAsync(key, content, file, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        file.StartSync();
        await NameAsync(key, file, path, names).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        string path = _folder.PathOf(key);
        return Task.FromResult(Try<Stream>(key, "open", () => new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, FileOptions.Asynchronous)));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        string path = _folder.PathOf(key);
        Try(key, "delete", () => Remove(path));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Uri Locate(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _address.GetUrl(key, $"the store of '{_folder.Root}'", "Give it the address under which a web server shows the folder, as baseUrl.");
    }

    /// <summary>The folder, as messages show it.</summary>
    public override string ToString() => $"FileSystemStore '{_folder.Root}'";

    // Named, and then synced: so the disk is waited for once, where the other way round it is twice. A power cut in between may leave half a
    // file under a name that no row has, for the put hasn't ended. Names that come again must not meet one, so those are synced before as well.
    private async Task NameAsync(StoreKey key, IncomingFile file, string path, FolderUpdate names)
    {
        Try(key, "put", () =>
        {
            if (key.Revision.Length == 0)
                file.Sync(path);
            file.Name(path);
        });
        try
        {
            StoreFault.At(StoreFaultPoint.FileNamed);
            await SyncAsync(file, path, names).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Bytes or names may be lost, and syncing once more would hide that.
            _folder.Abandon(path, names);
            if (failure is IOException or UnauthorizedAccessException)
                throw Failure(key, "put", failure);
            throw;
        }
    }

    // Bytes and names at once: the disk does them together, which takes little longer than one.
    private static async Task SyncAsync(IncomingFile file, string path, FolderUpdate names)
    {
        Task syncingNames = Task.Run(names.Sync);
        try
        {
            file.Sync(path);
            StoreFault.At(StoreFaultPoint.FileSynced);
        }
        finally
        {
            await syncingNames.ConfigureAwait(false);
        }

        StoreFault.At(StoreFaultPoint.FolderSynced);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing of this object was ever put: as little there as a missing file, about which File.Delete is silent.
        }
    }

    // Reading is the caller's side: its errors are his and pass through as they are.
    private async Task CopyAsync(StoreKey key, Stream content, IncomingFile file, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                Try(key, "put", () => file.Write(buffer.AsSpan(0, read)));
                StoreFault.At(StoreFaultPoint.PartWritten);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Try(StoreKey key, string verb, Action action) => Try(key, verb, () =>
    {
        action();
        return true;
    });

    private T Try<T>(StoreKey key, string verb, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (verb == "open" && failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageFileNotFoundException(key, $"The folder '{_folder.Root}'", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failure(key, verb, failure);
        }
    }

    private ImageStoreException Failure(StoreKey key, string verb, Exception failure) => new(
        $"The file of {key} could not be {verb switch { "put" => "put into", "open" => "opened in", _ => "deleted from" }} the folder '{_folder.Root}': " +
        $"{failure.Message} Make sure that the disk has room and the application may write there; a file that is there already is never replaced.",
        failure);
}
