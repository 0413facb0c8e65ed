using System.Transactions;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>One scope over two databases: each file follows the row in its own.</summary>
public sealed class TwoDatabasesTests
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private MemoryStore _store = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeStore() => (_store, _folder) = (new(), new());

    [TearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public async Task A_database_that_can_not_commit_keeps_its_old_picture_while_the_other_gets_its_new_one()
    {
        (User first, User second) = (new() { Id = 1 }, new() { Id = 2 });
        await AttachAsync("first", first);
        await AttachAsync("second", second);
        Exception? failure = null;
        await using (SqliteConnection reader = new(ConnectionString("second")))
        {
            // Without a write-ahead log a reader holds up the commit until it times out.
            await reader.OpenAsync();
            await using SqliteDataReader rows = await ReadAsync(reader);
            try
            {
                await ReplaceBothAsync(first, second);
            }
            catch (TransactionException refused)
            {
                failure = refused;
            }
        }

        Assert.That(failure, Is.Not.Null);
        Assert.That(await PictureAsync("first", first), Is.EqualTo(New));
        Assert.That(await PictureAsync("second", second), Is.EqualTo(Old));
    }

    [Test]
    public async Task Both_databases_commit_and_both_old_files_go()
    {
        (User first, User second) = (new() { Id = 1 }, new() { Id = 2 });
        await AttachAsync("first", first);
        await AttachAsync("second", second);
        await ReplaceBothAsync(first, second);
        Assert.That(await PictureAsync("first", first), Is.EqualTo(New));
        Assert.That(await PictureAsync("second", second), Is.EqualTo(New));
        Assert.That(_store.ListAsync("user-picture").ToBlockingEnumerable().Count(), Is.EqualTo(2));
    }

    private static async Task<SqliteDataReader> ReadAsync(SqliteConnection reader)
    {
        SqliteCommand command = reader.CreateCommand();
        command.CommandText = "select * from user_picture";
        SqliteDataReader rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return rows;
    }

    private async Task ReplaceBothAsync(User first, User second)
    {
        using TransactionScope scope = new(TransactionScopeAsyncFlowOption.Enabled);
        foreach ((string name, User user) in new[] { ("first", first), ("second", second) })
        {
            await using AmbientSqliteConnection db = new(ConnectionString(name));
            await user.Picture.FromBlobAsync(db, New, store: _store);
        }

        scope.Complete();
    }

    private async Task AttachAsync(string name, User user)
    {
        await using SqliteConnection db = new(ConnectionString(name));
        await db.ExecuteAsync("pragma journal_mode = delete");
        await db.CreateImageTableAsync<UserPicture>();
        await user.Picture.FromBlobAsync(db, Old, store: _store);
    }

    private async Task<byte[]> PictureAsync(string name, User user)
    {
        await using SqliteConnection db = new(ConnectionString(name));
        return await user.Picture.MakeBlobAsync(db, _store);
    }

    private string ConnectionString(string name) => $"Data Source={Path.Combine(_folder.Path, name)}.db;Pooling=False;Default Timeout=1";
}
