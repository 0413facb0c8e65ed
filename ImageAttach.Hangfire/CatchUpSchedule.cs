using Hangfire;
using ImageAttach.AspNetCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageAttach.Hangfire;

/// <summary>Has Hangfire run <see cref="CatchUpJob"/> again and again.</summary>
internal sealed class CatchUpSchedule(IOptions<HangfireThumbnailOptions> options, IRecurringJobManagerV2? manager = null) : IHostedService
{
    private const string Name = "imageattach-missing-thumbnails";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (manager is null)
            throw new InvalidOperationException("AddHangfireThumbnailQueue finds no Hangfire. Register it with services.AddHangfire(…), with a storage that all processes share.");
        if (options.Value.CatchUp is not { } cron)
            manager.RemoveIfExists(Name);
        else if (options.Value.Queue is { } queue)
            manager.AddOrUpdate<CatchUpJob>(Name, queue, job => job.RunAsync(CancellationToken.None), cron);
        else
            manager.AddOrUpdate<CatchUpJob>(Name, job => job.RunAsync(CancellationToken.None), cron);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
