using System.Globalization;
using ImageAttach.Entities;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>One attached image: a database row, and a file in a store. Derive your image types from it.</summary>
/// <remarks>Setting a property changes neither row nor file; image sets do that.</remarks>
public abstract class Image : IImage
{
    private bool _lacksKey;

    /// <inheritdoc/>
    public abstract string ObjectType { get; }

    /// <inheritdoc/>
    public abstract ObjectId ObjectId { get; }

    /// <summary>The key columns that tell image sets of this type apart, in declaration order; without width and height.</summary>
    public abstract IReadOnlyList<string> IdentityAttributes { get; }

    /// <summary>The values of <see cref="IdentityAttributes"/>, by column name.</summary>
    public abstract IReadOnlyDictionary<string, object> IdentityMap { get; }

    /// <inheritdoc/>
    public int Width { get; set; }

    /// <inheritdoc/>
    public int Height { get; set; }

    /// <inheritdoc/>
    public string MimeType { get; set; } = "";

    /// <inheritdoc/>
    public bool Original { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public string Revision { get; set; } = "";

    /// <inheritdoc/>
    public long? Length { get; set; }

    /// <inheritdoc/>
    public string? Sha256 { get; set; }

    /// <summary>Gets or sets the <see cref="ThumbnailOptions"/> that a thumbnail was made with, in a short form that distinguishes thumbnails of the same size.</summary>
    /// <remarks>Empty for originals and for plainly scaled thumbnails. A plainly scaled thumbnail as large as its original has <c>Scale</c>.</remarks>
    public string Recipe { get; set; } = "";

    /// <summary>Gets whether a part of the image is missing from its file, which only <see cref="ImageLimits.AllowDamaged"/> lets in.</summary>
    /// <remarks>
    /// Known of an original that was just attached, also to <c>configure</c>, which may keep it in a column of yours. It isn't stored, so it is false for
    /// an image that was read from the database.
    /// </remarks>
    public bool IsDamaged { get; internal set; }

    /// <summary>Width and height together.</summary>
    public ImageSize Size
    {
        get => new(Width, Height);
        set => (Width, Height) = value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A query of plain Dapper didn't select the key.</exception>
    public StoreKey Key
    {
        get
        {
            RequireKey();
            return new(ObjectType, ObjectId, Width, Height, MimeType, Revision);
        }
    }

    // Set by plain Dapper queries only: Dapper can't turn what every database gives into a DateTimeOffset.
    internal object CreatedAtAsStored
    {
        set => CreatedAt = StoredTime.ToDateTimeOffset(value, convertsLocal: false);
    }

    // Set in place of it where the provider returns times in the local zone.
    internal object CreatedAtAsLocalTime
    {
        set => CreatedAt = StoredTime.ToDateTimeOffset(value, convertsLocal: true);
    }

    // Set by plain Dapper queries only, in place of Width and Revision, when they don't select the key: it would be another owner's by default.
    internal int WidthWithoutKey
    {
        set => (Width, _lacksKey) = (value, true);
    }

    internal string RevisionWithoutKey
    {
        set => (Revision, _lacksKey) = (value, true);
    }

    /// <exception cref="InvalidOperationException">A query of plain Dapper didn't select the key.</exception>
    internal void RequireKey()
    {
        if (_lacksKey)
            throw new InvalidOperationException($"Whose {ObjectType} this is isn't known, because the query didn't read its key. Select {string.Join(", ", IdentityAttributes)} as well.");
    }

    /// <summary>What changes whenever a picture is replaced: the revision, or for files of SQLAlchemy-ImageAttach the time of creation.</summary>
    internal string Version => Revision.Length > 0 ? Revision : "at" + CreatedAtText;

    internal string CreatedAtText => CreatedAt.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture);
}
