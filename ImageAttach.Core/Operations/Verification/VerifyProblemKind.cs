namespace ImageAttach;

/// <summary>What can be wrong with a file.</summary>
public enum VerifyProblemKind
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is longer or shorter than noted.</summary>
    WrongLength,

    /// <summary>It has the noted length and other bytes.</summary>
    WrongHash,

    /// <summary>Its bytes are those of another type than noted, or of no picture.</summary>
    WrongType,

    /// <summary>The set's owner is gone: it was deleted without the set. One for each set, of tables whose image type has an <see cref="ImageEntityAttribute.OwnerTable"/>.</summary>
    Ownerless,
}
