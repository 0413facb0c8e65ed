using ImageAttach.AspNetCore;
using Microsoft.Extensions.Logging.Abstractions;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What workers of any queue learn about a thumbnail.</summary>
public sealed class QueuedThumbnailRunnerTests
{
    private static readonly WantedThumbnail Thumbnail = new("user-picture", "1", "version", "150");

    private static IEnumerable<TestCaseData> Cases() =>
    [
        new(null, false, QueuedThumbnailResult.Made),
        new(new ImageNotFoundException("replaced"), false, QueuedThumbnailResult.Dropped),
        new(new ImageFormatException("broken"), false, QueuedThumbnailResult.GivenUp),
        new(new ImageStoreException("full"), true, QueuedThumbnailResult.GivenUp),
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task A_result_says_whether_the_thumbnail_was_made(Exception? failure, bool isLast, QueuedThumbnailResult result) =>
        Assert.That(await Runner(failure).RunAsync(Thumbnail, attempt: 1, isLast), Is.EqualTo(result));

    [Test]
    public void A_failure_that_may_pass_is_thrown_until_the_last_attempt() =>
        Assert.That(() => Runner(new ImageStoreException("full")).RunAsync(Thumbnail, attempt: 1, isLast: false), Throws.TypeOf<ImageStoreException>());

    private static QueuedThumbnailRunner Runner(Exception? failure) => new(new Maker(failure), NullLoggerFactory.Instance);

    private sealed class Maker(Exception? failure) : IThumbnailMaker
    {
        public Task<Image> MakeAsync(WantedThumbnail thumbnail, CancellationToken cancellationToken = default) =>
            failure is null ? Task.FromResult<Image>(new UserPicture()) : Task.FromException<Image>(failure);
    }
}
