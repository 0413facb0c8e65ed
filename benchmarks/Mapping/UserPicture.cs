using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>An image type of one key column: eight columns more come from Image.</summary>
[ImageEntity]
public sealed partial class UserPicture : Image
{
    [Key]
    public int UserId { get; set; }
}
