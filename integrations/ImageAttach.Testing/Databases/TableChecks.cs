using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about tables: they are created as declared, compared, and mended.</summary>
internal static class TableChecks
{
    private const string TableName = "conformance_old";

    private static readonly ImageColumn Owner = new("owner_id", ImageColumnKind.Int32) { KeyPosition = 1 };

    private static readonly ImageTableDefinition Old = new(TableName, [Owner, new("place", ImageColumnKind.Int32)]);

    private static readonly ImageTableDefinition New = new(TableName, [Owner, new("place", ImageColumnKind.Int32) { KeyPosition = 2 }]);

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A table has the columns and the primary key that its image type declares", MatchesAsync),
        new("A table that exists is created again without an error", CreatesAgainAsync),
        new("A column of any type can be added to a table that has rows", AddsColumnsAsync),
        new("The primary key of a table can be replaced", ReplacesKeyAsync),
    ];

    private static async Task MatchesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<RecordPicture>().ConfigureAwait(false);
        IReadOnlyList<ImageTableDrift> drift = await ImageTableChecker.CheckAsync(connection, [SampleTables.Records], context.CancellationToken).ConfigureAwait(false);
        Expect(drift.Count == 0, $"A table that was just created differs from its image type: {string.Join("; ", drift)} FindTableAsync should list all of its columns, and its key in order.");
        ExistingTable? missing = await context.Database.FindTableAsync(connection, new("conformance_missing", []), context.CancellationToken).ConfigureAwait(false);
        Expect(missing is null, "FindTableAsync gave a table that doesn't exist; it should give null.");
    }

    private static async Task CreatesAgainAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        await new SampleRows(context.Database, connection).AddAsync(owner: 1).ConfigureAwait(false);
        await connection.CreateImageTableAsync<SamplePicture>(context.CancellationToken).ConfigureAwait(false);
        int[] owners = await new SampleRows(context.Database, connection).OwnersAsync().ConfigureAwait(false);
        Expect(owners is [1], "A row was lost when its table was created again; a table that exists should stay as it is.");
    }

    private static async Task AddsColumnsAsync(DatabaseTestContext context)
    {
        ImageDatabase database = context.Database;
        DbConnection connection = await CreateAsync(context).ConfigureAwait(false);
        foreach (ImageColumnKind kind in Enum.GetValues<ImageColumnKind>())
        {
            foreach (bool isNullable in new[] { true, false })
            {
                ImageColumn column = new($"new_{kind}_{(isNullable ? "nullable" : "filled")}".ToLowerInvariant(), kind) { IsNullable = isNullable };
                ImageTableDefinition table = new(TableName, [.. Old.Columns, column]);
                Exception? thrown = await ThrownByAsync(() => connection.SendAsync(database.ComposeAddColumn(table, column))).ConfigureAwait(false);
                Expect(thrown is null, $"ComposeAddColumn gave '{database.ComposeAddColumn(table, column)}', which failed: {thrown?.Message}", thrown);
                ExistingTable? existing = await database.FindTableAsync(connection, table, context.CancellationToken).ConfigureAwait(false);
                Expect(existing!.Columns.Contains(column.Name), $"FindTableAsync didn't list the column '{column.Name}' after it was added; it listed {string.Join(", ", existing.Columns)}.");
            }
        }
    }

    private static async Task ReplacesKeyAsync(DatabaseTestContext context)
    {
        ImageDatabase database = context.Database;
        DbConnection connection = await CreateAsync(context).ConfigureAwait(false);
        ExistingTable? old = await database.FindTableAsync(connection, Old, context.CancellationToken).ConfigureAwait(false);
        Expect(old is not null, "FindTableAsync gave null for a table that exists; it should give its columns and its key.");
        await connection.SendAsync(database.ComposeReplacePrimaryKey(New, old!)).ConfigureAwait(false);
        ExistingTable? replaced = await database.FindTableAsync(connection, New, context.CancellationToken).ConfigureAwait(false);
        string key = string.Join(", ", replaced!.PrimaryKey), expected = string.Join(", ", New.PrimaryKey.Select(column => column.Name));
        Expect(key == expected, $"The primary key is ({key}) after ComposeReplacePrimaryKey; it should be ({expected}).");
        long rows = Convert.ToInt64((await connection.QueryAsync($"select count(*) from {database.QuoteTable(New)}").ConfigureAwait(false))[0], System.Globalization.CultureInfo.InvariantCulture);
        Expect(rows == 1, "A row was lost when the primary key was replaced; it should stay.");
    }

    private static async Task<DbConnection> CreateAsync(DatabaseTestContext context)
    {
        ImageDatabase database = context.Database;
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        context.Track(Old);
        await ThrownByAsync(() => connection.SendAsync($"drop table {database.QuoteTable(Old)}")).ConfigureAwait(false);
        await connection.SendAsync(database.ComposeCreateTable(Old)).ConfigureAwait(false);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = database.ComposeInsert(Old);
            ImageParameters parameters = new(command, database);
            parameters.Add("@owner_id", 1);
            parameters.Add("@place", 1);
            ImageColumns.Add(parameters, SampleRows.Create(owner: 1));
            await command.ExecuteNonQueryAsync(context.CancellationToken).ConfigureAwait(false);
        }

        return connection;
    }
}
