// What an application declares: from the contract, unchanged.
using System.ComponentModel.DataAnnotations;          // [Key] marks key columns, as in the rest of .NET
using System.ComponentModel.DataAnnotations.Schema;   // [Column], [NotMapped] are honoured
using ImageAttach;

namespace Shop;

// ── one image set per owner ────────────────────────────────────────────────────────────────────────────────────────────────
public sealed partial class User
{
    public int Id { get; set; }                        // the owner's key: [Key], else Id, else UserId
    public string Name { get; set; } = "";

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }

    [ImageAttachment]
    public partial ImageSet<UserFrontCover> FrontCover { get; }
}

[ImageEntity]                                          // table user_picture, object type "user-picture"
public sealed partial class UserPicture : Image        // Image brings Width, Height, MimeType, Original, CreatedAt, Revision, Length, Sha256
{
    [Key] public int UserId { get; set; }              // belongs to User.Id: owner's name + owner's key name
}

[ImageEntity(Table = "front_cover", ObjectType = "user-front-cover")]
public sealed partial class UserFrontCover : Image
{
    [Key, Column("owner_id")] public int UserId { get; set; }
}
