using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

namespace ImageAttach.Testing;

/// <summary>What an opened file promises.</summary>
internal static class OpenChecks
{
    private const int Length = 300_000;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("A missing file throws ImageFileNotFoundException", ThrowsForMissingAsync),
        new("Reads of any size give the same bytes", ReadsInAnySizeAsync),
        new("Each reader has a place of its own", KeepsReadersApartAsync),
        new("Streams closed early leave other readers alone", AllowsEarlyCloseAsync),
    ];

    private static async Task ThrowsForMissingAsync(StoreTestContext context)
    {
        await context.ExpectMissingAsync(context.Key(), "Before anything was put").ConfigureAwait(false);
        await context.PutAsync(context.Key(), Bytes(10)).ConfigureAwait(false);
        StoreKey other = context.Key(revision: "r2");
        await context.ExpectMissingAsync(other, "When only another revision was put").ConfigureAwait(false);
        Exception? thrown = await ThrownByAsync(() => context.Store.OpenAsync(other, context.CancellationToken)).ConfigureAwait(false);
        Expect((thrown as ImageFileNotFoundException)?.Key == other, "The exception has another key than the one that was opened; it should say which file is missing.", thrown);
    }

    private static async Task ReadsInAnySizeAsync(StoreTestContext context)
    {
        byte[] bytes = Bytes(Length);
        await context.PutAsync(context.Key(), bytes).ConfigureAwait(false);
        foreach (int size in new[] { 1_013, 65_536, Length + 1 })
        {
            Stream file = await context.Store.OpenAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                using MemoryStream copy = new();
                byte[] buffer = new byte[size];
                Expect(await file.ReadAsync(Memory<byte>.Empty, context.CancellationToken).ConfigureAwait(false) == 0, "A read into an empty buffer gave bytes; it should give none.");
                int read;
                while ((read = await file.ReadAsync(buffer, context.CancellationToken).ConfigureAwait(false)) > 0)
                {
                    Expect(read <= size && copy.Length <= Length, $"A read into a buffer of {size} gave {read}, past the end; it should give no more than there is.");
                    copy.Write(buffer, 0, read);
                }

                Expect(copy.ToArray().AsSpan().SequenceEqual(bytes), FormattableString.Invariant($"Reads of up to {size:N0} bytes gave {copy.Length:N0} bytes that aren't the file's; they should give the same as any other reads."));
                Expect(await file.ReadAsync(buffer, context.CancellationToken).ConfigureAwait(false) == 0, "After the end the stream gave more bytes; it should give none.");
            }
        }
    }

    private static async Task KeepsReadersApartAsync(StoreTestContext context)
    {
        byte[] bytes = Bytes(Length);
        await context.PutAsync(context.Key(), bytes).ConfigureAwait(false);
        Stream first = await context.Store.OpenAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            byte[] some = new byte[100_000];
            await first.ReadExactlyAsync(some, context.CancellationToken).ConfigureAwait(false);
            await context.ExpectBytesAsync(context.Key(), bytes, "While another reader was in the middle").ConfigureAwait(false);
            await first.ReadExactlyAsync(some, context.CancellationToken).ConfigureAwait(false);
            Expect(some.AsSpan().SequenceEqual(bytes.AsSpan(100_000, 100_000)), "After another reader came, the first one got other bytes; it should go on where it was.");
        }
    }

    private static async Task AllowsEarlyCloseAsync(StoreTestContext context)
    {
        byte[] bytes = Bytes(Length);
        await context.PutAsync(context.Key(), bytes).ConfigureAwait(false);
        for (int i = 0; i < 100; i++)
        {
            Stream file = await context.Store.OpenAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                await file.ReadExactlyAsync(new byte[10], context.CancellationToken).ConfigureAwait(false);
        }

        await context.ExpectBytesAsync(context.Key(), bytes, "After a hundred readers had left early").ConfigureAwait(false);
        await context.Store.DeleteAsync(context.Key(), context.CancellationToken).ConfigureAwait(false);
        await context.ExpectMissingAsync(context.Key(), "After a hundred readers had left early, and a delete,").ConfigureAwait(false);
    }
}
