using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using Shop;

namespace ImageAttach.Tests.Support;

/// <summary>A small shop: a database and a folder of images, both fresh and both removed with it.</summary>
internal sealed class ShopWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imageattach-tests-").FullName;

    private readonly StoreKind _kind;
    private readonly TestBucket? _bucket;
    private readonly TestContainer? _container;

    private ShopWorld(TestDatabase database, string settings, StoreKind store, TestBucket? bucket, TestContainer? container)
    {
        Database = database;
        _kind = store;
        (_bucket, _container) = (bucket, container);
        ImageFolder = Path.Combine(_folder, "images");
        Uri address = new("https://images.example.com/");
        FileSystemStore disk = new(ImageFolder, address);
        Store = new FaultyStore(store switch
        {
            StoreKind.Disk => disk,
            StoreKind.Memory => new MemoryStore(address),
            StoreKind.S3 => bucket!.Store(options => options.PublicBaseUrl = address),
            StoreKind.Azure => container!.Store(options => options.PublicBaseUrl = address),
            _ => new SandboxStore(disk, new MemoryStore(address)),
        });
        Db = database.Connect(settings);
    }

    public TestDatabase Database { get; }

    public string ImageFolder { get; }

    public FaultyStore Store { get; }

    public DbConnection Db { get; }

    /// <summary>The image files there are, as paths below the folder. Of a sandbox, the underlying store's as well: there must be none.</summary>
    public string[] Files => [.. (_kind == StoreKind.Disk ? FilesOnDisk() : FilesOnDisk().Concat(ListedFiles())).Order(StringComparer.Ordinal)];

    /// <param name="kind">The database.</param>
    /// <param name="settings">More settings for the connection string.</param>
    /// <param name="store">Where images are kept.</param>
    public static async Task<ShopWorld> OpenAsync(DatabaseKind kind = DatabaseKind.Sqlite, string settings = "", StoreKind store = StoreKind.Disk)
    {
        TestBucket? bucket = store == StoreKind.S3 ? await TestBucket.OpenAsync() : null;
        TestContainer? container = store == StoreKind.Azure ? await TestContainer.OpenAsync() : null;
        ShopWorld world = new(await TestDatabase.CreateAsync(kind), settings, store, bucket, container);
        await world.Db.OpenAsync();
        await world.Db.CreateImageTableAsync<UserPicture>();
        await world.Db.CreateImageTableAsync<UserFrontCover>();
        return world;
    }

    public async Task<DbConnection> AnotherConnectionAsync()
    {
        DbConnection connection = Database.Connect();
        await connection.OpenAsync();
        return connection;
    }

    public Task<long> RowsAsync(string table = "user_picture") => Db.ExecuteScalarAsync<long>($"select count(*) from {table}");

    /// <summary>Rows of other users. MySQL locks the gap where a first row would go, and neighbours that have rows keep it narrow.</summary>
    public async Task AddNeighboursAsync(params int[] users)
    {
        foreach (int user in users)
        {
            await Db.ExecuteAsync(
                "insert into user_picture (user_id, width, height, mimetype, original, created_at) values (@user, 1, 1, 'image/png', @no, current_timestamp)",
                new { user, no = false });
        }
    }

    /// <summary>Every row has its file with the noted bytes, and there is no file besides.</summary>
    public async Task AssertRowsAndFilesAgreeAsync(User user)
    {
        await user.Picture.LoadAsync(Db);
        Assert.That(Files, Is.EquivalentTo(user.Picture.Images.Select(image => image.Key.ToPath())), "files and rows");
        foreach (UserPicture image in user.Picture.Images)
        {
            byte[] bytes = await image.MakeBlobAsync(Store);
            Assert.That(bytes, Has.Length.EqualTo(image.Length));
            Assert.That(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Is.EqualTo(image.Sha256));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Database.DisposeAsync();
        if (_bucket is not null)
            await _bucket.DisposeAsync();
        if (_container is not null)
            await _container.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // More than a listing shows: what bears no key's name, and what lies in .incoming. The mark of a sweep is meant to be there.
    private IEnumerable<string> FilesOnDisk() => !Directory.Exists(ImageFolder)
        ? []
        : Directory.EnumerateFiles(ImageFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ImageFolder, file).Replace('\\', '/'))
            .Where(file => file != ".belongs-to");

    private IEnumerable<string> ListedFiles() => new[] { new UserPicture().ObjectType, new UserFrontCover().ObjectType }
        .SelectMany(type => Store.ListAsync(type).ToBlockingEnumerable())
        .Select(file => file.Key.ToPath());
}
