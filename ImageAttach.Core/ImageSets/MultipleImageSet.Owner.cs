namespace ImageAttach;

public sealed partial class MultipleImageSet<TImage>
{
    /// <inheritdoc cref="ImageSet{TImage}.MissingKey"/>
    internal Func<TImage, string?>? MissingKey { get; init; }

    /// <inheritdoc cref="ImageSet{TImage}.IsOwnerMissing"/>
    internal bool IsOwnerMissing => IsKeyMissing(NewImage());

    internal bool IsKeyMissing(TImage key) => MissingKey?.Invoke(key) is not null;

    /// <inheritdoc cref="ImageSet{TImage}.RequireOwner"/>
    internal void RequireOwner()
    {
        if (MissingKey?.Invoke(NewImage()) is { } reason)
            throw OwnerNotSavedException.For(_table.ObjectType, reason);
    }
}
