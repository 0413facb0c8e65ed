namespace ImageAttach.Tests.Imaging;

[NonParallelizable]
public sealed class ThumbnailWorkTests
{
    private readonly SemaphoreSlim _goOn = new(0);
    private readonly int _before = ThumbnailWork.MaxParallel;
    private int _running;
    private int _started;
    private int _maxRunning;

    [SetUp]
    public void CountAgain() => _started = _maxRunning = 0;

    [TearDown]
    public void PutBack() => ThumbnailWork.MaxParallel = _before;

    [OneTimeTearDown]
    public void Dispose() => _goOn.Dispose();

    [Test]
    public async Task No_more_run_at_once_than_are_allowed_and_raising_that_lets_more_in()
    {
        ThumbnailWork.MaxParallel = 2;
        Task[] all = [.. Enumerable.Range(0, 9).Select(_ => Task.Run(BeginAsync))];
        await UntilStartedAsync(2);
        await EndOneAfterAnotherAsync(started: 5);
        Assert.That(Volatile.Read(ref _maxRunning), Is.EqualTo(2));

        ThumbnailWork.MaxParallel = 3;
        await UntilStartedAsync(6);
        await EndOneAfterAnotherAsync(started: 9);
        _goOn.Release(3);
        await Task.WhenAll(all);
        Assert.That((Volatile.Read(ref _maxRunning), Volatile.Read(ref _running)), Is.EqualTo((3, 0)));
    }

    [Test]
    public async Task Lowering_it_holds_back_those_that_come()
    {
        ThumbnailWork.MaxParallel = 2;
        Task[] all = [.. Enumerable.Range(0, 5).Select(_ => Task.Run(BeginAsync))];
        await UntilStartedAsync(2);
        ThumbnailWork.MaxParallel = 1;
        _goOn.Release(1);
        await UntilRunningAsync(1);
        Volatile.Write(ref _maxRunning, 0);
        await EndOneAfterAnotherAsync(started: 5);
        _goOn.Release(1);
        await Task.WhenAll(all);
        Assert.That(Volatile.Read(ref _maxRunning), Is.EqualTo(1));
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
            NoteStart(Interlocked.Increment(ref _running));
            _goOn.Wait();
            return Interlocked.Decrement(ref _running);
        },
        CancellationToken.None);

    private async Task UntilRunningAsync(int count)
    {
        while (Volatile.Read(ref _running) != count)
            await Task.Delay(1);
    }

    private async Task UntilStartedAsync(int count)
    {
        while (Volatile.Read(ref _started) < count)
            await Task.Delay(1);
    }

    // Each that ends lets the next one in.
    private async Task EndOneAfterAnotherAsync(int started)
    {
        while (Volatile.Read(ref _started) < started)
        {
            int next = Volatile.Read(ref _started) + 1;
            _goOn.Release(1);
            await UntilStartedAsync(next);
        }
    }

    private void NoteStart(int running)
    {
        Interlocked.Increment(ref _started);
        for (int max = Volatile.Read(ref _maxRunning); running > max; max = Volatile.Read(ref _maxRunning))
            Interlocked.CompareExchange(ref _maxRunning, running, max);
    }
}
