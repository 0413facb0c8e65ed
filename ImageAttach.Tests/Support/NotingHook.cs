namespace ImageAttach.Tests.Support;

/// <summary>A hook whose calls a test sees, and can make fail.</summary>
internal sealed class NotingHook : IAttachmentHook
{
    public Func<CandidateImage, CancellationToken, Task> BeforeAttaching { get; init; } = (_, _) => Task.CompletedTask;

    public Func<AttachedImage, CancellationToken, Task> BeforeAttached { get; init; } = (_, _) => Task.CompletedTask;

    public List<CandidateImage> Candidates { get; } = [];

    public List<AttachedImage> Attached { get; } = [];

    public async Task AttachingAsync(CandidateImage image, CancellationToken cancellationToken)
    {
        await BeforeAttaching(image, cancellationToken);
        Candidates.Add(image);
    }

    public async Task AttachedAsync(AttachedImage image, CancellationToken cancellationToken)
    {
        await BeforeAttached(image, cancellationToken);
        Attached.Add(image);
    }
}
