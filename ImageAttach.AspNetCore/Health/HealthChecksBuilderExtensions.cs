using ImageAttach.AspNetCore.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageAttach.AspNetCore;

/// <summary>Tells whether pictures can be had.</summary>
public static class HealthChecksBuilderExtensions
{
    /// <summary>Checks that each of the application's stores answers. Nothing is written.</summary>
    /// <param name="builder">The application's health checks: <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What is reported when a store doesn't answer; default: unhealthy.</param>
    /// <param name="tags">What the check can be picked by; default: none.</param>
    /// <returns>The same.</returns>
    public static IHealthChecksBuilder AddImageAttach(
        this IHealthChecksBuilder builder, string name = "imageattach", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null) =>
        builder.AddCheck<StoreHealthCheck>(name, failureStatus, tags ?? []);
}
