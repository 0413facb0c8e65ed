using System.Data.Common;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>A table seen without its image type, as sweeps and migrations see it.</summary>
public sealed class TableTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly IImageTable Table = Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture));

    [Test]
    public async Task Rows_are_read_and_belong_to_a_set()
    {
        UserPicture original = await AttachAsync(Pictures.Jpeg(60, 40, seed: 1));
        UserPicture thumbnail = await User.Picture.GenerateThumbnailAsync(Db, width: 30, store: Store);

        List<Image> read = [];
        await using DbCommand command = Db.CreateCommand();
        command.CommandText = Database.ComposeSelect(Table.Definition) + " order by width desc";
        await using (DbDataReader reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                read.Add(Table.ReadImage(reader));
        }

        Assert.That(read.Select(image => image.Key), Is.EqualTo(new[] { original.Key, thumbnail.Key }));
        Assert.That(Table.GetSetKeyOf(read[0]), Is.EqualTo(Table.GetSetKeyOf(thumbnail)));
        Assert.That(Table.GetSetKeyOf(read[0]), Is.Not.EqualTo(Table.GetSetKeyOf(new UserPicture { UserId = 1 })));
    }

    [Test]
    public void Several_sets_in_one_command_have_parameters_of_their_own()
    {
        using DbCommand command = Db.CreateCommand();
        ImageParameters first = new(command, Database), second = first with { Suffix = "_1" };
        Table.AddSetKeyOf(first, new UserPicture { UserId = 7 });
        Table.AddSetKeyOf(second, new UserPicture { UserId = 8 });
        Assert.That(
            command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName.TrimStart('@'), parameter.Value)),
            Is.EqualTo(new (string, object?)[] { ("user_id", 7), ("user_id_1", 8) }));
    }

    [Test]
    public void Times_are_cut_to_what_all_databases_keep()
    {
        DateTimeOffset time = new(new DateTime(2026, 11, 25, 12, 0, 0).AddTicks(12345679), TimeSpan.FromHours(5.75));
        Assert.That(ImageColumns.ToStoredPrecision(time), Is.EqualTo(new DateTimeOffset(time.UtcTicks - 9, TimeSpan.Zero)));
    }
}
