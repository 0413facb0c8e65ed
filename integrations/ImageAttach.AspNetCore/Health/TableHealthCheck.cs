using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageAttach.AspNetCore.Health;

/// <summary>Compares the tables with their image types.</summary>
/// <param name="connect">Creates a connection, which the check disposes of.</param>
/// <param name="tables">The tables.</param>
/// <param name="settings">The application's settings; null in one without <see cref="ServiceCollectionExtensions.AddImageAttach"/>.</param>
internal sealed class TableHealthCheck(Func<DbConnection> connect, IReadOnlyList<IImageTable> tables, ImageAttachSettings? settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using IDisposable? application = settings?.Use();
        try
        {
            DbConnection connection = connect();
            await using (connection.ConfigureAwait(false))
            {
                IReadOnlyList<ImageTableDrift> drift = await ImageTableChecker.CheckAsync(connection, tables, cancellationToken).ConfigureAwait(false);
                return drift.Count == 0
                    ? HealthCheckResult.Healthy()
                    : new(context.Registration.FailureStatus, $"{string.Join("; ", drift)}. Run `imageattach create-tables --check` for the statements that mend it.");
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(context.Registration.FailureStatus, "The image tables can't be compared with their image types.", failure);
        }
    }
}
