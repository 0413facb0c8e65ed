namespace ImageAttach.Stores;

/// <summary>The settings that a context carries beside its store.</summary>
internal interface IStoreSettings
{
    /// <summary>The store; null where the one of the context around stays current.</summary>
    IImageStore? Store { get; }

    /// <summary>Further stores, by name.</summary>
    IReadOnlyDictionary<string, IImageStore> NamedStores { get; }
}
