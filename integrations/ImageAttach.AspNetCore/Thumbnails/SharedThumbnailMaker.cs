using System.Collections.Concurrent;
using System.Data.Common;
using ImageAttach.AspNetCore.Requests;
using ImageAttach.Imaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Makes thumbnails, or finds those already there. Concurrent requests for one thumbnail share the work.</summary>
/// <remarks>Across processes the row decides: all but one drop what they made. Each work has a scope of services, and a connection, of its own.</remarks>
internal sealed class SharedThumbnailMaker : IThumbnailMaker
{
    private readonly ConcurrentDictionary<WantedThumbnail, SharedWork<Image>> _running = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly ApplicationStores _stores;
    private readonly ThumbnailCatalogue _catalogue;
    private readonly ThumbnailFailures _failures;
    private readonly ThumbnailBacklog _backlog;

    public SharedThumbnailMaker(
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
        if (_catalogue.Find(wanted.ObjectType, wanted.Name) is not { } spec || _catalogue.TableOf(wanted.ObjectType) is not { } table || SetKeyText.Read(wanted.SetKey) is not { } key)
        {
            throw new ImageNotFoundException(
                $"The thumbnail '{wanted.Name}' of {wanted.ObjectType} {wanted.SetKey} can't be generated: options.Thumbnails doesn't allow that table or thumbnail, or the key can't be read.");
        }

        ThumbnailSet thumbnails = await UseAsync(connection => table.LoadThumbnailsAsync(connection, key, wanted.Version, cancellationToken)).ConfigureAwait(false);
        if (thumbnails.Find(spec) is { } found)
            return found;
        if (_failures.TryGet(wanted, out ImageAttachException? failure))
            throw failure;
        try
        {
            return await _backlog.MakeAsync(new(wanted, spec, cancellationToken), thumbnails, isBounded).ConfigureAwait(false);
        }
        catch (ImageAttachException again)
        {
            _failures.Add(wanted, again);
            throw;
        }
    }

    private Task<IReadOnlyList<Image>> MakeAsync(
        ThumbnailSet thumbnails, Func<IReadOnlyList<ThumbnailSpec>> getSpecs, CancellationToken cancellationToken) =>
        UseAsync(connection => thumbnails.MakeAsync(connection, getSpecs, cancellationToken: cancellationToken));

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
