using System.Globalization;
using Gallery.Data;
using ImageAttach;

namespace Gallery.Pages.Posts;

/// <summary>One of a post's photos, as its page shows it.</summary>
/// <param name="Post">The post, with images loaded.</param>
/// <param name="Place">Which of the photos it is, counted from 0.</param>
public sealed record Photo(Post Post, int Place)
{
    public PostPhoto Original => Set.RequireOriginal();

    public string Id => string.Create(CultureInfo.InvariantCulture, $"photo-{Place}");

    /// <summary>What it is called in the names of buttons.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"photo {Place + 1}");

    public bool IsFirst => Place == 0;

    public bool IsLast => Place == Post.Photos.ImageSets.Count - 1;

    public Frame Frame => Frame.Of($"{Id}-picture", Set, Original.Caption ?? $"{Name} of {Post.Title}");

    private ImageSubset<PostPhoto> Set => Post.Photos.ImageSets[Place];
}
