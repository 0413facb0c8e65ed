using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner that goes with all of its images.</summary>
public sealed class OwnerTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [SetUp]
    public async Task Attach()
    {
        await AttachAsync(Picture);
        await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        await User.FrontCover.FromBlobAsync(Db, Picture, store: Store);
        await new User { Id = 7 }.Picture.FromBlobAsync(Db, Picture, store: Store);
    }

    [Test]
    public async Task All_image_sets_of_an_owner_go_and_no_others()
    {
        await Db.RemoveImagesAsync(User, Store);
        Assert.That((await World.RowsAsync(), await World.RowsAsync("front_cover"), World.Files.Length), Is.EqualTo((1L, 0L, 1)));
        Assert.That((User.Picture.Images.Count, User.FrontCover.Images.Count), Is.EqualTo((0, 0)));
        await Db.RemoveImagesAsync(User, Store);
    }

    [Test]
    public async Task TX_05_They_stay_when_the_transaction_does_not_commit()
    {
        string[] files = World.Files;
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            await Db.RemoveImagesAsync(User, Store, tx);
        Assert.That((await World.RowsAsync(), await World.RowsAsync("front_cover")), Is.EqualTo((3L, 1L)));
        Assert.That(World.Files, Is.EqualTo(files));
    }

    [Test]
    public async Task TX_04_They_go_with_the_owners_row_in_one_transaction()
    {
        await Db.ExecuteAsync("create table users (id integer primary key, name varchar(50))");
        await Db.ExecuteAsync("insert into users values (1234, 'Ada')");
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await Db.RemoveImagesAsync(User, Store, tx);
        await Db.ExecuteAsync("delete from users where id = @Id", User, tx.DbTransaction);
        Assert.That(World.Files, Has.Length.EqualTo(4), "until the commit");
        await tx.CommitAsync();
        Assert.That((await World.RowsAsync(), await World.RowsAsync("users"), World.Files.Length), Is.EqualTo((1L, 0L, 1)));
    }

    [Test]
    public async Task Many_sets_and_those_of_base_classes_go_as_well()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        await Db.CreateImageTableAsync<AnimalPicture>();
        await Db.CreateImageTableAsync<DogTag>();
        Post post = new() { Id = 5 };
        await post.Photos.GetImageSet(1).FromBlobAsync(Db, Picture, store: Store);
        await post.Photos.GetImageSet(2).FromBlobAsync(Db, Picture, store: Store);
        await Db.RemoveImagesAsync(post, Store);
        Assert.That(await World.RowsAsync("post_photo"), Is.Zero);

        Dog dog = new() { Id = 3 };
        await dog.Picture.FromBlobAsync(Db, Picture, store: Store);
        await dog.Tag.FromBlobAsync(Db, Picture, store: Store);
        await Db.RemoveImagesAsync(dog, Store);
        Assert.That((await World.RowsAsync("animal_picture"), await World.RowsAsync("dog_tag"), World.Files.Length), Is.EqualTo((0L, 0L, 4)));
    }

    [Test]
    public async Task Sets_that_a_base_class_hides_go_with_those_of_a_derived_owner()
    {
        await Db.CreateImageTableAsync<PatientPicture>();
        await Db.CreateImageTableAsync<PatientScan>();
        await Db.CreateImageTableAsync<PatientRecord>();
        await Db.CreateImageTableAsync<InpatientBadge>();
        foreach (Patient patient in new[] { new Patient { Id = 3 }, new Inpatient { Id = 3 } })
        {
            await Patient.RecordOf(patient).FromBlobAsync(Db, Picture, store: Store);
            await patient.Scan.FromBlobAsync(Db, Picture, store: Store);
            Assert.That(((IImageOwner)patient).ImageSets, Is.Unique.And.Count.EqualTo(patient is Inpatient ? 4 : 3));
            await Db.RemoveImagesAsync(patient, Store);
            Assert.That((await World.RowsAsync("patient_record"), await World.RowsAsync("patient_scan"), World.Files.Length), Is.EqualTo((0L, 0L, 4)));
        }
    }

    [Test]
    public async Task Rows_that_a_foreign_key_deletes_leave_their_files_to_the_sweep()
    {
        string integer = Dialect == SqlDialect.MySql ? "int" : "integer";
        await Db.ExecuteAsync($"create table parents (id {integer} primary key)");
        await Db.ExecuteAsync("insert into parents values (1234), (7)");
        if (Dialect == SqlDialect.Sqlite)
            await Db.ExecuteAsync("alter table user_picture rename to old; create table user_picture (user_id integer not null references parents (id) on delete cascade, width int, height int, mimetype text, original boolean, created_at text, revision text, length bigint, sha256 text, recipe text); insert into user_picture select * from old; drop table old");
        else
            await Db.ExecuteAsync("alter table user_picture add foreign key (user_id) references parents (id) on delete cascade");
        await Db.ExecuteAsync("delete from parents where id = 1234");
        Assert.That((await World.RowsAsync(), World.Files.Length), Is.EqualTo((1L, 4)));

        SweepReport swept = await ImageSweeper.SweepAsync(Db, Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture)), Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Removed, World.Files.Length), Is.EqualTo((2L, 2)));
    }
}
