using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Gallery.Data;

/// <summary>A user's picture, or a thumbnail of it.</summary>
[ImageEntity]
public sealed partial class UserPicture : Image
{
    [Key]
    public int UserId { get; set; }
}
