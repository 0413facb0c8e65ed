using System.Data.Common;
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

    /// <summary>Checks that the image tables have all columns and the primary keys that their image types need. Nothing is changed.</summary>
    /// <param name="builder">The application's health checks: <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <param name="connect">Creates a connection to the database; the check disposes of it.</param>
    /// <param name="tables">The tables: <c>ImageEntities.All</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What is reported when a table lacks something; default: unhealthy.</param>
    /// <param name="tags">What the check can be picked by; default: none.</param>
    /// <returns>The same.</returns>
    public static IHealthChecksBuilder AddImageTables(
        this IHealthChecksBuilder builder,
        Func<IServiceProvider, DbConnection> connect,
        IEnumerable<IImageTable> tables,
        string name = "imageattach-tables",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connect);
        IImageTable[] all = [.. tables];
        return builder.Add(new HealthCheckRegistration(name, services => new TableHealthCheck(() => connect(services), all, services.GetService<ImageAttachSettings>()), failureStatus, tags));
    }
}
