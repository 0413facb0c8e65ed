using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases;

/// <summary>A table in another schema than the connection's own, in every statement.</summary>
public sealed class SchemaTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private static readonly IImageTable Table = Generated.ImageEntities.All.Single(table => table.ImageType == typeof(VaultPicture));

    private string? _attached;

    // The schema's name is part of the type, so tests that run elsewhere at the same time wait for each other.
    [SetUp]
    public async Task CreateSchema()
    {
        switch (Kind)
        {
            case DatabaseKind.MariaDb:
                Assert.That(await Db.ExecuteScalarAsync<int>("select get_lock('imageattach_vault', 300)", commandTimeout: 400), Is.EqualTo(1));
                await Db.ExecuteAsync("drop database if exists imageattach_vault");
                await Db.ExecuteAsync("create database imageattach_vault character set utf8mb4");
                break;
            case DatabaseKind.PostgreSql:
                await Db.ExecuteAsync("select pg_advisory_lock(hashtext('imageattach_vault'))", commandTimeout: 400);
                await Db.ExecuteAsync("drop schema if exists imageattach_vault cascade");
                await Db.ExecuteAsync("create schema imageattach_vault");
                break;
            default:
                _attached = Path.GetTempFileName();
                await Db.ExecuteAsync($"attach database '{_attached}' as imageattach_vault");
                break;
        }
    }

    [TearDown]
    public async Task DropSchema()
    {
        if (World is null)
            return;
        switch (Kind)
        {
            case DatabaseKind.MariaDb:
                await Db.ExecuteAsync("drop database imageattach_vault");
                await Db.ExecuteAsync("select release_lock('imageattach_vault')");
                break;
            case DatabaseKind.PostgreSql:
                await Db.ExecuteAsync("drop schema imageattach_vault cascade");
                break;
            default:
                await Db.ExecuteAsync("detach database imageattach_vault");
                File.Delete(_attached!);
                break;
        }
    }

    [Test]
    public async Task Everything_goes_to_the_schema()
    {
        await Db.CreateImageTableAsync<VaultPicture>();
        await Db.CreateImageTableAsync<VaultPicture>();
        Vault vault = new() { Id = 1 }, other = new() { Id = 2 };
        ImageSubset<VaultPicture> first = vault.Pictures.GetImageSet(number: 1);
        await first.FromBlobAsync(Db, Picture, picture => picture.Caption = "first", Store);
        await first.FromBlobAsync(Db, Picture, picture => picture.Caption = "again", Store);
        await first.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await first.CopyToAsync(Db, other.Pictures.GetImageSet(number: 1), Store);
        Assert.That(await Db.ExecuteScalarAsync<long>("select count(*) from imageattach_vault.vault_picture where caption = 'again'"), Is.EqualTo(4));
        Assert.That(await vault.Pictures.CountImagesAsync(Db), Is.EqualTo(2));

        Vault[] page = [new() { Id = 1 }, new() { Id = 2 }];
        await Db.LoadImagesAsync(page, owner => owner.Pictures);
        Assert.That(page.Select(owner => owner.Pictures.ImageSets.Single().Images.Count), Is.EqualTo(new[] { 2, 2 }));
        Assert.That((await ImageVerifier.VerifyAsync(Db, [Table], Store)).Problems, Is.Empty);
        SweepReport swept = await ImageSweeper.SweepAsync(Db, [Table], Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Examined, swept.Removed), Is.EqualTo((4L, 0L)));

        await vault.Pictures.RemoveAsync(Db, Store);
        Assert.That(await Db.ExecuteScalarAsync<long>("select count(*) from imageattach_vault.vault_picture"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_table_lies_in_the_schema_and_nowhere_else()
    {
        Assert.That((Table.Schema, Table.TableName, Table.QualifiedName), Is.EqualTo(("imageattach_vault", "vault_picture", "imageattach_vault.vault_picture")));
        await Db.CreateImageTableAsync<VaultPicture>();
        await Assert.CatchAsync<DbException>(() => Db.ExecuteAsync($"select 1 from {(Kind == DatabaseKind.Sqlite ? "main.vault_picture" : "vault_picture")}"));
        await Db.ExecuteAsync("drop table imageattach_vault.vault_picture");
        ImageTableException missing = (await Assert.ThrowsAsync<ImageTableException>(() => new Vault { Id = 1 }.Pictures.LoadAsync(Db)))!;
        Assert.That(missing.Message, Does.Contain("no table 'imageattach_vault.vault_picture'"));
    }

    [Test]
    public async Task A_schema_that_is_missing_is_reported_by_its_name()
    {
        ImageTableException missing = (await Assert.ThrowsAsync<ImageTableException>(() => Db.CreateImageTableAsync<LostPicture>()))!;
        Assert.That(missing.Message, Does.Contain("no schema 'imageattach_nowhere'").And.Contain("Make it first"));
    }
}
