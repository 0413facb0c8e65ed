namespace ImageAttach.AspNetCore;

/// <summary>Takes thumbnails that will be wanted, and has them made. Register another as a service to make them elsewhere.</summary>
/// <remarks>A thumbnail may be taken twice, and making it twice does no harm: the second time it is there.</remarks>
public interface IThumbnailQueue
{
    /// <summary>Takes a thumbnail, after the transaction that attached its original was committed. Doesn't wait until it is made.</summary>
    /// <param name="thumbnail">Which.</param>
    void Enqueue(WantedThumbnail thumbnail);
}
