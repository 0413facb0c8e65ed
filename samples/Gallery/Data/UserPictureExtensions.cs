using System.Data.Common;
using ImageAttach;

namespace Gallery.Data;

internal static class UserPictureExtensions
{
    /// <summary>Attaches a picture and makes its thumbnails, all or nothing: one whose thumbnails can't be made doesn't replace the old one.</summary>
    public static async Task AttachWithThumbnailsAsync(this ImageSet<UserPicture> set, DbConnection db, Stream file)
    {
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await set.FromFileAsync(db, file, limits: Uploads.Limits, transaction: tx);
        await set.MakeThumbnailsAsync(db, tx);
        await tx.CommitAsync();
    }

    /// <summary>Makes the two thumbnails that the gallery shows.</summary>
    public static async Task MakeThumbnailsAsync(
        this ImageSet<UserPicture> set, DbConnection db, ImageTransaction tx, CancellationToken cancellationToken = default)
    {
        await set.GenerateThumbnailAsync(db, width: Uploads.LargeThumbnail, transaction: tx, cancellationToken: cancellationToken);
        await set.GenerateThumbnailAsync(db, width: Uploads.SmallThumbnail, transaction: tx, cancellationToken: cancellationToken);
    }
}
