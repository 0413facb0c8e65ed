using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>What tests of image sets share: a fresh shop, and its first user.</summary>
public abstract class ShopTests
{
    private protected ShopWorld World { get; private set; } = null!;

    private protected User User { get; private set; } = null!;

    private protected FaultyStore Store => World.Store;

    private protected System.Data.Common.DbConnection Db => World.Db;

    [SetUp]
    public async Task OpenShop() => (World, User) = (await ShopWorld.OpenAsync(), new User { Id = 1234, Name = "Ada" });

    [TearDown]
    public ValueTask CloseShop() => World.DisposeAsync();

    private protected Task<UserPicture> AttachAsync(byte[] picture) => User.Picture.FromBlobAsync(Db, picture, store: Store);
}
