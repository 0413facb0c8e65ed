using ImageAttach;

namespace Gallery.Data;

/// <summary>Something that a user shows, with any number of photos.</summary>
public sealed partial class Post
{
    public long Id { get; set; }

    public string Title { get; set; } = "";

    /// <summary>The name of the user whose post it is.</summary>
    public string Author { get; set; } = "";

    [ImageAttachment]
    public partial MultipleImageSet<PostPhoto> Photos { get; }
}
