namespace ImageAttach;

/// <summary>What every attached image tells of itself, whatever its type.</summary>
public interface IImage
{
    /// <summary>The kind of image, such as <c>user-picture</c>: the first part of its files' names.</summary>
    string ObjectType { get; }

    /// <summary>The owner's number: the second part of its files' names.</summary>
    ObjectId ObjectId { get; }

    /// <summary>Width in pixels, as a viewer sees it.</summary>
    int Width { get; }

    /// <summary>Height in pixels, as a viewer sees it.</summary>
    int Height { get; }

    /// <summary>The media type, found from the bytes and never from a file name.</summary>
    string MimeType { get; }

    /// <summary>True for the picture as it was attached, false for a thumbnail made from it.</summary>
    bool Original { get; }

    /// <summary>When the row was made, in UTC, to the microsecond.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>What makes this file's name different from every other's; empty for files of SQLAlchemy-ImageAttach.</summary>
    string Revision { get; }

    /// <summary>The file's length in bytes, or null for files of SQLAlchemy-ImageAttach.</summary>
    long? Length { get; }

    /// <summary>The file's SHA-256 in 64 lower-case hex digits, or null for files of SQLAlchemy-ImageAttach.</summary>
    string? Sha256 { get; }

    /// <summary>The name of the image's file in a store.</summary>
    /// <exception cref="ArgumentException">The row holds values that can't name a file.</exception>
    StoreKey Key { get; }

    /// <summary>The name of the store that the files of its type go to; null for the current one. See <see cref="ImageEntityAttribute.Store"/>.</summary>
    string? StoreName => null;

    /// <summary>A blur to show until the picture has come; null when there is none. See <see cref="PlaceholderAttribute"/>.</summary>
    ThumbHash? Placeholder => null;
}
