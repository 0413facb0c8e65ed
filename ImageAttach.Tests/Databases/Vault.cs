using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

internal sealed partial class Vault
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial MultipleImageSet<VaultPicture> Pictures { get; }

    [ImageAttachment]
    public partial ImageSet<LostPicture> Lost { get; }
}

/// <summary>A table in a schema of its own: on MySQL another database, on SQLite an attached one.</summary>
[ImageEntity(Schema = Schema)]
internal sealed partial class VaultPicture : Image
{
    public const string Schema = "imageattach_vault";

    [Key] public int VaultId { get; set; }

    [Key] public int Number { get; set; }

    public string? Caption { get; set; }
}

/// <summary>A table in a schema that doesn't exist.</summary>
[ImageEntity(Schema = "imageattach_nowhere")]
internal sealed partial class LostPicture : Image
{
    [Key] public int VaultId { get; set; }
}
