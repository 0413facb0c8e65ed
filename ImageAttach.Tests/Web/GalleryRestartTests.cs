using Dapper;

namespace ImageAttach.Tests.Web;

internal sealed class GalleryRestartTests
{
    [Test]
    public async Task Thumbnails_that_a_killed_gallery_did_not_come_to_make_are_made_by_the_next()
    {
        await using GalleryServer server = await GalleryServer.StartAsync();
        await server.RestartAsync(async () =>
        {
            await using var db = server.Connect();
            await db.ExecuteAsync("delete from user_picture where user_id = 3 and not original; delete from post_photo where post_id = 1 and not original");
        });

        while ((await server.Client.GetStringAsync("/")).Contains("data-pending", StringComparison.Ordinal))
            await Task.Yield();
        while ((await server.Client.GetStringAsync("/posts/1")).Contains("data-pending", StringComparison.Ordinal))
            await Task.Yield();
        Assert.That(await server.Client.GetStringAsync("/posts/1"), Does.Contain("640x400"));
    }
}
