// queue-subject POSTGRESQL SCHEMA S3 PREFIX: waits for a line, prints its address, and then answers
//   POST /USER       attaches the picture that is sent
//   POST /USER?die   the same, and ends this process when that is committed, before anything is queued
using System.Data.Common;
using System.Diagnostics;
using Hangfire;
using ImageAttach;
using ImageAttach.AspNetCore;
using ImageAttach.Diagnostics;
using Npgsql;
using QueueSubject;
using Shop;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddScoped<DbConnection>(_ => new NpgsqlConnection(args[0]));
builder.Services.AddImageAttach(options =>
{
    options.Store = Servers.OpenBucket(args[2], args[3]);
    options.Thumbnails.Tables = [TableOf<UserPicture>()];
    options.Thumbnails.Widths.UnionWith([20, 30]);
}).AddHangfireThumbnailQueue(options => (options.CatchUp, options.CatchUpAfter) = ("*/2 * * * * *", TimeSpan.FromSeconds(2)));
builder.Services.AddHangfire(hangfire => Servers.UsePostgreSql(hangfire, args[0], args[1]));
builder.Services.AddHangfireServer(options =>
    (options.WorkerCount, options.SchedulePollingInterval, options.HeartbeatInterval, options.ServerTimeout) = (2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));

WebApplication app = builder.Build();
app.UseImageAttach();
app.MapPost("/{user:int}", async (int user, HttpRequest request, DbConnection db) =>
{
    if (request.Query.ContainsKey("die"))
    {
        Fault.Reached = point =>
        {
            if (point == FaultPoint.Committed)
                Process.GetCurrentProcess().Kill(); // SIGKILL: nothing of this process runs any more
        };
    }

    await new User { Id = user }.Picture.FromFileAsync(db, request.Body);
});
Console.ReadLine();
await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await app.WaitForShutdownAsync();

static IImageTable TableOf<TImage>()
    where TImage : Image, IImageEntity<TImage> => TImage.Table;
