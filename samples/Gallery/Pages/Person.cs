using Gallery.Data;
using ImageAttach;

namespace Gallery.Pages;

/// <summary>A user, as the page of people shows them.</summary>
/// <param name="User">The user, with images loaded.</param>
/// <param name="Refusal">Why the picture just sent was refused, if it was.</param>
public sealed record Person(User User, string? Refusal)
{
    public string Id => $"user-{User.Id}";

    public Frame Frame => Frame.Of($"{Id}-picture", User.Picture, $"Picture of {User.Name}");

    /// <summary>The thumbnails, which are images of their own.</summary>
    public IEnumerable<UserPicture> Thumbnails => User.Picture.Images.Where(image => !image.Original);
}
