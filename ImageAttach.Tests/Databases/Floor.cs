using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner whose key is 0 for the ground floor.</summary>
internal sealed partial class Floor
{
    [Key] public int Level { get; set; }

    [ImageAttachment(AllowDefaultKey = true)]
    public partial ImageSet<FloorPlan> Plan { get; }
}

[ImageEntity]
internal sealed partial class FloorPlan : Image
{
    [Key] public int FloorLevel { get; set; }
}

/// <summary>An owner whose key may be an empty text.</summary>
internal sealed partial class FloorName
{
    [Key] public string Name { get; set; } = "";

    [ImageAttachment(AllowDefaultKey = true, ForeignKey = nameof(FloorSign.Name))]
    public partial ImageSet<FloorSign> Sign { get; }
}

[ImageEntity]
internal sealed partial class FloorSign : Image
{
    [Key] public string Name { get; set; } = "";
}
