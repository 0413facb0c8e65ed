using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

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
        new("Null arguments are refused", RefusesNullAsync),
    ];

    private static async Task GivesBackAsync(StoreTestContext context)
    {
        foreach (int length in new[] { 1, 4_096, 81_921, 6_000_001 })
        {
            StoreKey key = context.Key(length);
            await context.PutAsync(key, Bytes(length), reproducible: length % 2 == 0).ConfigureAwait(false);
            await context.ExpectBytesAsync(key, Bytes(length), "After a put").ConfigureAwait(false);
        }
    }

    private static async Task ReadsToTheEndAsync(StoreTestContext context)
    {
        RequestBodyStream source = new(Bytes(Length));
        await using (source.ConfigureAwait(false))
            await context.PutAsync(context.Key(), source, reproducible: true).ConfigureAwait(false);
        await context.ExpectBytesAsync(context.Key(), Bytes(Length), "Of a stream that gave its bytes bit by bit").ConfigureAwait(false);
    }

    private static async Task ReadsFromPositionAsync(StoreTestContext context)
    {
        using MemoryStream source = new(Bytes(Length)) { Position = 1_000 };
        await context.PutAsync(context.Key(), source).ConfigureAwait(false);
        await context.ExpectBytesAsync(context.Key(), Bytes(Length)[1_000..], "Of a stream at position 1,000").ConfigureAwait(false);
    }

    private static async Task LeavesOpenAsync(StoreTestContext context)
    {
        RequestBodyStream source = new(Bytes(10));
        await using (source.ConfigureAwait(false))
        {
            await context.PutAsync(context.Key(), source).ConfigureAwait(false);
            Expect(!source.IsDisposed, "PutAsync disposed of the stream; it is the caller's, and should stay open.");
        }
    }

    private static async Task LeavesNothingOfFailedAsync(StoreTestContext context)
    {
        RequestBodyStream source = new(Bytes(Length)) { FailAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Exception? thrown = await ThrownByAsync(() => context.PutAsync(context.Key(), source)).ConfigureAwait(false);
            Expect(thrown is not null, "PutAsync ended well although the stream broke off; it should throw.");
        }

        await ExpectNothingLeftAsync(context, "After a put whose stream broke off").ConfigureAwait(false);
    }

    private static async Task LeavesNothingOfCancelledAsync(StoreTestContext context)
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        RequestBodyStream source = new(Bytes(Length)) { PauseAt = 200_000 };
        await using (source.ConfigureAwait(false))
        {
            Task put = context.Store.PutAsync(context.Key(), source, reproducible: false, cancellation.Token);
            await Task.WhenAny(source.Reached, put).ConfigureAwait(false);
            await cancellation.CancelAsync().ConfigureAwait(false);
            source.GoOn();
            Exception? thrown = await ThrownByAsync(() => put).ConfigureAwait(false);
            Expect(thrown is not null, "PutAsync went on to the end although it was cancelled half-way; it should stop.");
            Expect(thrown is OperationCanceledException, $"PutAsync threw {thrown?.GetType().Name} when it was cancelled; it should throw OperationCanceledException.", thrown);
        }

        await ExpectNothingLeftAsync(context, "After a cancelled put").ConfigureAwait(false);
    }

    private static async Task ExpectNothingLeftAsync(StoreTestContext context, string when)
    {
        await context.ExpectMissingAsync(context.Key(), when).ConfigureAwait(false);
        await context.PutAsync(context.Key(), Bytes(Length, seed: 1)).ConfigureAwait(false);
        await context.ExpectBytesAsync(context.Key(), Bytes(Length, seed: 1), $"{when}, and another of the same key,").ConfigureAwait(false);
    }

    private static async Task NeverReplacesAsync(StoreTestContext context)
    {
        await context.PutAsync(context.Key(), Bytes(Length)).ConfigureAwait(false);
        Exception? thrown = await ThrownByAsync(() => context.PutAsync(context.Key(), Bytes(10, seed: 1))).ConfigureAwait(false);
        Expect(thrown is not null, "PutAsync took a key that the store has a file of; it should throw ImageStoreException.");
        Expect(thrown is ImageStoreException, $"PutAsync of a key that the store has a file of threw {thrown?.GetType().Name}; it should throw ImageStoreException.", thrown);
        await context.ExpectBytesAsync(context.Key(), Bytes(Length), "After a put that was refused").ConfigureAwait(false);
    }

    private static async Task RefusesNullAsync(StoreTestContext context)
    {
        await ExpectRefusedAsync("PutAsync", "key", () => context.PutAsync(null!, Bytes(1))).ConfigureAwait(false);
        await ExpectRefusedAsync("PutAsync", "stream", () => context.PutAsync(context.Key(), (Stream)null!)).ConfigureAwait(false);
        await ExpectRefusedAsync("OpenAsync", "key", () => context.Store.OpenAsync(null!, context.CancellationToken)).ConfigureAwait(false);
        await ExpectRefusedAsync("DeleteAsync", "key", () => context.Store.DeleteAsync(null!, context.CancellationToken)).ConfigureAwait(false);
        await ExpectRefusedAsync("Locate", "key", () => Task.FromResult(context.Store.Locate(null!))).ConfigureAwait(false);
    }

    private static async Task ExpectRefusedAsync(string method, string what, Func<Task> call)
    {
        Exception? thrown = await ThrownByAsync(call).ConfigureAwait(false);
        Expect(thrown is ArgumentNullException, $"{method} without a {what} {(thrown is null ? "ended well" : $"threw {thrown.GetType().Name}")}; it should throw ArgumentNullException.", thrown);
    }
}
