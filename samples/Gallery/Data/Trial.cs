using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Gallery.Data;

/// <summary>What the page about transactions attaches its picture to.</summary>
public sealed partial class Trial
{
    public int Id => 1;

    [ImageAttachment]
    public partial ImageSet<TrialPicture> Picture { get; }
}

/// <summary>The picture that the page about transactions attaches, or a thumbnail of it.</summary>
[ImageEntity]
public sealed partial class TrialPicture : Image
{
    [Key]
    public int TrialId { get; set; }
}
