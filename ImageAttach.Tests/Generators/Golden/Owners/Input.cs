using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Shop;

[ImageEntity(OwnerTable = "users")]
public partial class UserPicture : Image
{
    [Key] public int UserId { get; set; }
}

// The owner's key is the first part of its own.
[ImageEntity(OwnerTable = "shop.posts", OwnerKey = "tenant, number")]
public partial class PostPhoto : Image
{
    [Key] public int PostTenant { get; set; }
    [Key] public int PostNumber { get; set; }
    [Key] public int OrderIndex { get; set; }
}
