using System;
using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using ImageAttach;

namespace Archive;

public enum Mood : byte { Calm, Loud }

public abstract class Captioned : Image
{
    public string Caption { get; set; } = "";
    public string? Credit { get; set; }
}

[ImageEntity(Table = "photos", ObjectType = "photo")]
internal partial class Photo : Captioned
{
    [Key, Column("album")] public ulong AlbumId { get; init; }
    public bool Featured { get; set; }
    public int? Rating { get; set; }
    public double Latitude { get; set; }
    public decimal? Price { get; set; }
    public Guid Batch { get; set; }
    public DateTime? TakenAt { get; set; }
    public byte[]? Thumbprint { get; set; }
    [Placeholder] public string? Blur { get; set; }
    public Mood Mood { get; set; }
    public Mood? OtherMood { get; set; }
    public string @class { get; set; } = "";
    [NotMapped] public object? Selected { get; set; }
    public int Area => Width * Height;
    public static int Count { get; set; }
    public override ObjectId ObjectId => ObjectId.From(2 * AlbumId);
}

internal partial record Album([property: Key] ulong Number)
{
    [ImageAttachment(ForeignKey = nameof(Photo.AlbumId))]
    internal partial ImageSet<Photo> Cover { get; }
}
