using ImageAttach.Databases;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>What tests of image sets share: a fresh shop, and its first user. Each runs on every database.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public abstract class ShopTests(DatabaseKind kind, string settings = "", StoreKind store = StoreKind.Disk)
{
    private protected DatabaseKind Kind => kind;

    private protected string Settings => settings;

    private protected SqlDialect Dialect => kind switch
    {
        DatabaseKind.MariaDb => SqlDialect.MySql,
        DatabaseKind.PostgreSql => SqlDialect.PostgreSql,
        _ => SqlDialect.Sqlite,
    };

    private protected ImageDatabase Database => ImageDatabases.Get(Dialect);

    private protected ShopWorld World { get; private set; } = null!;

    private protected User User { get; private set; } = null!;

    private protected FaultyStore Store => World.Store;

    private protected System.Data.Common.DbConnection Db => World.Db;

    [SetUp]
    public async Task OpenShop() => (World, User) = (await ShopWorld.OpenAsync(kind, settings, store), new User { Id = 1234, Name = "Ada" });

    [TearDown]
    public ValueTask CloseShop() => World?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected Task<UserPicture> AttachAsync(byte[] picture) => User.Picture.FromBlobAsync(Db, picture, store: Store);
}
