namespace ImageAttach.Stores.Sandbox;

/// <summary>A store that has its own way of marking a removed file. Whatever it is, it is read as an empty file.</summary>
internal interface IMarkingStore : IImageStore
{
    /// <summary>Puts the mark of a removed file under its name.</summary>
    Task MarkRemovedAsync(StoreKey key, CancellationToken cancellationToken);
}
