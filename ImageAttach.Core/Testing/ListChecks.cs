using static ImageAttach.Testing.Trial;

namespace ImageAttach.Testing;

/// <summary>What a store that lists its files promises.</summary>
internal static class ListChecks
{
    private const int MoreThanAPage = 1_001;

    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        Of("A listing has the files of one object type, with length and time", ListsAsync),
        Of("A listing is complete, however many files there are", ListsAllAsync),
        Of("A listing can be left early", LeavesListingsAsync),
        Of("Removing what is unfinished leaves what is finished", RemovesUnfinishedAsync),
        Of("The mark is read as it was written last", KeepsTheMarkAsync),
    ];

    private static StoreCheck Of(string name, Func<Trial, IListableImageStore, Task> run) =>
        new(name, trial => trial.Store is IListableImageStore listing ? run(trial, listing) : Task.CompletedTask);

    private static async Task ListsAsync(Trial trial, IListableImageStore store)
    {
        StoreKey[] keys = [trial.Key(3), trial.Key(-1), trial.Key(1), trial.Key(10), trial.Key(1, revision: "")];
        for (int i = 0; i < keys.Length; i++)
            await trial.PutAsync(keys[i], Bytes(100 + i)).ConfigureAwait(false);
        StoreKey other = trial.Note(new(trial.ObjectType + "-2", ObjectId.From(1), 405, 640, "image/jpeg", "r1"));
        await trial.PutAsync(other, Bytes(10)).ConfigureAwait(false);

        List<StoredFile> files = await trial.ListAsync(trial.ObjectType).ConfigureAwait(false);
        Expect(!files.Exists(file => file.Key.ObjectType != trial.ObjectType), $"ListAsync of '{trial.ObjectType}' gave a file of '{other.ObjectType}'; it should give files of that very object type.");
        Expect(
            files.Select(file => file.Key).ToHashSet().SetEquals(keys) && files.Count == keys.Length,
            $"ListAsync gave {files.Count} files where {keys.Length} were put: {string.Join(", ", files.Select(file => file.Key))}; it should give each once.");
        for (int i = 0; i < keys.Length; i++)
        {
            StoredFile file = files.Single(each => each.Key == keys[i]);
            Expect(file.Length == 100 + i, $"ListAsync gave {file.Length} as the length of a file of {100 + i} bytes; it should give the right one, in bytes.");

            // Clocks differ, but no more than a sweep can bear: by default it looks at files that are a day old.
            TimeSpan off = (TimeProvider.System.GetUtcNow() - file.LastModified).Duration();
            Expect(file.LastModified.Offset == TimeSpan.Zero && off < TimeSpan.FromHours(12), FormattableString.Invariant($"ListAsync says that a file of now was put at {file.LastModified:u}; it should say when, in UTC."));
        }

        Expect((await trial.ListAsync(trial.ObjectType).ConfigureAwait(false)).Select(file => file.Key).SequenceEqual(files.Select(file => file.Key)), "Two listings had two orders; files should come in the order of their names.");
        Expect((await trial.ListAsync(trial.ObjectType + "-none").ConfigureAwait(false)).Count == 0, "ListAsync gave files of an object type that has none; it should give nothing.");
    }

    private static async Task ListsAllAsync(Trial trial, IListableImageStore store)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, MoreThanAPage),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = trial.CancellationToken },
            async (id, _) => await trial.PutAsync(trial.Key(id), Bytes(1)).ConfigureAwait(false)).ConfigureAwait(false);
        int listed = (await trial.ListAsync(trial.ObjectType).ConfigureAwait(false)).Select(file => file.Key).Distinct().Count();
        Expect(listed == MoreThanAPage, FormattableString.Invariant($"ListAsync gave {listed:N0} of {MoreThanAPage:N0} files; it should go on to the end, page by page."));
    }

    private static async Task LeavesListingsAsync(Trial trial, IListableImageStore store)
    {
        foreach (int id in Enumerable.Range(1, 5))
            await trial.PutAsync(trial.Key(id), Bytes(1)).ConfigureAwait(false);
        for (int i = 0; i < 100; i++)
            Expect(await store.ListAsync(trial.ObjectType, trial.CancellationToken).AnyAsync(trial.CancellationToken).ConfigureAwait(false), "After listings that were left early ListAsync gave nothing; it should give the files.");
        Expect((await trial.ListAsync(trial.ObjectType).ConfigureAwait(false)).Count == 5, "After listings that were left early ListAsync left files out; it should give all.");
    }

    private static async Task RemovesUnfinishedAsync(Trial trial, IListableImageStore store)
    {
        await trial.PutAsync(trial.Key(), Bytes(10)).ConfigureAwait(false);
        int removed = await store.RemoveUnfinishedAsync(TimeProvider.System.GetUtcNow().AddDays(1), trial.CancellationToken).ConfigureAwait(false);
        Expect(removed >= 0, $"RemoveUnfinishedAsync says that it removed {removed}; it should say how many, 0 or more.");
        await trial.ExpectBytesAsync(trial.Key(), Bytes(10), "After RemoveUnfinishedAsync").ConfigureAwait(false);
        Expect(await trial.IsListedAsync(trial.Key()).ConfigureAwait(false), "After RemoveUnfinishedAsync a finished file is listed no more; it should be left alone.");
    }

    private static async Task KeepsTheMarkAsync(Trial trial, IListableImageStore store)
    {
        string? before = await store.ReadMarkAsync(trial.CancellationToken).ConfigureAwait(false);
        try
        {
            foreach (string mark in new[] { "conformance of a store", new string('m', 500) })
            {
                await store.WriteMarkAsync(mark, trial.CancellationToken).ConfigureAwait(false);
                string? read = await store.ReadMarkAsync(trial.CancellationToken).ConfigureAwait(false);
                Expect(read == mark, $"ReadMarkAsync gave {(read is null ? "nothing" : $"'{read}'")} after '{mark}' was written; it should give what was written last.");
            }
        }
        finally
        {
            if (before is not null)
                await store.WriteMarkAsync(before, trial.CancellationToken).ConfigureAwait(false);
        }
    }
}
