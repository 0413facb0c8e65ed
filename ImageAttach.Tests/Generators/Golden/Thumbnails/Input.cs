using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Shop;

public sealed partial class User
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }

    public string Show() => Picture.Avatar.ToHtml() + Picture.ListItem.ToHtml() + Picture.Card.Name;
}

[ImageEntity]
[Thumbnail("avatar", Width = 150, Height = 150, Fit = Fit.Cover)]
[Thumbnail("list-item", Width = 320)]
[Thumbnail("card", Width = 600, Height = 400, Fit = Fit.Pad, Format = ThumbnailFormat.WebP, Quality = 70, Filter = ResamplingFilter.Mitchell, FocalY = 0.25, Background = "#f0f0f0", Sharpen = 0.5)]
public sealed partial class UserPicture : Image
{
    [Key] public int UserId { get; set; }
}
