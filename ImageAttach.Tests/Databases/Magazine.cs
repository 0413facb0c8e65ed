using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner whose sets are distinguished by several columns, by Guids and by texts.</summary>
internal sealed partial class Magazine
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial MultipleImageSet<MagazinePage> Pages { get; }

    [ImageAttachment]
    public partial MultipleImageSet<MagazineClip> Clips { get; }

    [ImageAttachment]
    public partial MultipleImageSet<MagazineBadge> Badges { get; }
}

[ImageEntity]
internal sealed partial class MagazinePage : Image
{
    [Key] public int MagazineId { get; set; }

    [Key] public string Language { get; set; } = "";

    [Key] public byte Number { get; set; }

    public required string Title { get; set; }
}

[ImageEntity]
internal sealed partial class MagazineClip : Image
{
    [Key] public int MagazineId { get; set; }

    [Key] public Guid ClipId { get; set; }
}

[ImageEntity]
internal sealed partial class MagazineBadge : Image
{
    [Key] public int MagazineId { get; set; }

    [Key] public string Name { get; set; } = "";
}
