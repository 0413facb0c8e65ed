using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner whose key columns are one another with a digit behind.</summary>
internal sealed partial class Drawer
{
    [Key] public int Part { get; set; }

    [Key] public int Part1 { get; set; }

    [ImageAttachment(ForeignKey = "Part, Part1")]
    public partial ImageSet<DrawerPicture> Picture { get; }
}

/// <summary>A picture with columns whose names are easily taken for one another.</summary>
[ImageEntity]
internal sealed partial class DrawerPicture : Image
{
    [Key] public int Part { get; set; }

    [Key] public int Part1 { get; set; }

    [Column("a b")] public int Spaced { get; set; }

    [Column("a-b")] public int Hyphenated { get; set; }

    [Column("a_b")] public int Underscored { get; set; }

    public int Ä { get; set; }

    public int Ö { get; set; }

    [Column("original_revision")] public int OriginalRevision { get; set; }
}
