using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace ImageAttach.Testing;

/// <summary>A picture with a column of every type. One of them has a name that is a keyword, others have a blank, and a letter outside of ASCII.</summary>
[ImageEntity(Table = "conformance_record")]
internal sealed partial class RecordPicture : Image
{
    [Key]
    public Guid SampleRecordId { get; set; }

    public bool? Yes { get; set; }

    [Column("select")]
    public sbyte? Tiny { get; set; }

    [Column("größe")]
    public byte? Small { get; set; }

    [Column("two words")]
    public short? Short { get; set; }

    public ushort? UnsignedShort { get; set; }

    public int? Integer { get; set; }

    public uint? UnsignedInteger { get; set; }

    public long? Long { get; set; }

    public ulong? UnsignedLong { get; set; }

    public float? Ratio { get; set; }

    public double? Weight { get; set; }

    public decimal? Price { get; set; }

    public string? Text { get; set; }

    [StringLength(20)]
    public string? Line { get; set; }

    public Guid? Token { get; set; }

    public DateTime? Local { get; set; }

    public DateTimeOffset? Instant { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? Hour { get; set; }

    public byte[]? Bytes { get; set; }
}
