using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about the meaning of its errors.</summary>
internal static class ErrorChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        Create("A row whose key is taken is reported as a duplicate", DatabaseErrorKind.DuplicateKey, async (context, connection) =>
        {
            SampleRows rows = new(context.Database, connection);
            await rows.AddAsync(owner: 1).ConfigureAwait(false);
            return await ThrownByAsync(() => rows.AddAsync(owner: 1)).ConfigureAwait(false);
        }),
        Create("A table that doesn't exist is reported as missing", DatabaseErrorKind.MissingTable, (context, connection) => ThrownByAsync(
            () => connection.SendAsync(context.Database.ComposeDeleteSet(new("conformance_missing", [])).Split("\nwhere ")[0]))),
        Create("A column that doesn't exist is reported as missing", DatabaseErrorKind.MissingColumn, (context, connection) => ThrownByAsync(
            () => connection.QueryAsync($"select {context.Database.Quote("conformance_missing")} from {context.Database.QuoteTable(SampleTables.Pictures.Definition)}"))),
        new("A missing table is explained to the caller", ExplainsAsync),
    ];

    private static DatabaseCheck Create(string name, DatabaseErrorKind expected, Func<DatabaseTestContext, DbConnection, Task<Exception?>> fail) => new(name, async context =>
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        Exception? thrown = await fail(context, connection).ConfigureAwait(false);
        Expect(thrown is DbException, $"A statement that should fail {(thrown is null ? "succeeded" : $"threw {thrown.GetType().Name}")}; it should throw a DbException.", thrown);
        DbException failure = (DbException)thrown!;
        DatabaseErrorKind kind = context.Database.GetErrorKind(failure);
        Expect(kind == expected, $"GetErrorKind called the error {kind} ({failure.Message}); it should be {expected}.", failure);
        Expect(context.Database.IsAnswer(failure) || context.Database.RunsInProcess, $"IsAnswer gave false for an error that the database itself reports ({failure.Message}); it should give true.", failure);
    });

    private static async Task ExplainsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        await ThrownByAsync(() => connection.SendAsync($"drop table {context.Database.QuoteTable(SampleTables.Pictures.Definition)}")).ConfigureAwait(false);
        Exception? thrown = await ThrownByAsync(() => context.AttachAsync(connection, owner: 1, side: 1)).ConfigureAwait(false);
        Expect(thrown is ImageTableException, $"Attaching without a table {(thrown is null ? "succeeded" : $"threw {thrown.GetType().Name} ({thrown.Message})")}; it should throw ImageTableException.", thrown);
        Expect(context.Store.ToString() == "MemoryStore of 0 files", $"There is a {context.Store} after an attach that failed; its file should be removed.");
    }
}
