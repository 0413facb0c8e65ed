using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using MySqlConnector;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>A shop whose images a process of its own works on, and what is left when that is killed.</summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    private static readonly IImageTable[] Tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

    private readonly DatabaseKind _kind;
    private readonly string _settings;
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _folder;
    private readonly CrashFiles _files;
    private CrashSubject? _next;

    private CrashWorld(DatabaseKind kind, TestDatabase database, string settings, TemporaryFolder folder, CrashFiles files) =>
        (_kind, _database, _settings, Db, _folder, _files) = (kind, database, settings, database.Connect(), folder, files);

    /// <summary>Some pictures, of which the first is what users have before.</summary>
    public static byte[][] Pictures { get; } = [.. Enumerable.Range(1, 5).Select(seed => Imaging.Pictures.Jpeg(60, 40, seed))];

    public DbConnection Db { get; }

    public IListableImageStore Store => _files.Store;

    /// <summary>Where migrations go.</summary>
    public IListableImageStore NewStore => _files.NewStore;

    /// <param name="kind">The database.</param>
    /// <param name="settings">What the processes add to the connection string.</param>
    /// <param name="store">Where files are kept.</param>
    public static async Task<CrashWorld> OpenAsync(DatabaseKind kind, string settings = "", StoreKind store = StoreKind.Disk)
    {
        TemporaryFolder folder = new();
        CrashFiles files = await CrashFiles.OpenAsync(store, folder.Path);
        CrashWorld world = new(kind, await TestDatabase.CreateAsync(kind), settings, folder, files);
        await world.Db.OpenAsync();
        await world.Db.CreateImageTableAsync<UserPicture>();
        string pictures = Directory.CreateDirectory(Path.Combine(world._folder.Path, "pictures")).FullName;
        for (int i = 0; i < Pictures.Length; i++)
            await File.WriteAllBytesAsync(Path.Combine(pictures, $"{i}.jpg"), Pictures[i]);
        return world;
    }

    /// <summary>A process that waits for its command. The next is started meanwhile.</summary>
    public CrashSubject Subject()
    {
        CrashSubject subject = _next ?? Start();
        _next = Start();
        return subject;
    }

    /// <summary>A process in an environment of its own.</summary>
    public CrashSubject Subject(IReadOnlyDictionary<string, string> environment) => Start(environment);

    /// <summary>A user's images: width and hash of each.</summary>
    public async Task<string[]> ImagesAsync(int user) =>
        [.. (await new User { Id = user }.Picture.LoadAsync(Db)).Images.Select(image => $"{image.Width} {image.Sha256}")];

    /// <summary>What a server still does for a process that is gone: only when it has noticed is everything said and done.</summary>
    public async Task WaitForSessionsAsync()
    {
        while (await SessionsAsync() > 0)
            await Task.Delay(10);
        if (_kind == DatabaseKind.MariaDb)
            await EndPreparedAsync();
    }

    /// <summary>Every row has its exact bytes; and after one sweep there is no file besides.</summary>
    public async Task<SweepReport> AssertPromisesAsync()
    {
        VerifyReport verified = await ImageVerifier.VerifyAsync(Db, Tables, Store, new VerifyOptions { CheckHashes = true });
        Assert.That(verified.Problems, Is.Empty);
        SweepReport swept = await ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true });
        Assert.That(await _files.GetNamesAsync("images"), Has.Length.EqualTo(verified.Examined), "files and rows");
        Assert.That((await ImageVerifier.VerifyAsync(Db, Tables, Store)).Problems, Is.Empty, "after the sweep");
        return swept;
    }

    /// <summary>Run again, a migration ends with every file in the new store; what was begun before is gone.</summary>
    public async Task AssertMigratesAsync()
    {
        Assert.That((await ImageMigration.PlanFor<UserPicture>(Db, Store, NewStore).ExecuteAsync()).Problems, Is.Empty);
        VerifyReport verified = await ImageVerifier.VerifyAsync(Db, Tables, NewStore, new VerifyOptions { CheckHashes = true });
        Assert.That((verified.Examined > 0, verified.Problems.Count), Is.EqualTo((true, 0)));
        await NewStore.RemoveUnfinishedAsync(DateTimeOffset.MaxValue);
        Assert.That(await _files.GetNamesAsync("new-images"), Has.Length.EqualTo(verified.Examined));
        await _files.ClearNewStoreAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _next?.Dispose();
        await Db.DisposeAsync();
        await _database.DisposeAsync();
        await _files.DisposeAsync();
        _folder.Dispose();
    }

    private CrashSubject Start(IReadOnlyDictionary<string, string>? environment = null) => CrashSubject.Start(
        _kind.ToString().ToLowerInvariant(),
        _database.ConnectionString + (_kind == DatabaseKind.PostgreSql ? $";Application Name={_database.Name}" : "") + _settings,
        _folder.Path,
        _files,
        environment);

    // As an operator has to when a process was killed between XA PREPARE and XA COMMIT. Those of living sessions can't be ended from here.
    private async Task EndPreparedAsync()
    {
        foreach (IDictionary<string, object?> prepared in (await Db.QueryAsync("xa recover format = 'SQL'")).Cast<IDictionary<string, object?>>())
        {
            try
            {
                await Db.ExecuteAsync($"xa rollback {prepared["data"]}");
            }
            catch (MySqlException failure) when (failure.ErrorCode == MySqlErrorCode.XAERNotA)
            {
                // Another test's, which is about to commit it.
            }
        }
    }

    // MariaDB is not asked through information_schema.processlist: asked often while sessions end, 10.11.19 crashes.
    private async Task<long> SessionsAsync() => _kind switch
    {
        DatabaseKind.MariaDb => (await Db.QueryAsync("show processlist")).Cast<IDictionary<string, object?>>().Count(session => (string?)session["db"] == _database.Name) - 1,
        DatabaseKind.PostgreSql => await Db.ExecuteScalarAsync<long>("select count(*) from pg_stat_activity where application_name = @Name", _database),
        _ => 0,
    };
}
