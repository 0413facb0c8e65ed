namespace ImageAttach.Tests.Imaging;

[NonParallelizable]
public sealed class ThumbnailWorkTests
{
    private readonly SemaphoreSlim _goOn = new(0);
    private readonly int _before = ThumbnailWork.MaxParallel;
    private int _running;

    [TearDown]
    public void PutBack() => ThumbnailWork.MaxParallel = _before;

    [OneTimeTearDown]
    public void Dispose() => _goOn.Dispose();

    [Test]
    public async Task No_more_run_at_once_than_are_allowed_and_raising_that_lets_more_in()
    {
        ThumbnailWork.MaxParallel = 2;
        Task[] all = [.. Enumerable.Range(0, 6).Select(_ => Task.Run(BeginAsync))];
        await UntilRunningAsync(2);
        await AssertStaysAsync(2);

        ThumbnailWork.MaxParallel = 3;
        await UntilRunningAsync(3);
        await AssertStaysAsync(3);

        _goOn.Release(6);
        await Task.WhenAll(all);
        Assert.That(Volatile.Read(ref _running), Is.Zero);
    }

    [Test]
    public async Task Lowering_it_holds_back_those_that_come()
    {
        ThumbnailWork.MaxParallel = 2;
        Task[] all = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(BeginAsync))];
        await UntilRunningAsync(2);
        ThumbnailWork.MaxParallel = 1;
        _goOn.Release(1);
        await UntilRunningAsync(1);
        await AssertStaysAsync(1);

        _goOn.Release(2);
        await Task.WhenAll(all);
    }

    [Test]
    public async Task Who_waits_can_give_up_and_takes_no_place()
    {
        ThumbnailWork.MaxParallel = 1;
        Task first = Task.Run(BeginAsync);
        await UntilRunningAsync(1);
        using CancellationTokenSource givesUp = new();
        Task second = ThumbnailWork.RunAsync(() => 2, givesUp.Token);
        Task<int> third = ThumbnailWork.RunAsync(() => 3, CancellationToken.None);
        await givesUp.CancelAsync();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());

        _goOn.Release(1);
        await first;
        Assert.That(await third, Is.EqualTo(3));
    }

    [Test]
    public async Task One_that_fails_gives_its_place_to_the_next()
    {
        ThumbnailWork.MaxParallel = 1;
        Assert.That(async () => await ThumbnailWork.RunAsync<int>(() => throw new ImageFormatException("no"), CancellationToken.None), Throws.TypeOf<ImageFormatException>());
        Assert.That(await ThumbnailWork.RunAsync(() => 1, CancellationToken.None), Is.EqualTo(1));
    }

    [Test]
    public void None_at_all_is_refused() => Assert.That(() => ThumbnailWork.MaxParallel = 0, Throws.TypeOf<ArgumentOutOfRangeException>());

    private Task BeginAsync() => ThumbnailWork.RunAsync(
        () =>
        {
            Interlocked.Increment(ref _running);
            _goOn.Wait();
            return Interlocked.Decrement(ref _running);
        },
        CancellationToken.None);

    private async Task UntilRunningAsync(int count)
    {
        while (Volatile.Read(ref _running) != count)
            await Task.Delay(1);
    }

    // Long enough for one too many to begin, were it let in.
    private async Task AssertStaysAsync(int count)
    {
        await Task.Delay(50);
        Assert.That(Volatile.Read(ref _running), Is.EqualTo(count));
    }
}
