using System.Data.Common;
using ImageAttach;
using ImageAttach.AspNetCore;

namespace Gallery.Data;

internal static class PostExtensions
{
    /// <summary>Attaches photos behind those that a post has.</summary>
    /// <exception cref="PhotoRefusedException">One of them can't be attached. With the transaction all others go as well.</exception>
    public static async Task AddPhotosAsync(
        this Post post, DbConnection db, ImageTransaction tx, IEnumerable<IFormFile> files, CancellationToken cancellationToken)
    {
        foreach (IFormFile file in files)
        {
            try
            {
                await post.Photos.AddAsync(db, file, limits: Uploads.Limits, transaction: tx, cancellationToken: cancellationToken);
            }
            catch (ImageAttachException bad) when (bad is ImageFormatException or ImageLimitException)
            {
                throw new PhotoRefusedException(file.FileName, bad);
            }
        }
    }

    /// <summary>Puts a photo in another place, counted from 0. Those in between move up or down by one.</summary>
    public static async Task MovePhotoAsync(this Post post, DbConnection db, int orderIndex, int place, CancellationToken cancellationToken)
    {
        List<ImageSubset<PostPhoto>> order = [.. post.Photos.ImageSets];
        int from = order.FindIndex(set => set.RequireOriginal().OrderIndex == orderIndex);
        if (from < 0)
            throw new ImageNotFoundException($"Post {post.Id} has no photo {orderIndex}.");
        int to = Math.Clamp(place, 0, order.Count - 1);
        ImageSubset<PostPhoto> moved = order[from];
        order.RemoveAt(from);
        order.Insert(to, moved);
        (int first, int last) = (Math.Min(from, to), Math.Max(from, to));
        await post.Photos.ReorderAsync(db, order[first..(last + 1)], cancellationToken: cancellationToken);
    }
}
