using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The current store: what image operations use when they are given none.</summary>
/// <remarks>
/// <para>Contexts nest, and flow with async calls. A thread that you start yourself inherits none, even inside one.</para>
/// <para>A context may have further stores, by name: those that image types choose by <see cref="ImageEntityAttribute.Store"/>. What is said
/// of the current store elsewhere means, for such a type, the current one of that name.</para>
/// <para>A push or pop made in an async method is undone for its caller when the method returns, as with every <see cref="AsyncLocal{T}"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// using (StoreContext.Use(store))
///     await user.Picture.FromFileAsync(db, file);
///
/// using (StoreContext.Use(store, new Dictionary&lt;string, IImageStore&gt; { ["archive"] = archive }))
///     await document.Scan.FromFileAsync(db, file);     // [ImageEntity(Store = "archive")]
/// </code>
/// </example>
public static class StoreContext
{
    private static readonly AsyncLocal<Entry?> Top = new();

    /// <summary>The current store.</summary>
    /// <exception cref="StoreContextException">No store is current here.</exception>
    public static IImageStore Current => Visible?.FindStore() ?? throw NoStore();

    /// <summary>A store that passes each call on to the store that is current at that moment.</summary>
    /// <remarks>Each of its members throws <see cref="StoreContextException"/> where no store is current.</remarks>
    public static IImageStore CurrentStore { get; } = new CurrentStoreProxy();

    /// <summary>The current store of a name.</summary>
    /// <param name="name">The name, as <see cref="ImageEntityAttribute.Store"/> has it.</param>
    /// <exception cref="StoreContextException">No store of that name is current here.</exception>
    public static IImageStore Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (Entry? entry = Visible; entry is not null; entry = entry.Below)
        {
            if (entry.Named?.GetValueOrDefault(name) is { } store)
                return store;
        }

        throw NoStore(name);
    }

    /// <summary>Makes a store the current one until the result is disposed of.</summary>
    /// <param name="store">The store.</param>
    /// <param name="named">Further stores, by name; default: none. Those of the context around this one stay current, but for names given here.</param>
    /// <returns>What restores the context as it was before.</returns>
    public static IDisposable Use(IImageStore store, IReadOnlyDictionary<string, IImageStore>? named = null)
    {
        Entry? before = Visible;
        Push(store, named);
        return new Restorer(before);
    }

    /// <summary>Makes a store the current one until it is popped. For hooks that can't wrap a block; else prefer <see cref="Use"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="named">Further stores, by name; default: none. Those of the context around this one stay current, but for names given here.</param>
    public static void Push(IImageStore store, IReadOnlyDictionary<string, IImageStore>? named = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Entry? below = Visible;
        Top.Value = new Entry(store, named, below?.Settings, below, Thread.CurrentThread);
    }

    /// <summary>Makes the store current again that was before the last <see cref="Push"/>.</summary>
    /// <returns>The store that was current.</returns>
    /// <exception cref="StoreContextException">No store is current here.</exception>
    public static IImageStore Pop()
    {
        Entry top = Visible ?? throw NoStore();
        Top.Value = top.Below;
        return top.FindStore() ?? throw NoStore();
    }

    /// <summary>The settings that are current here; null where none are.</summary>
    internal static IStoreSettings? Settings => Visible?.Settings;

    /// <summary>Makes settings current, and their stores with them, until the result is disposed of.</summary>
    internal static IDisposable UseSettings(IStoreSettings settings)
    {
        Entry? before = Visible;
        Top.Value = new Entry(settings.Store, settings.NamedStores, settings, before, Thread.CurrentThread);
        return new Restorer(before);
    }

    /// <summary>The store that is current for an image type.</summary>
    /// <param name="storeName">The name of the store, as the type has it; null for the current one.</param>
    /// <exception cref="StoreContextException">No such store is current here.</exception>
    public static IImageStore For(string? storeName) => storeName is null ? Current : Get(storeName);

    /// <summary>The store that is current for an image: the one that its type names, or the current one.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="StoreContextException">No such store is current here.</exception>
    public static IImageStore For(IImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return For(image.StoreName);
    }

    // Async work goes on on the thread that pushed or on threads of the pool. A thread started by hand is neither,
    // though .NET copies the async locals to it as well. The thread itself is compared, since the number of one that has ended is given again.
    private static Entry? Visible =>
        Top.Value is { } top && (Thread.CurrentThread.IsThreadPoolThread || top.PushedOn == Thread.CurrentThread) ? top : null;

    private static StoreContextException NoStore() =>
        new("No store is current here, and none was given. Wrap the call in `using (StoreContext.Use(store))`, or pass `store:`.");

    private static StoreContextException NoStore(string name)
    {
        SortedSet<string> known = new(StringComparer.Ordinal);
        for (Entry? entry = Visible; entry is not null; entry = entry.Below)
            known.UnionWith(entry.Named?.Keys ?? []);
        return new(
            $"No store named '{name}' is current here, and none was given: {(known.Count == 0 ? "none has a name" : $"there is {string.Join(", ", known.Select(storeName => $"'{storeName}'"))}")}. " +
            $"Name it in `StoreContext.Use(store, named)`, or pass `store:`.");
    }

    private sealed record Entry(
        IImageStore? Store, IReadOnlyDictionary<string, IImageStore>? Named, IStoreSettings? Settings, Entry? Below, Thread PushedOn)
    {
        public IImageStore? FindStore() => Store ?? Below?.FindStore();
    }

    private sealed class Restorer(Entry? before) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
                Top.Value = before;
            _done = true;
        }
    }

    private sealed class CurrentStoreProxy : IImageStore
    {
        public TimeSpan KeepReplacedFor => Current.KeepReplacedFor;

        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
            Current.PutAsync(key, content, reproducible, cancellationToken);

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => Current.OpenAsync(key, cancellationToken);

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => Current.DeleteAsync(key, cancellationToken);

        public Uri Locate(StoreKey key) => Current.Locate(key);

        public override string ToString() => "StoreContext.CurrentStore";
    }
}
