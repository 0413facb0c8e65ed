using System.Globalization;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>The row for Dapper.AOT, which can't make a time of SQLite's text: it is left as text, which is less work than the others do.</summary>
public sealed class TextTimeRow
{
    public int UserId { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }

    public string MimeType { get; set; } = "";

    public bool Original { get; set; }

    public string CreatedAt { get; set; } = "";

    public string Revision { get; set; } = "";

    public long? Length { get; set; }

    public string? Sha256 { get; set; }

    public string Recipe { get; set; } = "";

    public UserPicture ToPicture() => new()
    {
        UserId = UserId,
        Width = Width,
        Height = Height,
        MimeType = MimeType,
        Original = Original,
        CreatedAt = DateTimeOffset.Parse(CreatedAt, CultureInfo.InvariantCulture),
        Revision = Revision,
        Length = Length,
        Sha256 = Sha256,
        Recipe = Recipe,
    };
}
