using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises to sweeps: which files are its own, and who it is.</summary>
internal static class SweepChecks
{
    // As wide as the column of the table in which a database records its stores.
    private const int MaxIdentityLength = 500;

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A database identifies itself by one line, which stays the same", KeepsIdentityAsync),
        new("A sweep removes files without a row, and no others", SweepsAsync),
        new("A store that another database claimed is swept after it is adopted, and not before", AdoptsAsync),
        new("Image tables that the caller doesn't name are found", FindsOtherTablesAsync),
        new("A session for tests is trusted to sweep", IsTrustedAsync),
    ];

    private static async Task KeepsIdentityAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await connection.SendAsync(context.Database.ComposeStoreTable(ImageDatabase.StoreTableName)).ConfigureAwait(false);
        string identity = await IdentityAsync(connection).ConfigureAwait(false);
        Expect(
            identity.Trim().Length > 0 && identity.Length <= MaxIdentityLength && !identity.Contains('\n', StringComparison.Ordinal),
            $"GetIdentityAsync gave '{identity}'; it should give one line of at most {MaxIdentityLength} characters.");
        await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
        foreach (DbConnection other in new[] { connection, await context.OpenAsync().ConfigureAwait(false) })
        {
            string again = await IdentityAsync(other).ConfigureAwait(false);
            Expect(again == identity, $"GetIdentityAsync gave '{identity}' first and '{again}' later; it should give the same on each connection, as long as the database is the same.");
        }

        Task<string> IdentityAsync(DbConnection db) => context.Database.GetIdentityAsync(db, context.CancellationToken);
    }

    private static async Task SweepsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        SamplePicture kept = await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
        SamplePicture orphan = SampleRows.Create(owner: 2, revision: "r2");
        await context.Store.PutAsync(orphan.Key, new MemoryStream(SampleFile.Create(1)), reproducible: false, context.CancellationToken).ConfigureAwait(false);
        foreach (long removed in new[] { 1L, 0L })
        {
            SweepReport report = await SweepAsync(context, connection).ConfigureAwait(false);
            Expect(report.Removed == removed, $"A sweep removed {report.Removed} files; it should remove {removed}: those that no committed row names.");
        }

        Exception? missing = await ThrownByAsync(async () => await (await context.Store.OpenAsync(kept.Key, context.CancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        Expect(missing is null, "A sweep removed a file that a committed row names; it should leave it.", missing);
    }

    private static async Task AdoptsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await SweepAsync(context, connection).ConfigureAwait(false);
        string? own = await context.Store.ReadMarkAsync(context.CancellationToken).ConfigureAwait(false);
        string table = ImageDatabase.StoreTableName;
        await connection.SendAsync($"update {table} set place = 'elsewhere'").ConfigureAwait(false);
        Exception? refused = await ThrownByAsync(() => SweepAsync(context, connection)).ConfigureAwait(false);
        Expect(refused is SweepRefusedException, "A store that a copy of the database claimed in another place was swept; that should throw SweepRefusedException.", refused);
        await SweepAsync(context, connection, new() { AdoptStore = true, OlderThan = TimeSpan.Zero }).ConfigureAwait(false);
        await SweepAsync(context, connection).ConfigureAwait(false);
        string? adopted = await context.Store.ReadMarkAsync(context.CancellationToken).ConfigureAwait(false);
        Expect(own is not null && adopted is not null && own != adopted, "The mark of the store is the same after it was adopted; the claim should change, so that a copy loses its own.");
        long places = Convert.ToInt64((await connection.QueryAsync($"select count(*) from {table} where place = 'elsewhere'").ConfigureAwait(false))[0], System.Globalization.CultureInfo.InvariantCulture);
        Expect(places == 0, "The claim of the other place is still there after the store was adopted; it should be replaced.");
    }

    private static async Task FindsOtherTablesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await context.OpenWithAsync<SamplePhoto>().ConfigureAwait(false);
        ImageTableDefinition known = SampleTables.Pictures.Definition, unknown = SampleTables.Photos.Definition;
        IReadOnlyList<OtherImageTable> others = await context.Database.FindOtherTablesAsync(connection, [known], context.CancellationToken).ConfigureAwait(false);
        OtherImageTable? found = others.FirstOrDefault(other => other.Name.Contains(unknown.Name, StringComparison.OrdinalIgnoreCase));
        Expect(found is { HasRevisions: true }, $"FindOtherTablesAsync didn't list '{unknown.Name}', with HasRevisions; it should, or a sweep would remove the files that its rows name.");
        Expect(!others.Any(other => other.Name.Contains(known.Name, StringComparison.OrdinalIgnoreCase)), $"FindOtherTablesAsync listed '{known.Name}', which the caller knows; it should list the others alone.");
        List<object> rows = await connection.QueryAsync($"select count(*) from {found!.Name}").ConfigureAwait(false);
        Expect(rows.Count == 1, $"A query for the rows of {found.Name} gave nothing; its name should be quoted, with its schema.");
    }

    private static async Task IsTrustedAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        ImageDatabase database = context.Database;
        ImageTableDefinition table = SampleTables.Pictures.Definition;
        Expect(!await database.ReadsUncommittedAsync(connection, context.CancellationToken).ConfigureAwait(false), "ReadsUncommittedAsync gave true for a session that reads committed rows; it should give false.");
        Expect(!await database.IsStandbyAsync(connection, context.CancellationToken).ConfigureAwait(false), "IsStandbyAsync gave true for a server that can be written to; it should give false.");
        Expect(!await database.IsHiddenAsync(connection, table, context.CancellationToken).ConfigureAwait(false), "IsHiddenAsync gave true for a table that no temporary one hides; it should give false.");
        await context.AttachAsync(connection, owner: 1, side: 1).ConfigureAwait(false);
        TimeSpan? age = await database.FindOldestTransactionAsync(connection, [table], context.CancellationToken).ConfigureAwait(false);
        Expect(age is null || age >= TimeSpan.Zero, $"FindOldestTransactionAsync gave {age}; it should give null, or how long the oldest transaction of others has been open.");
    }

    private static Task<SweepReport> SweepAsync(DatabaseTestContext context, DbConnection connection, SweepOptions? options = null)
    {
        // Dropped at the end, so that the next run finds no claim of this one.
        context.Track(new(ImageDatabase.StoreTableName, []));
        return ImageSweeper.SweepAsync(
            connection, [SampleTables.Pictures], context.Store, options ?? new() { OlderThan = TimeSpan.Zero, AllowMassDeletion = true }, context.CancellationToken);
    }
}
