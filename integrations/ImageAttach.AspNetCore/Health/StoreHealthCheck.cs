using ImageAttach.AspNetCore.Requests;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageAttach.AspNetCore.Health;

/// <summary>Asks each store for a file that isn't there: one that can say so can be reached, and lets us in.</summary>
internal sealed class StoreHealthCheck(ApplicationStores stores) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (IImageStore store in stores.All)
        {
            StoreKey nothing = new("health-check", ObjectId.From(0), 1, 1, MediaType.Png, Guid.NewGuid().ToString("N"));
            try
            {
                Stream file = await store.OpenAsync(nothing, cancellationToken).ConfigureAwait(false);
                await file.DisposeAsync().ConfigureAwait(false);
            }
            catch (ImageFileNotFoundException)
            {
                continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                return new(context.Registration.FailureStatus, $"{store} can't be read from.", failure);
            }
        }

        return HealthCheckResult.Healthy();
    }
}
