using System.Data.Common;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises to many who do the same at a time.</summary>
internal static class RaceChecks
{
    private const int CallerCount = 8;

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("Of concurrent attaches to one set, one original remains", KeepsOneOriginalAsync),
        new("Concurrent adds to one list get a place each", GivesPlacesAsync),
        new("Concurrent requests for a thumbnail share one row", SharesThumbnailAsync),
        new("A thumbnail that is there already isn't added, replaced or reported as an error", KeepsThumbnailAsync),
        new("A thumbnail of an original that was replaced isn't added", DropsLateThumbnailAsync),
        new("A table that others create at the same time is created once", CreatesTableAsync),
    ];

    private static async Task KeepsOneOriginalAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await TogetherAsync(context, (other, caller) => context.AttachAsync(other, owner: 1, side: caller + 1)).ConfigureAwait(false);
        int[] widths = await context.WidthsAsync(connection, owner: 1).ConfigureAwait(false);
        Expect(widths.Length == 1, $"The set has {widths.Length} originals after {CallerCount} concurrent attaches; it should have one.");

        // Where a commit may be undone, files of replaced images stay for a while.
        bool keepsFiles = await context.Database.FindCommitWeaknessAsync(connection).ConfigureAwait(false) is not null;
        Expect(keepsFiles || context.Store.ToString() == "MemoryStore of 1 files", $"The files of replaced originals weren't removed: there is a {context.Store}. A delete should return the rows that it deletes.");
    }

    private static async Task GivesPlacesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePhoto>().ConfigureAwait(false);
        await TogetherAsync(context, (other, _) => new SampleOwner { Id = 1 }.Photos.AddAsync(
            other, SampleFile.Create(1), new() { Store = context.Store }, context.CancellationToken)).ConfigureAwait(false);
        MultipleImageSet<SamplePhoto> photos = await new SampleOwner { Id = 1 }.Photos.LoadAsync(connection, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        string places = string.Join(", ", photos.ImageSets.Select(set => set.RequireOriginal().Place));
        string expected = string.Join(", ", Enumerable.Range(1, CallerCount));
        Expect(places == expected, $"The photos have the places {places} after {CallerCount} concurrent adds; they should have {expected}.");
    }

    private static async Task SharesThumbnailAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await context.AttachAsync(connection, owner: 1, side: 20).ConfigureAwait(false);
        await TogetherAsync(context, (other, _) => new SampleOwner { Id = 1 }.Picture.GenerateThumbnailAsync(
            other, width: 10, store: context.Store, cancellationToken: context.CancellationToken)).ConfigureAwait(false);
        int[] widths = await context.WidthsAsync(connection, owner: 1).ConfigureAwait(false);
        Expect(widths is [20, 10], $"The set has images of the widths {string.Join(", ", widths)}; it should have 20 and 10, the original first.");
    }

    private static async Task KeepsThumbnailAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        SampleRows rows = new(context.Database, connection);
        await rows.AddAsync(owner: 1, side: 20).ConfigureAwait(false);
        await rows.AddThumbnailAsync(SampleRows.Create(1, side: 10, isOriginal: false, revision: "r2"), "r1").ConfigureAwait(false);
        Exception? thrown = await ThrownByAsync(() => rows.AddThumbnailAsync(SampleRows.Create(1, side: 10, isOriginal: false, revision: "r3"), "r1")).ConfigureAwait(false);
        Expect(thrown is null, $"Adding a thumbnail whose key is taken threw {thrown?.GetType().Name} ({thrown?.Message}); the statement should do nothing then.", thrown);
        await ExpectRevisionsAsync(rows, "r1, r2").ConfigureAwait(false);
    }

    private static async Task DropsLateThumbnailAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        SampleRows rows = new(context.Database, connection);
        await rows.AddThumbnailAsync(SampleRows.Create(1, side: 10, isOriginal: false, revision: "r2"), "r1").ConfigureAwait(false);
        await ExpectRevisionsAsync(rows, "").ConfigureAwait(false);
        await rows.AddAsync(owner: 1, side: 20).ConfigureAwait(false);
        await rows.AddThumbnailAsync(SampleRows.Create(1, side: 10, isOriginal: false, revision: "r2"), "R1").ConfigureAwait(false);
        await ExpectRevisionsAsync(rows, "r1").ConfigureAwait(false);
        await rows.AddThumbnailAsync(SampleRows.Create(1, side: 10, isOriginal: false, revision: "r2"), "r1").ConfigureAwait(false);
        await ExpectRevisionsAsync(rows, "r1, r2").ConfigureAwait(false);
    }

    private static async Task CreatesTableAsync(DatabaseTestContext context)
    {
        context.Track(SampleTables.Pictures.Definition);
        await TogetherAsync(context, (other, _) => other.CreateImageTableAsync<SamplePicture>(context.CancellationToken)).ConfigureAwait(false);
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await new SampleRows(context.Database, connection).AddAsync(owner: 1).ConfigureAwait(false);
    }

    private static async Task ExpectRevisionsAsync(SampleRows rows, string expected)
    {
        string revisions = string.Join(", ", await rows.RevisionsAsync().ConfigureAwait(false));
        Expect(
            revisions == expected,
            $"The set has rows with the revisions '{revisions}'; it should have '{expected}': a thumbnail is added while its original has the revision that is given, and never over another.");
    }

    private static async Task TogetherAsync(DatabaseTestContext context, Func<DbConnection, int, Task> call)
    {
        List<DbConnection> connections = [];
        for (int caller = 0; caller < CallerCount; caller++)
            connections.Add(await context.OpenAsync().ConfigureAwait(false));
        await Task.WhenAll(connections.Select((connection, caller) => Task.Run(() => call(connection, caller), context.CancellationToken))).ConfigureAwait(false);
    }
}
