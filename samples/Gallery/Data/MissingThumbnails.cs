using System.Data.Common;
using Dapper;
using ImageAttach;
using ImageAttach.AspNetCore;

namespace Gallery.Data;

/// <summary>Thumbnails that an earlier run of the program didn't come to make: it was killed, or had no queue.</summary>
internal static class MissingThumbnails
{
    private const string Pictures =
        """
        select * from user_picture o where original
            and (select count(*) from user_picture each where each.user_id = o.user_id) <= @Count
        """;

    private const string Photos =
        """
        select * from post_photo o where original
            and (select count(*) from post_photo each where each.post_id = o.post_id and each.order_index = o.order_index) <= @Count
        """;

    public static async Task EnqueueAsync(DbConnection db, IThumbnailQueue queue)
    {
        IEnumerable<Image> pictures = await db.QueryAsync<UserPicture>(Pictures, new { Uploads.Widths.Count });
        IEnumerable<Image> photos = await db.QueryAsync<PostPhoto>(Photos, new { Uploads.Widths.Count });
        foreach (Image original in pictures.Concat(photos))
        {
            // Those that are there already are found, and not made again.
            foreach (int width in Uploads.Widths)
                queue.Enqueue(WantedThumbnail.Of(original, width));
        }
    }
}
