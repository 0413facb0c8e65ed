using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases;

/// <summary>Keys and columns of types that stand for one value, of dates and times, and of types that a class of the user's converts.</summary>
public sealed class TypedKeyTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly OrderId Id = new(Guid.Parse("76fdc405-9120-4ffc-a7a1-3c35409c595f"));
    private static readonly Ulid Batch = Ulid.Parse("01ARZ3NDEKTSV4RRFFQ69G5FAV");

    [SetUp]
    public async Task CreateTables()
    {
        await Db.CreateImageTableAsync<DeliveryPhoto>();
        await Db.CreateImageTableAsync<OrderScan>();
        await Db.CreateImageTableAsync<SlotPhoto>();
    }

    [Test]
    public async Task Every_value_reads_back_as_it_was_written()
    {
        await NewDelivery().Photos.GetImageSet(new Shelfmark(5)).FromBlobAsync(Db, Picture, Fill, Store);
        await NewDelivery().Photos.GetImageSet(new Shelfmark(5)).GenerateThumbnailAsync(Db, width: 20, store: Store);
        await NewDelivery().Photos.GetImageSet(place: new Shelfmark(-6)).FromBlobAsync(Db, Picture, store: Store);

        MultipleImageSet<DeliveryPhoto> photos = await NewDelivery().Photos.LoadAsync(Db);
        Assert.That(photos.ImageSets.Select(set => set.RequireOriginal().Place.Number), Is.EqualTo(new[] { -6, 5 }));
        Assert.That(photos.ImageSets[1].Images, Has.Count.EqualTo(2));
        foreach (DeliveryPhoto read in photos.ImageSets[1].Images)
            Assert.That(Values(read), Is.EqualTo(Values(Filled())));
        Assert.That(Values(photos.ImageSets[0].RequireOriginal()).Skip(10), Is.All.Null);
        Assert.That(photos.GetImageSet(new Shelfmark(5)).IsLoaded, Is.True);
    }

    [Test]
    public async Task A_page_of_owners_finds_each_its_own()
    {
        Delivery[] others = [NewDelivery(), NewDelivery(), NewDelivery(), NewDelivery(), NewDelivery(), NewDelivery(), NewDelivery()];
        others[0].Order = new(Guid.NewGuid());
        others[1].Sku = new("OTHER");
        others[2].Day = others[2].Day.AddDays(1);
        others[3].Slot = others[3].Slot.Add(TimeSpan.FromMicroseconds(1));
        others[4].Wait += TimeSpan.FromTicks(1);
        others[5].Batch = Ulid.MinValue;
        others[6].Season = Season.Spring;
        await NewDelivery().Photos.GetImageSet(new Shelfmark(1)).FromBlobAsync(Db, Picture, store: Store);
        Delivery[] page = [.. others, NewDelivery(), NewDelivery()];
        await Db.LoadImagesAsync(page, delivery => delivery.Photos);
        Assert.That(page.Select(delivery => delivery.Photos.ImageSets.Count), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0, 0, 1, 1 }));

        Order[] orders = [new() { Id = Id }, new() { Id = new(Guid.NewGuid()) }];
        await orders[0].Scan.FromBlobAsync(Db, Picture, store: Store);
        await Db.LoadImagesAsync(orders, order => order.Scan);
        Assert.That(orders.Select(order => order.Scan.Images.Count), Is.EqualTo(new[] { 1, 0 }));
    }

    [Test]
    public async Task A_query_of_plain_Dapper_reads_every_value()
    {
        await NewDelivery().Photos.GetImageSet(new Shelfmark(5)).FromBlobAsync(Db, Picture, Fill, Store);
        DeliveryPhoto read = (await Db.QueryAsync<DeliveryPhoto>("select * from delivery_photo")).Single();
        Assert.That(Values(read), Is.EqualTo(Values(Filled())));
        Assert.That(await Db.QueryAsync<DeliveryPhoto>("select * from delivery_photo where day = @Day", new { Filled().Day }), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_sweep_keeps_what_rows_name()
    {
        await NewDelivery().Photos.GetImageSet(new Shelfmark(5)).FromBlobAsync(Db, Picture, Fill, Store);
        await new Order { Id = Id }.Scan.FromBlobAsync(Db, Picture, store: Store);
        await ImageSweeper.SweepAsync(
            Db, Generated.ImageEntities.All.Where(table => table.ImageType == typeof(DeliveryPhoto) || table.ImageType == typeof(OrderScan)), Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That(await new Order { Id = Id }.Scan.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
        Assert.That(await NewDelivery().Photos.GetImageSet(new Shelfmark(5)).MakeBlobAsync(Db, Store), Is.EqualTo(Picture));

        await Db.RemoveImagesAsync(NewDelivery(), Store);
        Assert.That(await NewDelivery().Photos.CountAsync(Db), Is.Zero);
    }

    [Test]
    public void Object_ids_are_those_of_the_value()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new OrderScan { OrderId = Id }.ObjectId, Is.EqualTo(ObjectId.From(Id.Value)));
            Assert.That(new DayPhoto { Day = new(2026, 11, 30) }.ObjectId.ToString(), Is.EqualTo("739949"));
            Assert.That(new SlotPhoto { Slot = new(9, 30, 0, 5) }.ObjectId.ToString(), Is.EqualTo("342000050000"));
            Assert.That(new WaitPhoto { Wait = TimeSpan.FromTicks(-7) }.ObjectId.ToString(), Is.EqualTo("-7"));
            Assert.That(new UlidPhoto { Id = Batch }.ObjectId, Is.EqualTo(ObjectId.From(new System.Numerics.BigInteger(Batch.ToByteArray(), isUnsigned: true, isBigEndian: true))));
            Assert.That(Filled().ObjectId, Is.EqualTo(new ObjectIdHash().Append(Id.Value).Append("ü'1").Append(739949L).Append(342000050000L).Append(-34559999999997L).Append(Batch.ToGuid()).Append("Autumn").Append(5L).ToObjectId()));
        });
    }

    [Test]
    public void A_time_that_no_database_keeps_is_refused_in_a_key()
    {
        SlotPhoto photo = new() { Slot = new TimeOnly(1) };
        using System.Data.Common.DbCommand command = Db.CreateCommand();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Generated.ImageAttach_Tests_Databases.SlotPhotoTable.Instance.AddSetKey(new(command, Database), photo))!;
        Assert.That(refused.Message, Does.Contain("00:00:00.0000001").And.Contain("microsecond"));
    }

    [Test]
    public async Task A_length_is_held([Values("caption", "story", "thumbprint", "sku")] string column)
    {
        Delivery delivery = NewDelivery();
        if (column == "sku")
            delivery.Sku = new(new string('a', 41));
        await Assert.ThatAsync(() => delivery.Photos.GetImageSet(new Shelfmark(1)).FromBlobAsync(Db, Picture, Fit(longer: true), Store), Throws.InstanceOf<System.Data.Common.DbException>().Or.InstanceOf<ImageTableException>());
        await NewDelivery().Photos.GetImageSet(new Shelfmark(1)).FromBlobAsync(Db, Picture, Fit(longer: false), Store);

        Action<DeliveryPhoto> Fit(bool longer) => photo =>
        {
            int more = longer ? 1 : 0;
            photo.Caption = new string('ü', 20 + (column == "caption" ? more : 0));
            photo.Story = new string('ü', 2000 + (column == "story" ? more : 0));
            photo.Thumbprint = new byte[4 + (column == "thumbprint" ? more : 0)];
        };
    }

    [Test]
    public void The_type_and_place_of_a_column_are_those_that_were_named()
    {
        string[] lines = DeliveryPhoto.CreateTableSql(Dialect).Split('\n');
        Assert.That(lines[1].Trim().Trim('"', '`'), Does.StartWith("color").And.EndsWith("varchar(7),"));
    }

    private static Delivery NewDelivery() => new()
    {
        Order = Id, Sku = new("ü'1"), Day = new(2026, 11, 30), Slot = new(9, 30, 0, 5), Wait = TimeSpan.FromDays(-40) + TimeSpan.FromTicks(3), Batch = Batch, Season = Season.Autumn, Note = "by hand",
    };

    private static DeliveryPhoto Filled()
    {
        Delivery key = NewDelivery();
        DeliveryPhoto photo = new()
        {
            Order = key.Order, Sku = key.Sku, Day = key.Day, Slot = key.Slot, Wait = key.Wait, Batch = key.Batch, Season = key.Season, Place = new(5),
        };
        Fill(photo);
        return photo;
    }

    private static void Fill(DeliveryPhoto photo)
    {
        (photo.Price, photo.OldPrice, photo.Parent, photo.Views) = (new(1.5m, "EUR"), new(2, "SEK"), new(Guid.Empty), new(long.MaxValue));
        (photo.Other, photo.Taken, photo.At, photo.Exposure, photo.Group) = (new("x"), new DateOnly(1, 1, 1).AddYears(1970), new TimeOnly(23, 59, 59, 999, 999), TimeSpan.MaxValue, Ulid.MaxValue);
        (photo.Caption, photo.Story, photo.Thumbprint, photo.Color) = ("c", "s", [1, 2], "#ffffff");
    }

    private static object?[] Values(DeliveryPhoto photo) =>
    [
        photo.Order, photo.Sku, photo.Day, photo.Slot, photo.Wait, photo.Batch, photo.Season, photo.Place.Number, photo.Price.Amount, photo.Price.Currency,
        photo.OldPrice, photo.Parent, photo.Views, photo.Other, photo.Taken, photo.At, photo.Exposure, photo.Group, photo.Caption, photo.Story, photo.Thumbprint, photo.Color,
    ];
}
