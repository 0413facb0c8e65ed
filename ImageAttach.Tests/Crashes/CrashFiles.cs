using ImageAttach.Stores;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>Where a process that is killed keeps its files: two stores side by side, and the names of everything in them.</summary>
internal sealed class CrashFiles : IAsyncDisposable
{
    private const string Mark = ".belongs-to";

    private readonly Func<Task<IEnumerable<string>>> _list;
    private readonly IAsyncDisposable? _server;

    private CrashFiles(string kind, string root, Func<string, IListableImageStore> open, Func<Task<IEnumerable<string>>> list, IAsyncDisposable? server = null)
    {
        (Arguments, _list, _server) = ([kind, root], list, server);
        (Store, NewStore) = (open("images"), open("new-images"));
    }

    /// <summary>How the process is told where they are.</summary>
    public string[] Arguments { get; }

    public IListableImageStore Store { get; }

    /// <summary>Where migrations go.</summary>
    public IListableImageStore NewStore { get; }

    public static async Task<CrashFiles> OpenAsync(StoreKind kind, string folder)
    {
        switch (kind)
        {
            case StoreKind.S3:
                TestBucket bucket = await TestBucket.OpenAsync();
                return new(
                    "s3",
                    $"{TestBucket.Name}/{bucket.Prefix}",
                    name => bucket.Store(options => options.Prefix += $"/{name}"),
                    async () => (await bucket.NamesAsync()).Select(name => name[(bucket.Prefix.Length + 1)..]),
                    bucket);
            case StoreKind.Azure:
                TestContainer container = await TestContainer.OpenAsync();
                return new(
                    "azure",
                    $"{TestContainer.Name}/{container.Prefix}",
                    name => container.Store(options => options.Prefix += $"/{name}"),
                    async () => (await container.NamesAsync()).Select(name => name[(container.Prefix.Length + 1)..]),
                    container);
            default:
                return new("disk", folder, name => new FileSystemStore(Path.Combine(folder, name)), () => Task.FromResult(ListFolder(folder)));
        }
    }

    /// <summary>The names of all that is in one of them, also of what no listing shows; without the mark.</summary>
    public async Task<string[]> GetNamesAsync(string store) =>
        [.. (await _list()).Where(name => name.StartsWith($"{store}/", StringComparison.Ordinal) && name != $"{store}/{Mark}")];

    public async Task ClearNewStoreAsync()
    {
        await foreach (StoredFile file in NewStore.ListAsync("user-picture"))
            await NewStore.DeleteAsync(file.Key);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static IEnumerable<string> ListFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}
