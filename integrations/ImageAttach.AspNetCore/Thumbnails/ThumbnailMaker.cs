using System.Collections.Concurrent;
using System.Data.Common;
using ImageAttach.AspNetCore.Requests;
using ImageAttach.Imaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Makes thumbnails, or finds those already there. Concurrent requests for one thumbnail share the work.</summary>
/// <remarks>Across processes the row decides: all but one drop what they made. Each work has a scope of services, and a connection, of its own.</remarks>
internal sealed class ThumbnailMaker : IThumbnailMaker
{
    private readonly ConcurrentDictionary<WantedThumbnail, SharedWork<Image>> _running = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly ApplicationStores _stores;
    private readonly ThumbnailCatalogue _catalogue;
    private readonly ThumbnailFailures _failures;
    private readonly ThumbnailBacklog _backlog;

    public ThumbnailMaker(
        IServiceScopeFactory scopes, ApplicationStores stores, ThumbnailCatalogue catalogue, ThumbnailFailures failures, IHostApplicationLifetime lifetime)
    {
        (_scopes, _stores, _catalogue, _failures) = (scopes, stores, catalogue, failures);
        _backlog = new(catalogue.MaxBacklog, MakeAsync, lifetime.ApplicationStopped);
    }

    /// <summary>How many thumbnails wait to be made.</summary>
    public int Waiting => _backlog.Count;

    public Task<Image> MakeAsync(WantedThumbnail thumbnail, CancellationToken cancellationToken = default) =>
        ShareAsync(thumbnail, isBounded: false, cancellationToken);

    /// <summary>The same for someone who isn't trusted with how much work there is.</summary>
    /// <exception cref="ThumbnailBacklogException">Too many thumbnails wait.</exception>
    public Task<Image> MakeOnDemandAsync(WantedThumbnail thumbnail, CancellationToken cancellationToken) =>
        ShareAsync(thumbnail, isBounded: true, cancellationToken);

    private async Task<Image> ShareAsync(WantedThumbnail thumbnail, bool isBounded, CancellationToken cancellationToken)
    {
        while (true)
        {
            SharedWork<Image> work = _running.GetOrAdd(thumbnail, wanted => new(abandoned => FindOrMakeAsync(wanted, isBounded, abandoned)));
            try
            {
                if (work.TryJoin())
                    return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (work.IsOver)
                    _running.TryRemove(KeyValuePair.Create(thumbnail, work));
            }
        }
    }

    private async Task<Image> FindOrMakeAsync(WantedThumbnail wanted, bool isBounded, CancellationToken cancellationToken)
    {
        if (_catalogue.Find(wanted.ObjectType, wanted.Name) is not { } request || TableAndKeyOf(OriginalReference.Of(wanted)) is not (var table, var key))
        {
            throw new ImageNotFoundException(
                $"The thumbnail '{wanted.Name}' of {wanted.ObjectType} {wanted.SetKey} can't be generated: options.Thumbnails doesn't allow that table or thumbnail, or the key can't be read.");
        }

        if (await UseAsync(connection => table.FindThumbnailAsync(connection, key, wanted.Version, request, cancellationToken)).ConfigureAwait(false) is { } found)
            return found;
        if (_failures.TryGet(wanted, out ImageAttachException? failure))
            throw failure;
        try
        {
            return await _backlog.MakeAsync(wanted, request, isBounded, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageAttachException again)
        {
            _failures.Add(wanted, again);
            throw;
        }
    }

    private Task<IReadOnlyList<Image>> MakeAsync(
        OriginalReference original, Func<IReadOnlyList<ThumbnailSpec>> takeSpecs, CancellationToken cancellationToken)
    {
        (IImageTable table, IReadOnlyList<object> key) = TableAndKeyOf(original)!.Value;
        return UseAsync(connection => table.MakeThumbnailsAsync(connection, key, original.Version, takeSpecs, cancellationToken: cancellationToken));
    }

    private (IImageTable Table, IReadOnlyList<object> Key)? TableAndKeyOf(OriginalReference original) =>
        _catalogue.TableOf(original.ObjectType) is { } table && SetKeyText.Read(original.SetKey) is { } key ? (table, key) : null;

    private async Task<T> UseAsync<T>(Func<DbConnection, Task<T>> use)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            using IDisposable context = _stores.Use();
            return await use(scope.ServiceProvider.GetRequiredService<DbConnection>()).ConfigureAwait(false);
        }
    }
}
