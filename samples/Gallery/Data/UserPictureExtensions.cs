using System.Data.Common;
using ImageAttach;

namespace Gallery.Data;

internal static class UserPictureExtensions
{
    /// <summary>Makes the two thumbnails that the gallery shows.</summary>
    public static async Task MakeThumbnailsAsync(
        this ImageSet<UserPicture> picture, DbConnection db, CancellationToken cancellationToken = default)
    {
        await picture.GenerateThumbnailAsync(db, width: Uploads.LargeThumbnail, cancellationToken: cancellationToken);
        await picture.GenerateThumbnailAsync(db, width: Uploads.SmallThumbnail, cancellationToken: cancellationToken);
    }
}
