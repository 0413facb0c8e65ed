using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Testing;

/// <summary>The picture of an owner.</summary>
[ImageEntity(Table = "conformance_picture")]
internal sealed partial class SamplePicture : Image
{
    public const int MaxNoteLength = 10;

    [Key]
    public int SampleOwnerId { get; set; }

    [StringLength(MaxNoteLength)]
    public string? Note { get; set; }
}
