using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace ImageAttach.Tests.Databases;

internal enum Mood : byte
{
    Calm,
    Loud = 200,
}

/// <summary>An owner whose key is of every kind that a key can be.</summary>
internal sealed partial class Shelf
{
    [Key] public Guid Room { get; set; }

    [Key] public string Name { get; set; } = "";

    [Key] public Mood Mood { get; set; }

    [Key] public bool Locked { get; set; }

    [Key] public short Row { get; set; }

    [ImageAttachment(ForeignKey = "Room, Name, Mood, Locked, Row")]
    public partial ImageSet<ShelfPicture> Picture { get; }
}

/// <summary>A picture with a column of every type.</summary>
[ImageEntity(Table = "Shelf pictures", ObjectType = "shelf-picture")]
internal sealed partial class ShelfPicture : Image
{
    [Key] public Guid Room { get; set; }

    [Key] public string Name { get; set; } = "";

    [Key] public Mood Mood { get; set; }

    [Key] public bool Locked { get; set; }

    [Key] public short Row { get; set; }

#pragma warning disable IMGA019 // The tests set it by reflection.
    [Column("select")] public required string Caption { get; init; }
#pragma warning restore IMGA019

    public string? Credit { get; set; }

    public sbyte Tiny { get; set; }

    public byte Small { get; set; }

    public ushort Medium { get; set; }

    public uint Large { get; set; }

    public ulong Huge { get; set; }

    public int? Rating { get; set; }

    public float Zoom { get; set; }

    public double Latitude { get; set; }

    public decimal Price { get; set; }

    public Guid? Batch { get; set; }

    public DateTime TakenAt { get; set; }

    public DateTimeOffset? ScannedAt { get; set; }

    public byte[]? Thumbprint { get; set; }

    public Mood? Second { get; set; }

    public bool? Public { get; set; }

    [NotMapped] public string? Note { get; set; }
}

internal sealed partial record Album(long Id)
{
    [ImageAttachment]
    public partial ImageSet<AlbumCover> Cover { get; }
}

[ImageEntity]
internal sealed partial class AlbumCover : Image
{
    [Key] public long AlbumId { get; set; }
}
