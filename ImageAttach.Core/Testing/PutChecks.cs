using static ImageAttach.Testing.Trial;

namespace ImageAttach.Testing;

/// <summary>What a put promises, whatever stream it is given.</summary>
internal static class PutChecks
{
    private const int Length = 300_000;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("A file has the bytes that were put", GivesBackAsync),
        new("A stream that can't seek, of unknown length, is read to its end", ReadsToTheEndAsync),
        new("A stream is read from its position", ReadsFromPositionAsync),
        new("The stream stays open", LeavesOpenAsync),
        new("A source that fails leaves nothing", LeavesNothingOfFailedAsync),
        new("A cancelled put leaves nothing", LeavesNothingOfCancelledAsync),
        new("A file is never replaced", NeverReplacesAsync),
        new("Nothing given is refused", RefusesNullAsync),
    ];

    private static async Task GivesBackAsync(Trial trial)
    {
        foreach (int length in new[] { 1, 4_096, 81_921, 6_000_001 })
        {
            StoreKey key = trial.Key(length);
            await trial.PutAsync(key, Bytes(length), reproducible: length % 2 == 0).ConfigureAwait(false);
            await trial.ExpectBytesAsync(key, Bytes(length), "After a put").ConfigureAwait(false);
        }
    }

    private static async Task ReadsToTheEndAsync(Trial trial)
    {
        Source source = new(Bytes(Length));
        await using (source.ConfigureAwait(false))
            await trial.PutAsync(trial.Key(), source, reproducible: true).ConfigureAwait(false);
        await trial.ExpectBytesAsync(trial.Key(), Bytes(Length), "Of a stream that gave its bytes bit by bit").ConfigureAwait(false);
    }

    private static async Task ReadsFromPositionAsync(Trial trial)
    {
        using MemoryStream source = new(Bytes(Length)) { Position = 1_000 };
        await trial.PutAsync(trial.Key(), source).ConfigureAwait(false);
        await trial.ExpectBytesAsync(trial.Key(), Bytes(Length)[1_000..], "Of a stream at position 1,000").ConfigureAwait(false);
    }

    private static async Task LeavesOpenAsync(Trial trial)
    {
        Source source = new(Bytes(10));
        await using (source.ConfigureAwait(false))
        {
            await trial.PutAsync(trial.Key(), source).ConfigureAwait(false);
            Expect(!source.IsDisposed, "PutAsync disposed of the stream; it is the caller's, and should stay open.");
        }
    }

    private static async Task LeavesNothingOfFailedAsync(Trial trial)
    {
        Source source = new(Bytes(Length)) { FailAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Exception? told = await ThrownByAsync(() => trial.PutAsync(trial.Key(), source)).ConfigureAwait(false);
            Expect(told is not null, "PutAsync ended well although the stream broke off; it should throw.");
        }

        await ExpectNothingLeftAsync(trial, "After a put whose stream broke off").ConfigureAwait(false);
    }

    private static async Task LeavesNothingOfCancelledAsync(Trial trial)
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(trial.CancellationToken);
        Source source = new(Bytes(Length)) { PauseAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Task put = trial.Store.PutAsync(trial.Key(), source, reproducible: false, cancellation.Token);
            await Task.WhenAny(source.Reached, put).ConfigureAwait(false);
            await cancellation.CancelAsync().ConfigureAwait(false);
            source.GoOn();
            Exception? told = await ThrownByAsync(() => put).ConfigureAwait(false);
            Expect(told is not null, "PutAsync went on to the end although it was cancelled half-way; it should stop.");
            Expect(told is OperationCanceledException, $"PutAsync threw {told?.GetType().Name} when it was cancelled; it should throw OperationCanceledException.", told);
        }

        await ExpectNothingLeftAsync(trial, "After a cancelled put").ConfigureAwait(false);
    }

    private static async Task ExpectNothingLeftAsync(Trial trial, string when)
    {
        await trial.ExpectMissingAsync(trial.Key(), when).ConfigureAwait(false);
        await trial.PutAsync(trial.Key(), Bytes(Length, seed: 1)).ConfigureAwait(false);
        await trial.ExpectBytesAsync(trial.Key(), Bytes(Length, seed: 1), $"{when}, and another of the same key,").ConfigureAwait(false);
    }

    private static async Task NeverReplacesAsync(Trial trial)
    {
        await trial.PutAsync(trial.Key(), Bytes(Length)).ConfigureAwait(false);
        Exception? told = await ThrownByAsync(() => trial.PutAsync(trial.Key(), Bytes(10, seed: 1))).ConfigureAwait(false);
        Expect(told is not null, "PutAsync took a key that the store has a file of; it should throw ImageStoreException.");
        Expect(told is ImageStoreException, $"PutAsync of a key that the store has a file of threw {told?.GetType().Name}; it should throw ImageStoreException.", told);
        await trial.ExpectBytesAsync(trial.Key(), Bytes(Length), "After a put that was refused").ConfigureAwait(false);
    }

    private static async Task RefusesNullAsync(Trial trial)
    {
        await ExpectRefusedAsync("PutAsync", "key", () => trial.PutAsync(null!, Bytes(1))).ConfigureAwait(false);
        await ExpectRefusedAsync("PutAsync", "stream", () => trial.PutAsync(trial.Key(), (Stream)null!)).ConfigureAwait(false);
        await ExpectRefusedAsync("OpenAsync", "key", () => trial.Store.OpenAsync(null!, trial.CancellationToken)).ConfigureAwait(false);
        await ExpectRefusedAsync("DeleteAsync", "key", () => trial.Store.DeleteAsync(null!, trial.CancellationToken)).ConfigureAwait(false);
        await ExpectRefusedAsync("Locate", "key", () => Task.FromResult(trial.Store.Locate(null!))).ConfigureAwait(false);
    }

    private static async Task ExpectRefusedAsync(string method, string what, Func<Task> call)
    {
        Exception? told = await ThrownByAsync(call).ConfigureAwait(false);
        Expect(told is ArgumentNullException, $"{method} without a {what} {(told is null ? "ended well" : $"threw {told.GetType().Name}")}; it should throw ArgumentNullException.", told);
    }
}
