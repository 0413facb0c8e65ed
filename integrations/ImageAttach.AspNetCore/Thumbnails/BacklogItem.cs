using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>A thumbnail that waits in the backlog, or is being made.</summary>
/// <param name="thumbnail">The thumbnail.</param>
/// <param name="spec">How it is made.</param>
/// <param name="cancellationToken">Canceled once no one waits for it.</param>
internal sealed class BacklogItem(WantedThumbnail thumbnail, ThumbnailSpec spec, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Image> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WantedThumbnail Thumbnail => thumbnail;

    public ThumbnailSpec Spec => spec;

    public CancellationToken CancellationToken => cancellationToken;

    public Task<Image> Result => _result.Task;

    public void Complete(Image image) => _result.TrySetResult(image);

    public void Fail(Exception failure) => _result.TrySetException(failure);

    public void Cancel() => _result.TrySetCanceled(cancellationToken);
}
