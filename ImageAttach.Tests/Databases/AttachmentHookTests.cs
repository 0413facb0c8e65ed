using System.Data;
using System.Data.Common;
using System.Transactions;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Hooks of the settings run before an original is accepted, and after it is committed.</summary>
public sealed class AttachmentHookTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    [Test]
    public async Task A_file_is_shown_before_it_is_stored_and_the_image_once_it_is_committed([Values] bool seekable)
    {
        byte[]? shown = null;
        (int Files, long Rows) before = (-1, -1), after = (-1, -1);
        NotingHook hook = new()
        {
            BeforeAttaching = async (image, cancellationToken) =>
            {
                before = await CountAsync();
                using (StreamReader disposing = new(image.OpenRead()))
                    await disposing.ReadToEndAsync(cancellationToken);
                using MemoryStream copy = new();
                await image.OpenRead().CopyToAsync(copy, cancellationToken);
                shown = copy.ToArray();
            },
            BeforeAttached = async (_, _) => after = await CountAsync(),
        };
        using IDisposable settings = Use(hook);
        using MemoryStream file = new([.. "before"u8, .. New]) { Position = 6 };
        await using Stream upload = seekable ? file : new AwkwardStream(New);
        UserPicture picture = await User.Picture.FromFileAsync(Db, upload, store: Store);

        CandidateImage candidate = hook.Candidates.Single();
        Assert.That((candidate.ImageType, candidate.ObjectType, candidate.MimeType, candidate.Size, candidate.Length), Is.EqualTo(
            (typeof(UserPicture), "user-picture", MediaType.Jpeg, new ImageSize(60, 40), (long)New.Length)));
        Assert.That((hook.Attached.Single().Original, hook.Attached.Single().Store), Is.EqualTo(((Image)picture, (IImageStore)Store)));
        Assert.That((shown, before, after), Is.EqualTo((New, (0, 0L), (1, 1L))));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task An_original_that_a_hook_refuses_changes_nothing()
    {
        await AttachAsync(Old);
        NotingHook later = new();
        using IDisposable settings = Use(new NotingHook { BeforeAttaching = (_, _) => throw new ImageRefusedException("It has a virus.") }, later);
        await Assert.ThatAsync(() => AttachAsync(New), Throws.TypeOf<ImageRefusedException>().With.Message.EqualTo("It has a virus."));
        await AssertOldAsync();
        Assert.That((later.Candidates.Count, later.Attached.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_hook_that_fails_refuses_the_original_and_is_named()
    {
        await AttachAsync(Old);
        using IDisposable settings = Use(new NotingHook { BeforeAttaching = (_, _) => throw new IOException("The scanner isn't there.") });
        AttachmentHookException failure = (await Assert.ThrowsAsync<AttachmentHookException>(() => AttachAsync(New)))!;
        Assert.That(failure.Message, Does.Contain(nameof(NotingHook)).And.Contain("user-picture").And.Contain("The scanner isn't there."));
        Assert.That(failure.InnerException, Is.TypeOf<IOException>());
        await AssertOldAsync();
    }

    [Test]
    public async Task The_callers_token_stops_a_hook()
    {
        await AttachAsync(Old);
        using CancellationTokenSource stop = new();
        using IDisposable settings = Use(new NotingHook
        {
            BeforeAttaching = (_, token) =>
            {
                stop.Cancel();
                return Task.Delay(Timeout.Infinite, token);
            },
        });
        await Assert.ThatAsync(() => User.Picture.FromBlobAsync(Db, New, store: Store, cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        await AssertOldAsync();
    }

    [Test]
    public async Task In_a_transaction_a_hook_runs_once_it_is_committed_and_never_otherwise([Values] bool commits)
    {
        NotingHook hook = new() { BeforeAttached = async (_, _) => await Task.Yield() };
        using (Use(hook))
        {
            await using ImageTransaction tx = await BeginAsync();
            UserPicture picture = await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await using (ImageSavepoint savepoint = await tx.SaveAsync())
            {
                await new User { Id = 99 }.Picture.FromBlobAsync(Db, Old, store: Store, transaction: tx);
                await savepoint.RollbackAsync();
            }

            Assert.That((hook.Candidates.Count, hook.Attached.Count), Is.EqualTo((2, 0)));
            await (commits ? tx.CommitAsync() : tx.RollbackAsync());
            Assert.That(hook.Attached.Select(attached => attached.Original), Is.EqualTo(commits ? [picture] : Array.Empty<Image>()));
        }
    }

    [Test]
    public async Task In_a_scope_a_hook_runs_once_it_is_completed_outside_of_it([Values] bool awaits, [Values] bool completes)
    {
        Transaction? around = null;
        TaskCompletionSource called = new();
        NotingHook hook = new()
        {
            BeforeAttached = async (_, _) =>
            {
                await Task.Yield();
                around = Transaction.Current;
                called.SetResult();
            },
        };
        using (Use(hook))
        {
            await (awaits ? InImageScopeAsync() : InTransactionScopeAsync());
            if (completes)
                await called.Task;
        }

        Assert.That((called.Task.IsCompleted, around), Is.EqualTo((completes, (Transaction?)null)));

        async Task InImageScopeAsync()
        {
            await using ImageScope scope = new();
            await AttachInScopeAsync();
            if (completes)
                scope.Complete();
        }

        async Task InTransactionScopeAsync()
        {
            using TransactionScope scope = new(TransactionScopeAsyncFlowOption.Enabled);
            await AttachInScopeAsync();
            if (completes)
                scope.Complete();
        }
    }

    [Test]
    public async Task A_hook_that_fails_after_the_commit_is_logged_and_undoes_nothing()
    {
        NotedLogs logs = new();
        NotingHook next = new();
        NotingHook[] hooks = [new() { BeforeAttached = (_, _) => throw new IOException("The index isn't there.") }, next];
        using IDisposable settings = new ImageAttachSettings { LoggerFactory = logs, Hooks = hooks }.Use();
        UserPicture picture = await AttachAsync(New);
        Assert.That(logs.Entries.Single(), Is.EqualTo((6, logs.Entries[0].Message, logs.Entries[0].Exception)));
        Assert.That(logs.Entries[0].Message, Does.Contain(picture.Key.ToString()).And.Contain(nameof(NotingHook)));
        Assert.That(logs.Entries[0].Exception, Is.TypeOf<IOException>());
        Assert.That(next.Attached, Has.Count.EqualTo(1));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task A_hook_that_never_ends_holds_the_caller_until_the_timeout([Values] bool listens)
    {
        HandMovedClock clock = new();
        NotedLogs logs = new();
        TaskCompletionSource called = new();
        CancellationToken seen = default;
        NotingHook hook = new()
        {
            BeforeAttached = (_, token) =>
            {
                seen = token;
                called.SetResult();
                return Task.Delay(Timeout.Infinite, listens ? token : CancellationToken.None);
            },
        };
        using IDisposable settings = new ImageAttachSettings { Clock = clock, LoggerFactory = logs, Hooks = [hook], HookTimeout = TimeSpan.FromSeconds(7) }.Use();
        Task<UserPicture> attaching = AttachAsync(New);
        await called.Task;
        clock.Move(TimeSpan.FromSeconds(6));
        Assert.That(seen.IsCancellationRequested, Is.False);
        clock.Move(TimeSpan.FromSeconds(1));
        await attaching;
        Assert.That((seen.IsCancellationRequested, logs.Entries.Select(entry => entry.Event)), Is.EqualTo((true, new[] { 6 })));
    }

    [Test]
    public async Task Added_sets_are_shown_and_so_are_moved_ones_after_their_commit()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        NotingHook hook = new();
        using IDisposable settings = Use(hook);
        Post post = new() { Id = 5 };
        ImageSubset<PostPhoto> one = await post.Photos.AddAsync(Db, New, store: Store);
        ImageSubset<PostPhoto> two = await post.Photos.AddAsync(Db, new MemoryStream(New), store: Store);
        await one.MoveToAsync(Db, post.Photos.GetImageSet(9), store: Store);
        await two.CopyToAsync(Db, post.Photos.GetImageSet(8), store: Store);
        Assert.That(hook.Candidates.Select(candidate => candidate.ImageType), Is.EqualTo(new[] { typeof(PostPhoto), typeof(PostPhoto) }));
        Assert.That(hook.Attached.Select(attached => ((PostPhoto)attached.Original).OrderIndex), Is.EqualTo(new[] { 1, 2, 9, 8 }));
    }

    [Test]
    public void Settings_that_are_copied_keep_their_hooks()
    {
        NotingHook hook = new();
        ImageAttachSettings copy = new ImageAttachSettings { Hooks = [hook], HookTimeout = TimeSpan.FromSeconds(7) } with { MaxParallelDecodes = 1 };
        Assert.That((copy.Hooks.Single(), copy.HookTimeout), Is.EqualTo(((IAttachmentHook)hook, TimeSpan.FromSeconds(7))));
        Assert.That(() => new ImageAttachSettings { HookTimeout = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static IDisposable Use(params NotingHook[] hooks) => new ImageAttachSettings { Hooks = hooks }.Use();

    private async Task<(int Files, long Rows)> CountAsync() => (World.Files.Length, await World.RowsAsync());

    private async Task<ImageTransaction> BeginAsync()
    {
        if (Db.State == ConnectionState.Closed)
            await Db.OpenAsync();
        return await Db.BeginImageTransactionAsync();
    }

    private async Task AttachInScopeAsync()
    {
        await using DbConnection db = World.Database.ConnectAmbient();
        await db.OpenAsync();
        await User.Picture.FromBlobAsync(db, New, store: Store);
    }

    private async Task AssertOldAsync()
    {
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }
}
