using System.Globalization;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>A column of an image table: what it holds, whatever the database.</summary>
/// <param name="name">The column's name, unquoted.</param>
/// <param name="kind">What it holds.</param>
public sealed class ImageColumn(string name, ImageColumnKind kind)
{
    /// <summary>How long the text of a key may be where the image type doesn't say: two such keys fit an index of every database.</summary>
    public const int DefaultKeyLength = 255;

    /// <summary>Gets the width of the image.</summary>
    public static ImageColumn Width { get; } = new("width", ImageColumnKind.Int32);

    /// <summary>Gets the height of the image.</summary>
    public static ImageColumn Height { get; } = new("height", ImageColumnKind.Int32);

    /// <summary>Gets the media type of the file.</summary>
    public static ImageColumn MimeType { get; } = new("mimetype", ImageColumnKind.String) { MaxLength = 255 };

    /// <summary>Gets whether the image is an original.</summary>
    public static ImageColumn Original { get; } = new("original", ImageColumnKind.Boolean);

    /// <summary>Gets the time at which the image was attached.</summary>
    public static ImageColumn CreatedAt { get; } = new("created_at", ImageColumnKind.DateTimeOffset);

    /// <summary>Gets the random text that names the file.</summary>
    public static ImageColumn Revision { get; } = new("revision", ImageColumnKind.String) { MaxLength = 32, IsComparedExactly = true, Default = "''" };

    /// <summary>Gets the length of the file.</summary>
    public static ImageColumn Length { get; } = new("length", ImageColumnKind.Int64) { IsNullable = true };

    /// <summary>Gets the SHA-256 of the file, in hex.</summary>
    public static ImageColumn Sha256 { get; } = new("sha256", ImageColumnKind.String) { MaxLength = 64, IsFixedLength = true, IsNullable = true };

    /// <summary>Gets the recipe of a thumbnail.</summary>
    public static ImageColumn Recipe { get; } = new("recipe", ImageColumnKind.String) { MaxLength = 100, IsComparedExactly = true, Default = "''" };

    /// <summary>Gets the columns that every image table has, behind those of the image type.</summary>
    public static IReadOnlyList<ImageColumn> OfImage { get; } = [Width, Height, MimeType, Original, CreatedAt, Revision, Length, Sha256, Recipe];

    /// <summary>Gets the columns of the primary key that every image table has, behind those of the set's key.</summary>
    public static IReadOnlyList<ImageColumn> OfPrimaryKey { get; } = [Width, Height, Recipe];

    /// <summary>Gets the column's name, unquoted.</summary>
    public string Name { get; } = name;

    /// <summary>Gets what the column holds.</summary>
    public ImageColumnKind Kind { get; } = kind;

    /// <summary>Gets the name of the parameter that carries its value, without the <c>@</c>. The name of the column, unless that has characters that no parameter can have.</summary>
    public string Parameter { get; init; } = name;

    /// <summary>Gets whether the column can be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Gets the place of the column in the key of the image set, from 1 on; 0 for a column outside of the key.</summary>
    public int KeyPosition { get; init; }

    /// <summary>Gets whether the column is a part of the key of the image set.</summary>
    public bool IsKey => KeyPosition > 0;

    /// <summary>Gets how many characters or bytes the column holds at most; null where the image type doesn't say.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Gets whether every text in the column is as long as <see cref="MaxLength"/>.</summary>
    public bool IsFixedLength { get; init; }

    /// <summary>Gets whether texts of the column differ when a single bit differs: neither letter case nor trailing blanks are ignored. True for texts of a key.</summary>
    public bool IsComparedExactly
    {
        get => field || (IsKey && Kind == ImageColumnKind.String);
        init;
    }

    /// <summary>Gets the type that the image type prescribes, as the database calls it; null for the usual one.</summary>
    public string? TypeName { get; init; }

    /// <summary>Gets the place of the column in the table, where the image type prescribes one; null for a place behind those.</summary>
    public int? Order { get; init; }

    /// <summary>Gets the default value as SQL; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Gets the parameter of the column in a statement about several sets, such as <c>@user_id_0</c>.</summary>
    /// <param name="set">The number of the set, from 0 on.</param>
    public string GetParameter(int set) => $"@{Parameter}{GetSuffix(set)}";

    // With a mark between, or part1 of set 1 would be the same parameter as part of set 11.
    internal static string GetSuffix(int set) => "_" + set.ToString(CultureInfo.InvariantCulture);
}
