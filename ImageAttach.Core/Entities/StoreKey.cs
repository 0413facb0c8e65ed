using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace ImageAttach;

/// <summary>Names one file of a store. Two files never share a key: each put has a revision of its own.</summary>
/// <remarks>A key that exists is safe to turn into a path: the constructor refuses whatever can't name a file.</remarks>
public sealed record StoreKey
{
    private const int MaxObjectTypeLength = 100;
    private const int MaxRevisionLength = 32;

    private static readonly SearchValues<char> PlainName =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private static readonly SearchValues<char> RevisionLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Makes a key, after checking that each part can name a file.</summary>
    /// <param name="objectType">The kind of image, such as <c>user-picture</c>: 1 to 100 letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="objectId">The owner's number.</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="mimeType">The media type, such as <c>image/jpeg</c>.</param>
    /// <param name="revision">Up to 32 lower-case letters and digits; empty for files of SQLAlchemy-ImageAttach.</param>
    /// <exception cref="ArgumentException">A part can't name a file; the message says which and why.</exception>
    public StoreKey(string objectType, ObjectId objectId, int width, int height, string mimeType, string revision = "")
    {
        ArgumentNullException.ThrowIfNull(objectType);
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentNullException.ThrowIfNull(revision);
        if (objectType.Length is 0 or > MaxObjectTypeLength || objectType.AsSpan().ContainsAnyExcept(PlainName))
        {
            throw new ArgumentException(
                $"Object type '{objectType}' can't name a folder: use 1 to {MaxObjectTypeLength} letters, digits, '-' and '_'.",
                nameof(objectType));
        }

        if (width < 1 || height < 1)
            throw new ArgumentException($"An image of {objectType} {objectId} can't be {width}×{height}: both sides must be 1 or more.");
        if (revision.Length > MaxRevisionLength || revision.AsSpan().ContainsAnyExcept(RevisionLetters))
        {
            throw new ArgumentException(
                $"Revision '{revision}' can't be part of a file's name: use up to {MaxRevisionLength} lower-case letters and digits.",
                nameof(revision));
        }

        (ObjectType, ObjectId, Width, Height, MimeType, Revision) = (objectType, objectId, width, height, mimeType, revision);
    }

    /// <summary>The kind of image, such as <c>user-picture</c>.</summary>
    public string ObjectType { get; }

    /// <summary>The owner's number.</summary>
    public ObjectId ObjectId { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public string MimeType { get; }

    /// <summary>What makes this put's file different from every other's; empty for files of SQLAlchemy-ImageAttach.</summary>
    public string Revision { get; }

    /// <summary>
    /// The file's path below a folder, with <c>/</c> between its parts: <c>user-picture/234/1/1234.405x640.k3f9….jpg</c>.
    /// The object id is split so that no folder holds more than a thousand others at its first level.
    /// </summary>
    /// <returns>For an empty revision exactly the path of SQLAlchemy-ImageAttach, such as <c>user-picture/234/1/1234.405x640.jpe</c>.</returns>
    public string ToPath()
    {
        (ObjectId quotient, int remainder) = ObjectId.DivideBy1000();
        return FormattableString.Invariant($"{ObjectType}/{remainder}/{quotient}/{ObjectId}.{FileName}");
    }

    /// <summary>The key whose path this is.</summary>
    /// <param name="path">A path as <see cref="ToPath"/> writes it.</param>
    /// <param name="key">The key; null when it is no such path.</param>
    public static bool TryParse(string path, [NotNullWhen(true)] out StoreKey? key)
    {
        ArgumentNullException.ThrowIfNull(path);
        key = path.Split('/') is [string objectType, _, _, string name] && name.Split('.', 2) is [string id, string fileName] ? Parse(objectType, id, fileName) : null;

        // Whatever is written in another way, such as 007 for 7, names another file.
        if (key?.ToPath() != path)
            key = null;
        return key is not null;
    }

    /// <summary>The key whose name in a store without folders this is.</summary>
    /// <param name="objectName">A name as <see cref="ToObjectName"/> writes it.</param>
    /// <param name="key">The key; null when it is no such name.</param>
    public static bool TryParseObjectName(string objectName, [NotNullWhen(true)] out StoreKey? key)
    {
        ArgumentNullException.ThrowIfNull(objectName);
        key = objectName.Split('/') is [string objectType, string id, string fileName] ? Parse(objectType, id, fileName) : null;
        if (key?.ToObjectName() != objectName)
            key = null;
        return key is not null;
    }

    /// <summary>The file's name in a store that knows no folders: <c>user-picture/1234/405x640.k3f9….jpg</c>.</summary>
    /// <returns>For an empty revision exactly the key of SQLAlchemy-ImageAttach, such as <c>user-picture/1234/405x640.jpe</c>.</returns>
    public string ToObjectName() => FormattableString.Invariant($"{ObjectType}/{ObjectId}/{FileName}");

    /// <summary>The key as it appears in messages: <c>user-picture 1234 (405×640, revision k3f9…)</c>.</summary>
    public override string ToString() => Revision.Length == 0
        ? FormattableString.Invariant($"{ObjectType} {ObjectId} ({Width}×{Height})")
        : FormattableString.Invariant($"{ObjectType} {ObjectId} ({Width}×{Height}, revision {Revision})");

    private static StoreKey? Parse(string objectType, string id, string fileName)
    {
        if (fileName.Split('.') is not [string size, .. string[] rest] || rest.Length is 0 or > 2 || size.Split('x') is not [string width, string height]
            || !BigInteger.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            || !int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int w)
            || !int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out int h)
            || MediaType.FromExtension("." + rest[^1]) is not { } mimeType)
            return null;
        try
        {
            return new(objectType, ObjectId.From(number), w, h, mimeType, rest.Length == 2 ? rest[0] : "");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string FileName => Revision.Length == 0
        ? FormattableString.Invariant($"{Width}x{Height}{OriginalLibraryExtension}")
        : FormattableString.Invariant($"{Width}x{Height}.{Revision}{MediaType.ExtensionOf(MimeType)}");

    // Files without a revision were put by SQLAlchemy-ImageAttach, which calls JPEG files .jpe.
    private string OriginalLibraryExtension => MimeType == MediaType.Jpeg ? ".jpe" : MediaType.ExtensionOf(MimeType);
}
