using System.Data.Common;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Npgsql;
using Shop;

namespace ImageAttach.Tests.Outages;

/// <summary>A sweep on a standby, or on a standby that was promoted beside its primary, loses none of the primary's files.</summary>
public sealed class StandbySweepTests
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    private readonly MemoryStore _store = new();

    [Test]
    public async Task A_standby_and_a_promoted_clone_are_refused()
    {
        await using OwnServer server = await OwnServer.StartAsync(DatabaseKind.PostgreSql);
        await using DbConnection primary = await OpenAsync(server.ConnectionString);
        await primary.CreateImageTableAsync<UserPicture>();
        await AttachAsync(primary, 1);
        await ImageSweeper.SweepAsync(primary, Tables, _store, AtOnce);

        await using StandbyServer standby = await StandbyServer.StartAsync(server);
        await standby.CatchUpAsync();
        await AssertRefusedAsync(standby, "a standby");

        await standby.PromoteAsync();
        await AttachAsync(primary, 2);
        await AssertRefusedAsync(standby, "copied or moved");

        Assert.That((await ImageSweeper.SweepAsync(primary, Tables, _store, AtOnce)).Removed, Is.Zero);
        Assert.That((await ImageVerifier.VerifyAsync(primary, Tables, _store)).Problems, Is.Empty);
    }

    private static async Task<DbConnection> OpenAsync(string connectionString)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task AssertRefusedAsync(StandbyServer standby, string message)
    {
        await using DbConnection db = await OpenAsync(standby.ConnectionString);
        Assert.That(
            () => ImageSweeper.SweepAsync(db, Tables, _store, AtOnce), Throws.TypeOf<SweepRefusedException>().With.Message.Contains(message));
    }

    private Task<UserPicture> AttachAsync(DbConnection db, int user) => new User { Id = user }.Picture.FromBlobAsync(db, Picture, store: _store);
}
