namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Says, of an image that carries the owner's key, why that is no key of a saved owner; null when it is one.</summary>
    internal Func<TImage, string?>? MissingKey { get; init; }

    /// <summary>Whether the owner isn't saved yet. It has no images then, whatever the row with its default key has.</summary>
    internal bool IsOwnerMissing => IsKeyMissing(NewImage());

    internal bool IsKeyMissing(TImage key) => MissingKey?.Invoke(key) is not null;

    /// <exception cref="OwnerNotSavedException">The owner isn't saved yet.</exception>
    internal void RequireOwner()
    {
        if (MissingKey?.Invoke(NewImage()) is { } reason)
            throw OwnerNotSavedException.For(Table.ObjectType, reason);
    }
}
