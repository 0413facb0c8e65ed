using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Gallery.Data;

/// <summary>One of a post's photos, or a thumbnail of it. What the key has beyond the post's tells one photo from another.</summary>
[ImageEntity]
public sealed partial class PostPhoto : Image
{
    [Key]
    public long PostId { get; set; }

    [Key]
    public int OrderIndex { get; set; }

    /// <summary>What can be seen. A column of our own, noted with the original.</summary>
    public string? Caption { get; set; }
}
