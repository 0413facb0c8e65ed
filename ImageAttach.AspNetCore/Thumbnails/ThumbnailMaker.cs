using System.Collections.Concurrent;
using System.Data.Common;
using ImageAttach.AspNetCore.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Makes thumbnails, or finds those already there: however many ask for one at once, the work is done once.</summary>
/// <remarks>Across processes the row decides: all but one drop what they made. Each work has a scope of services, and a connection, of its own.</remarks>
internal sealed class ThumbnailMaker(
    IServiceScopeFactory scopes, ApplicationStores stores, ThumbnailCatalogue catalogue, IHostApplicationLifetime lifetime) : IThumbnailMaker, IDisposable
{
    private readonly ConcurrentDictionary<WantedThumbnail, Lazy<Task<Image>>> _making = new();

    // An original in memory, and its pixels, for each.
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    public Task<Image> MakeAsync(WantedThumbnail thumbnail, CancellationToken cancellationToken = default) =>
        _making.GetOrAdd(thumbnail, wanted => new(() => RunAsync(wanted))).Value.WaitAsync(cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<Image> RunAsync(WantedThumbnail wanted)
    {
        try
        {
            if (catalogue.TableOf(wanted.ObjectType) is not { } table || catalogue.Find(wanted.ObjectType, wanted.Name) is not { } request || SetKeyText.Read(wanted.SetKey) is not { } key)
            {
                throw new ImageNotFoundException(
                    $"There is no thumbnail '{wanted.Name}' of {wanted.ObjectType} {wanted.SetKey}: options.Thumbnails names no such table or thumbnail, or that is no key.");
            }

            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                using IDisposable context = stores.Use();
                DbConnection connection = scope.ServiceProvider.GetRequiredService<DbConnection>();
                return await table.MakeThumbnailAsync(connection, key, wanted.Version, request, StoreContext.Of(table), _turns, lifetime.ApplicationStopped)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            _making.TryRemove(wanted, out _);
        }
    }
}
