using ImageAttach.Stores;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>The stores that the options name.</summary>
internal sealed class ApplicationStores
{
    private readonly IImageStore _store;
    private readonly Dictionary<string, IImageStore> _named;

    public ApplicationStores(ImageAttachOptions options)
    {
        _store = options.Store!;
        _named = new(options.NamedStores, StringComparer.Ordinal);
        All = [.. _named.Values.Prepend(_store).Distinct()];
        Exposed = [.. All.OfType<HttpExposedFileSystemStore>()];
    }

    /// <summary>Each store once.</summary>
    public IReadOnlyList<IImageStore> All { get; }

    /// <summary>Those whose files the application shows itself.</summary>
    public IReadOnlyList<HttpExposedFileSystemStore> Exposed { get; }

    /// <summary>Makes them the current ones until the result is disposed of.</summary>
    public IDisposable Use() => StoreContext.Use(_store, _named);
}
