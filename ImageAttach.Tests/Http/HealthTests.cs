using Dapper;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageAttach.Tests.Http;

/// <summary>Whether stores answer is told by a health check.</summary>
internal sealed class HealthTests
{
    [Test]
    public async Task A_store_that_answers_is_healthy_and_one_that_does_not_is_named()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: options => options.NamedStores["archive"] = new Closed(), add: (builder, _) => builder.Services.AddHealthChecks().AddImageAttach());
        HealthReport broken = await site.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.That(broken.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(broken.Entries["imageattach"].Description, Does.Contain("the closed store"));

        await using ThumbnailSite whole = await ThumbnailSite.StartAsync(add: (builder, _) => builder.Services.AddHealthChecks().AddImageAttach());
        Assert.That((await whole.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(whole.World.Files, Is.Empty);
    }

    [Test]
    public async Task A_table_that_lacks_a_column_is_unhealthy_and_named()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        ServiceCollection services = new();
        IImageTable[] tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(Shop.UserPicture))];
        services.AddLogging().AddHealthChecks().AddImageTables(_ => world.Database.Connect(), tables);
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthCheckService checks = provider.GetRequiredService<HealthCheckService>();
        Assert.That((await checks.CheckHealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
        await world.Db.ExecuteAsync("alter table user_picture drop column sha256");
        HealthReport report = await checks.CheckHealthAsync();
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(report.Entries["imageattach-tables"].Description, Does.Contain("user_picture: the column sha256 is missing"));
    }

    private sealed class Closed : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new ImageStoreException("closed");

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageStoreException("closed");

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageStoreException("closed");

        public Uri Locate(StoreKey key) => throw new ImageStoreException("closed");

        public override string ToString() => "the closed store";
    }
}
