using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Shop;

public sealed partial class User
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }
}

[ImageEntity]
public sealed partial class UserPicture : Image
{
    [Key] public int UserId { get; set; }
}
