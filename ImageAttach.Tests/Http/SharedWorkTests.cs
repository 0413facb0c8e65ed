using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.Tests.Http;

internal sealed class SharedWorkTests
{
    [Test]
    public async Task The_work_goes_on_until_the_last_caller_has_left()
    {
        TaskCompletionSource<int> result = new();
        CancellationToken seen = default;
        SharedWork<int> work = new(token =>
        {
            seen = token;
            return result.Task.WaitAsync(token);
        });
        using CancellationTokenSource first = new(), second = new();
        Assert.That(work.TryJoin() && work.TryJoin(), Is.True);
        Task<int>[] callers = [work.WaitAsync(first.Token), work.WaitAsync(second.Token)];
        await first.CancelAsync();
        Assert.That(async () => await callers[0], Throws.InstanceOf<OperationCanceledException>());
        Assert.That((seen.IsCancellationRequested, work.IsOver, work.TryJoin()), Is.EqualTo((false, false, true)));
        Task<int> third = work.WaitAsync(second.Token);

        await second.CancelAsync();
        Assert.That(async () => await callers[1], Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await third, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((seen.IsCancellationRequested, work.IsOver, work.TryJoin()), Is.EqualTo((true, true, false)));
    }

    [Test]
    public async Task All_callers_get_one_result()
    {
        int runs = 0;
        TaskCompletionSource<int> result = new();
        SharedWork<int> work = new(_ =>
        {
            runs++;
            return result.Task;
        });
        Task<int>[] callers = [.. Enumerable.Range(0, 3).Select(_ => work.TryJoin() ? work.WaitAsync(CancellationToken.None) : throw new AssertionException("abandoned"))];
        result.SetResult(7);
        Assert.That(await Task.WhenAll(callers), Is.EqualTo(new[] { 7, 7, 7 }));
        Assert.That((runs, work.IsOver), Is.EqualTo((1, true)));
    }
}
