using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Connections whose dialect isn't known by their type.</summary>
public sealed class DialectTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [Test]
    public async Task A_connection_that_wraps_another_works_once_its_dialect_is_given()
    {
        using IDisposable context = WrappingConnection.Settings.Use();
        await using DbConnection db = WrappingConnection.Around(World.Database.Connect());
        await db.OpenAsync();
        await User.Picture.FromBlobAsync(db, Picture, store: Store);
        await User.Picture.GenerateThumbnailAsync(db, width: 20, store: Store);
        await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
        {
            await User.Picture.GenerateThumbnailAsync(db, width: 10, store: Store, transaction: tx);
            await tx.CommitAsync();
        }

        await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
            await User.Picture.GenerateThumbnailAsync(db, width: 30, store: Store, transaction: tx);
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 40, 10, 20 }));
    }

    [Test]
    public void A_dialect_that_there_is_not_is_refused() => Assert.That(
        () => ImageDatabases.Get((SqlDialect)77), Throws.TypeOf<NotSupportedException>());

    [Test]
    public void A_connection_of_an_unknown_database_is_refused_by_name()
    {
        using UnknownConnection connection = new();
        Assert.That(
            () => User.Picture.FromBlobAsync(connection, Picture, store: Store),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("UnknownConnection").And.Message.Contains("Npgsql.NpgsqlConnection")
                .And.Message.Contains("ImageAttachSettings.Databases, for typeof(UnknownConnection)"));
    }
}
