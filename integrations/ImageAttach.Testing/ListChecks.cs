using static ImageAttach.Testing.Expectations;
using static ImageAttach.Testing.StoreTestContext;

namespace ImageAttach.Testing;

/// <summary>What a store that lists its files promises.</summary>
internal static class ListChecks
{
    private const int MoreThanAPage = 1_001;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        Create("A listing has the files of one object type, with length and time", ListsAsync),
        Create("A listing is complete, however many files there are", ListsAllAsync),
        Create("A listing can be stopped early", StopsEarlyAsync),
        Create("Removing what is unfinished leaves what is finished", RemovesUnfinishedAsync),
        Create("The mark that was written last is read", KeepsTheMarkAsync),
    ];

    private static StoreCheck Create(string name, Func<StoreTestContext, IListableImageStore, Task> run) =>
        new(name, context => context.Store is IListableImageStore listing ? run(context, listing) : Task.CompletedTask);

    private static async Task ListsAsync(StoreTestContext context, IListableImageStore store)
    {
        StoreKey[] keys = [context.Key(3), context.Key(-1), context.Key(1), context.Key(10), context.Key(1, revision: "")];
        for (int i = 0; i < keys.Length; i++)
            await context.PutAsync(keys[i], Bytes(100 + i)).ConfigureAwait(false);
        StoreKey other = context.Track(new(context.ObjectType + "-2", ObjectId.From(1), 405, 640, "image/jpeg", "r1"));
        await context.PutAsync(other, Bytes(10)).ConfigureAwait(false);

        List<StoredFile> files = await context.ListAsync(context.ObjectType).ConfigureAwait(false);
        Expect(!files.Exists(file => file.Key.ObjectType != context.ObjectType), $"ListAsync of '{context.ObjectType}' gave a file of '{other.ObjectType}'; it should give files of that very object type.");
        Expect(
            files.Select(file => file.Key).ToHashSet().SetEquals(keys) && files.Count == keys.Length,
            $"ListAsync gave {files.Count} files where {keys.Length} were put: {string.Join(", ", files.Select(file => file.Key))}; it should give each once.");
        for (int i = 0; i < keys.Length; i++)
        {
            StoredFile file = files.Single(stored => stored.Key == keys[i]);
            Expect(file.Length == 100 + i, $"ListAsync gave {file.Length} as the length of a file of {100 + i} bytes; it should give the right one, in bytes.");

            // Clocks differ, but no more than a sweep can bear: by default it looks at files that are a day old.
            TimeSpan off = (TimeProvider.System.GetUtcNow() - file.LastModified).Duration();
            Expect(file.LastModified.Offset == TimeSpan.Zero && off < TimeSpan.FromHours(12), FormattableString.Invariant($"ListAsync says that a file of now was put at {file.LastModified:u}; it should say when, in UTC."));
        }

        Expect((await context.ListAsync(context.ObjectType).ConfigureAwait(false)).Select(file => file.Key).SequenceEqual(files.Select(file => file.Key)), "Two listings had two orders; files should come in the order of their names.");
        Expect((await context.ListAsync(context.ObjectType + "-none").ConfigureAwait(false)).Count == 0, "ListAsync gave files of an object type that has none; it should give nothing.");
    }

    private static async Task ListsAllAsync(StoreTestContext context, IListableImageStore store)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, MoreThanAPage),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = context.CancellationToken },
            async (id, _) => await context.PutAsync(context.Key(id), Bytes(1)).ConfigureAwait(false)).ConfigureAwait(false);
        int listed = (await context.ListAsync(context.ObjectType).ConfigureAwait(false)).Select(file => file.Key).Distinct().Count();
        Expect(listed == MoreThanAPage, FormattableString.Invariant($"ListAsync gave {listed:N0} of {MoreThanAPage:N0} files; it should go on to the end, page by page."));
    }

    private static async Task StopsEarlyAsync(StoreTestContext context, IListableImageStore store)
    {
        foreach (int id in Enumerable.Range(1, 5))
            await context.PutAsync(context.Key(id), Bytes(1)).ConfigureAwait(false);
        for (int i = 0; i < 100; i++)
            Expect(await store.ListAsync(context.ObjectType, context.CancellationToken).AnyAsync(context.CancellationToken).ConfigureAwait(false), "After listings that were stopped early ListAsync gave nothing; it should give the files.");
        Expect((await context.ListAsync(context.ObjectType).ConfigureAwait(false)).Count == 5, "After listings that were stopped early ListAsync left files out; it should give all.");
    }

    private static async Task RemovesUnfinishedAsync(StoreTestContext context, IListableImageStore store)
    {
        await context.PutAsync(context.Key(), Bytes(10)).ConfigureAwait(false);
        int removed = await store.RemoveUnfinishedAsync(TimeProvider.System.GetUtcNow().AddDays(1), context.CancellationToken).ConfigureAwait(false);
        Expect(removed >= 0, $"RemoveUnfinishedAsync says that it removed {removed}; it should say how many, 0 or more.");
        await context.ExpectBytesAsync(context.Key(), Bytes(10), "After RemoveUnfinishedAsync").ConfigureAwait(false);
        Expect(await context.IsListedAsync(context.Key()).ConfigureAwait(false), "After RemoveUnfinishedAsync a finished file is no longer listed; it should be left alone.");
    }

    private static async Task KeepsTheMarkAsync(StoreTestContext context, IListableImageStore store)
    {
        string? before = await store.ReadMarkAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            foreach (string mark in new[] { "conformance of a store", new string('m', 500) })
            {
                await store.WriteMarkAsync(mark, context.CancellationToken).ConfigureAwait(false);
                string? read = await store.ReadMarkAsync(context.CancellationToken).ConfigureAwait(false);
                Expect(read == mark, $"ReadMarkAsync gave {(read is null ? "nothing" : $"'{read}'")} after '{mark}' was written; it should give what was written last.");
            }
        }
        finally
        {
            if (before is not null)
                await store.WriteMarkAsync(before, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
