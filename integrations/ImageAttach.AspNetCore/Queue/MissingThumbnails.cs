using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.AspNetCore.Logging;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Imaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore;

/// <summary>
/// Finds originals that lack thumbnails, and queues these: a process may be killed after the commit that attached a picture and before its
/// thumbnails are queued, or lose a queue that it has in memory. A service of the application.
/// </summary>
/// <remarks>The rows show what is missing, so nothing else is stored. Thumbnails that this process failed to make, because the original can't be decoded, are left out.</remarks>
public sealed class MissingThumbnails
{
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromMinutes(1);

    private readonly ThumbnailCatalogue _catalogue;
    private readonly ThumbnailFailures _failures;
    private readonly ImageAttachSettings _settings;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal MissingThumbnails(
        ThumbnailCatalogue catalogue,
        ThumbnailFailures failures,
        ImageAttachSettings settings,
        IServiceScopeFactory scopes,
        TimeProvider time,
        ILoggerFactory loggers) =>
        (_catalogue, _failures, _settings, _scopes, _time, _logger) = (catalogue, failures, settings, scopes, time, loggers.CreateLogger("ImageAttach"));

    /// <summary>Goes through all rows of <see cref="ThumbnailUrlOptions.Tables"/>, 500 a query, and queues what is missing.</summary>
    /// <param name="queue">The queue that takes them.</param>
    /// <param name="olderThan">How long ago an original must have been attached: the thumbnails of younger ones are on their way. Default: a minute.</param>
    /// <param name="most">How many to queue at most; default: all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many were queued.</returns>
    /// <exception cref="ImageTableException">A table is missing or isn't as declared.</exception>
    public async Task<int> EnqueueAsync(
        IThumbnailQueue queue, TimeSpan? olderThan = null, int most = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queue);
        using IDisposable context = _settings.Use();
        DateTimeOffset attachedBefore = _time.GetUtcNow() - (olderThan ?? OnTheirWay);
        int queued = 0;
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            DbConnection connection = scope.ServiceProvider.GetRequiredService<DbConnection>();
            await foreach (WantedThumbnail missing in FindAsync(connection, attachedBefore, cancellationToken).ConfigureAwait(false))
            {
                if (queued == most)
                    break;
                queue.Enqueue(missing);
                queued++;
            }
        }

        if (queued > 0)
            Events.CaughtUp(_logger, queued);
        return queued;
    }

    private async IAsyncEnumerable<WantedThumbnail> FindAsync(
        DbConnection connection, DateTimeOffset attachedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IImageTable table in _catalogue.Tables)
        {
            (string Name, ThumbnailSpec Spec)[] declared = [.. _catalogue.DeclaredFor(table)];
            await foreach (IReadOnlyList<Image> set in table.ReadSetsAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                if (set.FirstOrDefault(image => image.Original) is not { } original || original.CreatedAt > attachedBefore)
                    continue;
                foreach ((string name, _) in declared.Where(thumbnail => IsMissing(set, original, thumbnail.Spec)))
                {
                    WantedThumbnail missing = WantedThumbnail.Of(original, name);
                    if (!_failures.TryGet(missing, out _))
                        yield return missing;
                }
            }
        }
    }

    private static bool IsMissing(IReadOnlyList<Image> set, Image original, ThumbnailSpec spec)
    {
        try
        {
            return spec.FindIn(set, original) is null;
        }
        catch (ImageLimitException)
        {
            return false; // no picture can be that large, so nothing is missing
        }
    }
}
