using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

internal sealed partial class Atlas
{
    public long Id { get; set; }

    [ImageAttachment]
    public partial MultipleImageSet<AtlasMap> Maps { get; }
}

/// <summary>A key whose owner's part is declared last.</summary>
[ImageEntity]
internal sealed partial class AtlasMap : Image
{
    [Key] public int Number { get; set; }

    [Key] public long AtlasId { get; set; }
}
