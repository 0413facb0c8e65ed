namespace ImageAttach.Tests.Imaging;

/// <summary>How many originals are decoded at once, by the settings.</summary>
public sealed class DecodingTurnTests
{
    private readonly SemaphoreSlim _goOn = new(0);
    private int _running;
    private int _started;
    private int _maxRunning;

    [SetUp]
    public void CountAgain() => _started = _maxRunning = 0;

    [OneTimeTearDown]
    public void Dispose() => _goOn.Dispose();

    [Test]
    public async Task No_more_run_at_once_than_are_allowed()
    {
        using IDisposable context = UseMax(2);
        Task[] all = [.. Enumerable.Range(0, 9).Select(_ => Task.Run(BeginAsync))];
        await UntilStartedAsync(2);
        await EndOneAfterAnotherAsync(started: 9);
        _goOn.Release(2);
        await Task.WhenAll(all);
        Assert.That((Volatile.Read(ref _maxRunning), Volatile.Read(ref _running)), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task Settings_that_are_derived_count_together_unless_they_set_a_maximum()
    {
        ImageAttachSettings settings = new() { MaxParallelDecodes = 1 };
        using IDisposable context = settings.Use();
        Task first = Task.Run(BeginAsync);
        await UntilRunningAsync(1);
        Task<int> waiting = RunWith(settings with { Limits = new() { MaxPixels = 5 } }, 1);
        Assert.That(await RunWith(settings with { MaxParallelDecodes = 1 }, 2), Is.EqualTo(2));
        Assert.That((waiting.IsCompleted, settings.Engine.Options.Concurrency.WaitingCount), Is.EqualTo((false, 1)));
        _goOn.Release(1);
        await first;
        Assert.That(await waiting, Is.EqualTo(1));

        static Task<int> RunWith(ImageAttachSettings settings, int result)
        {
            using IDisposable derived = settings.Use();
            return RunInTurnAsync(() => result);
        }
    }

    [Test]
    public async Task Who_waits_can_give_up_and_takes_no_place()
    {
        using IDisposable context = UseMax(1);
        Task first = Task.Run(BeginAsync);
        await UntilRunningAsync(1);
        using CancellationTokenSource givesUp = new();
        Task second = RunInTurnAsync(() => 2, givesUp.Token);
        Task<int> third = RunInTurnAsync(() => 3);
        await givesUp.CancelAsync();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());

        _goOn.Release(1);
        await first;
        Assert.That(await third, Is.EqualTo(3));
    }

    [Test]
    public async Task One_that_fails_gives_its_place_to_the_next()
    {
        using IDisposable context = UseMax(1);
        Assert.That(async () => await RunInTurnAsync(() => throw new ImageFormatException("no")), Throws.TypeOf<ImageFormatException>());
        Assert.That(await RunInTurnAsync(() => 1), Is.EqualTo(1));
    }

    [Test]
    public void None_at_all_is_refused() => Assert.That(() => UseMax(0), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static IDisposable UseMax(int parallel) => new ImageAttachSettings { MaxParallelDecodes = parallel }.Use();

    private static Task<int> RunInTurnAsync(Func<int> work, CancellationToken cancellationToken = default) =>
        ImageAttachSettings.Current.Engine.Options.Concurrency.RunAsync(() => Task.FromResult(work()), cancellationToken);

    private Task BeginAsync() => RunInTurnAsync(() =>
    {
        NoteStart(Interlocked.Increment(ref _running));
        _goOn.Wait();
        return Interlocked.Decrement(ref _running);
    });

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
