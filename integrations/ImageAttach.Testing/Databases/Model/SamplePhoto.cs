using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Testing;

/// <summary>One of an owner's photos.</summary>
[ImageEntity(Table = "conformance_photo")]
internal sealed partial class SamplePhoto : Image
{
    [Key]
    public int SampleOwnerId { get; set; }

    [Key]
    public int Place { get; set; }
}
