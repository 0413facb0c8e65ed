using Hangfire;
using ImageAttach.AspNetCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageAttach.Hangfire;

/// <summary>Has Hangfire run <see cref="CatchUpJob"/> again and again.</summary>
internal sealed class CatchUpSchedule(IOptions<HangfireThumbnailOptions> options, IRecurringJobManagerV2 manager) : IHostedService
{
    private const string Name = "imageattach-missing-thumbnails";

    public Task StartAsync(CancellationToken cancellationToken)
    {
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
