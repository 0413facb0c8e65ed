using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What requests for thumbnails may cost, while all turns are taken.</summary>
internal sealed class OnDemandLoadTests
{
    private TaskCompletionSource _turnEnds = new();
#pragma warning disable NUnit1032 // EndItAsync awaits the task, which holds nothing to dispose of.
    private Task _turn = Task.CompletedTask;
#pragma warning restore NUnit1032

    [TearDown]
    public async Task EndItAsync()
    {
        _turnEnds.TrySetResult();
        await _turn;
    }

    [Test]
    public async Task Widths_that_are_asked_for_together_come_from_one_decode()
    {
        await using ThumbnailSite site = await StartAsync(configure: options => options.Thumbnails.Widths.Add(150));
        UserPicture original = await site.AttachAsync();
        int opens = site.World.Store.Opens;
        Task<byte[]>[] requests = [.. new[] { 50, 100, 150 }.Select(width => site.Client.GetByteArrayAsync(site.Urls.Of(original, width)))];
        await WaitingAsync(site, 3);
        Assert.That(site.World.Store.Opens - opens, Is.Zero, "nothing is read before its turn");
        _turnEnds.SetResult();
        await Task.WhenAll(requests);
        Assert.That(site.World.Store.Opens - opens, Is.EqualTo(3 + 1), "three answers, and the original once");
        await site.World.AssertRowsAndFilesAgreeAsync(new User { Id = 7 });
    }

    [Test]
    public async Task Beyond_the_backlog_requests_are_refused_and_told_when_to_come_again()
    {
        await using ThumbnailSite site = await StartAsync(configure: options => options.Thumbnails.MaxBacklog = 1);
        UserPicture first = await site.AttachAsync(1), second = await site.AttachAsync(2), third = await site.AttachAsync(3);
        _turnEnds.SetResult();
        await site.Client.GetByteArrayAsync(site.Urls.Of(third, 50));
        await EndItAsync();
        TakeTheOnlyTurn(site);

        Task<byte[]> waiting = site.Client.GetByteArrayAsync(site.Urls.Of(first, 50));
        await WaitingAsync(site, 1);
        using HttpResponseMessage refused = await site.Client.GetAsync(site.Urls.Of(second, 50));
        Assert.That((refused.StatusCode, refused.Headers.RetryAfter?.Delta, refused.Headers.CacheControl?.NoStore),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromSeconds(10), (bool?)true)));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("urn:imageattach:problem:images-busy"));
        Assert.That(await site.Client.GetByteArrayAsync(site.Urls.Of(third, 50)), Is.Not.Empty, "what is there needs no turn");
        Task<byte[]> sharing = site.Client.GetByteArrayAsync(site.Urls.Of(first, 50));

        _turnEnds.SetResult();
        Assert.That(await sharing, Is.EqualTo(await waiting));
        Assert.That(await site.Client.GetByteArrayAsync(site.Urls.Of(second, 50)), Is.Not.Empty);
    }

    [Test]
    public async Task Work_that_no_one_waits_for_is_dropped()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture original = await site.AttachAsync();
        int opens = site.World.Store.Opens;
        using CancellationTokenSource hangUp = new();
        Task[] requests = [.. Enumerable.Range(0, 10).Select(i => site.Client.GetByteArrayAsync(site.Urls.Of(original, i % 2 == 0 ? 50 : 100), hangUp.Token))];
        await WaitingAsync(site, 2);
        await hangUp.CancelAsync();
        Assert.That(async () => await Task.WhenAll(requests), Throws.InstanceOf<OperationCanceledException>());
        await WaitingAsync(site, 0);
        await EndItAsync();
        TakeTheOnlyTurn(site);
        Assert.That((site.World.Store.Opens - opens, await site.World.RowsAsync()), Is.EqualTo((0, 1)));

        Task<byte[]> again = site.Client.GetByteArrayAsync(site.Urls.Of(original, 50));
        await WaitingAsync(site, 1);
        _turnEnds.SetResult();
        Assert.That(await again, Is.Not.Empty, "it can be asked for again");
    }

    [Test]
    public async Task Widths_that_are_requested_while_the_original_is_read_come_from_the_same_decode()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture original = await site.AttachAsync();
        TaskCompletionSource reading = new(), goesOn = new();
        site.World.Store.BeforeOpen = key => key == original.Key ? WaitAsync(reading, goesOn) : Task.CompletedTask;
        int opens = site.World.Store.Opens;
        _turnEnds.SetResult();
        Task<byte[]> first = site.Client.GetByteArrayAsync(site.Urls.Of(original, 50));
        await reading.Task;
        Task<byte[]> second = site.Client.GetByteArrayAsync(site.Urls.Of(original, 100));
        await WaitingAsync(site, 1);
        goesOn.SetResult();
        await Task.WhenAll(first, second);
        Assert.That(site.World.Store.Opens - opens, Is.EqualTo(2 + 1), "two answers, and the original once");
    }

    [Test]
    public async Task A_client_that_hangs_up_does_not_stop_those_that_wait_for_other_widths()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture original = await site.AttachAsync();
        TaskCompletionSource reading = new(), goesOn = new();
        site.World.Store.BeforeOpen = key => key == original.Key ? WaitAsync(reading, goesOn) : Task.CompletedTask;
        _turnEnds.SetResult();
        IThumbnailMaker maker = site.App.Services.GetRequiredService<IThumbnailMaker>();
        using CancellationTokenSource hangUp = new();
        Task<Image> first = maker.MakeAsync(WantedThumbnail.Of(original, 50), hangUp.Token);
        await reading.Task;
        Task<Image> second = maker.MakeAsync(WantedThumbnail.Of(original, 100));
        await WaitingAsync(site, 1);
        await hangUp.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        goesOn.SetResult();
        Assert.That((await second).Width, Is.EqualTo(100));
    }

    [Test]
    public async Task An_original_that_cannot_be_decoded_is_read_once()
    {
        await using ThumbnailSite site = await StartAsync(add: (_, attach) => attach.AddThumbnailQueue(options => options.CatchUpEvery = null));
        _turnEnds.SetResult();
        byte[] broken = PngParts.WithPixelsCutOut(Pictures.Png(200, 150));
        UserPicture original = await new User { Id = 7 }.Picture.FromBlobAsync(site.World.Db, broken, store: site.World.Store);
        int opens = site.World.Store.Opens;
        foreach (int width in new[] { 50, 50, 100, 50 })
        {
            using HttpResponseMessage response = await site.Client.GetAsync(site.Urls.Of(original, width));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        }

        Assert.That(() => site.App.Services.GetRequiredService<IThumbnailMaker>().MakeAsync(WantedThumbnail.Of(original, 100)), Throws.TypeOf<ImageFormatException>());
        Assert.That(site.World.Store.Opens - opens, Is.EqualTo(1));
        NotingQueue queue = new();
        Assert.That(await site.App.Services.GetRequiredService<MissingThumbnails>().EnqueueAsync(queue, TimeSpan.Zero), Is.Zero, "not missing, but impossible");

        UserPicture sound = await site.AttachAsync(7);
        Assert.That(await site.Client.GetByteArrayAsync(site.Urls.Of(sound, 50)), Is.Not.Empty, "the next revision has a chance of its own");
    }

    [Test]
    public async Task Direct_calls_read_no_original_before_their_turn()
    {
        await using ThumbnailSite site = await StartAsync();
        using IDisposable context = site.Settings.Use();
        int opens = site.World.Store.Opens;
        List<Task> calls = [];
        for (int user = 1; user <= 5; user++)
        {
            await site.AttachAsync(user);
            calls.Add(new User { Id = user }.Picture.GenerateThumbnailAsync(site.World.Database.Connect(), width: 50, store: site.World.Store));
        }

        while (site.Settings.Engine.Options.Concurrency.WaitingCount < 5)
            await Task.Delay(5);
        Assert.That(site.World.Store.Opens - opens, Is.Zero);
        _turnEnds.SetResult();
        await Task.WhenAll(calls);
        Assert.That(site.World.Store.Opens - opens, Is.EqualTo(5));
    }

    private void TakeTheOnlyTurn(ThumbnailSite site)
    {
        _turnEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _turn = site.Settings.Engine.Options.Concurrency.RunAsync(async () =>
        {
            await _turnEnds.Task;
            return true;
        });
    }

    private async Task<ThumbnailSite> StartAsync(
        Action<ImageAttachOptions>? configure = null, Action<WebApplicationBuilder, ImageAttachBuilder>? add = null)
    {
        ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: options =>
            {
                options.MaxParallelDecodes = 1;
                configure?.Invoke(options);
            },
            add: add);
        TakeTheOnlyTurn(site);
        return site;
    }

    private static Task WaitAsync(TaskCompletionSource reading, TaskCompletionSource goesOn)
    {
        reading.TrySetResult();
        return goesOn.Task;
    }

    private static async Task WaitingAsync(ThumbnailSite site, int count)
    {
        SharedThumbnailMaker maker = site.App.Services.GetRequiredService<SharedThumbnailMaker>();
        while (maker.Waiting != count)
            await Task.Delay(5);
    }
}
