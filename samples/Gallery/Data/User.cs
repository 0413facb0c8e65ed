using ImageAttach;

namespace Gallery.Data;

/// <summary>Someone who may have a picture.</summary>
public sealed partial class User
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }
}
