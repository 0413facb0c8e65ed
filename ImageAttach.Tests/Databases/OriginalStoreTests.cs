using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>
/// A database and a folder that SQLAlchemy-ImageAttach 1.1.0 wrote, used in place. On the servers its rows are those of the SQLite file, in
/// the tables that SQLAlchemy would have made there.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed partial class OriginalStoreTests(DatabaseKind kind)
{
    private const string DocumentId = "76fdc40591204ffca7a13c35409c595f";

    private static readonly string Fixture = Path.Combine(TestContext.CurrentContext.TestDirectory, "Databases", "OriginalStore");
    private static readonly string[] Tables = ["user_picture", "document_scan", "post_photo"];

    private readonly OldDocument _document = new() { Id = DocumentId };
    private readonly OldPost _post = new() { Id = 5 };
    private TemporaryFolder _folder = null!;
    private TestDatabase? _database;
    private DbConnection? _connection;
    private FileSystemStore _store = null!;

    private DbConnection Db => _connection!;

    [SetUp]
    public async Task OpenTheOldShop()
    {
        _folder = new TemporaryFolder();
        _database = await TestDatabase.CreateAsync(kind);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Fixture, "images"), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder.Path, Path.GetRelativePath(Fixture, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _store = new FileSystemStore(Path.Combine(_folder.Path, "images"), new Uri("http://images.example/"));
        _connection = _database.Connect();
        await Db.OpenAsync();
        await using (SqliteConnection original = new($"Data Source={Path.Combine(Fixture, "original.db")};Mode=ReadOnly;Pooling=False"))
        {
            foreach (string table in Tables)
            {
                string create = await original.ExecuteScalarAsync<string>("select sql from sqlite_master where name = @table", new { table }) ?? "";
                await Db.ExecuteAsync(ForeignKey().Replace(TypesOf(create), ""));
                foreach (IDictionary<string, object> row in await original.QueryAsync($"select * from {table}"))
                    await InsertAsync(table, row);
            }
        }

        foreach (string table in Tables)
            await Db.ExecuteAsync(DocumentedAlter().Replace("user_picture", table));
    }

    [TearDown]
    public async Task Close()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Test]
    public async Task Every_image_is_found_read_byte_for_byte_and_located_where_it_was()
    {
        string[][] expected = [.. (await File.ReadAllLinesAsync(Path.Combine(Fixture, "expected.tsv"))).Skip(1).Select(line => line.Split('\t'))];
        List<string[]> found = [];
        foreach (Image image in await AllImagesAsync())
        {
            byte[] bytes = await image.MakeBlobAsync(_store);
            found.Add(
            [
                image.ObjectType.Replace('-', '_'), image.ObjectId.ToString(), Text(image.Width), Text(image.Height), image.MimeType, image.Original ? "1" : "0",
                image.Locate(_store).AbsoluteUri, Text(bytes.Length), Convert.ToHexStringLower(SHA256.HashData(bytes)),
            ]);
            Assert.That((image.Revision, image.Length, image.Sha256), Is.EqualTo(("", (long?)null, (string?)null)));
        }

        Assert.That(found, Is.EquivalentTo(expected));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    [Test]
    public async Task Thumbnails_are_found_and_new_ones_added()
    {
        ImageSet<UserPicture> set = new User { Id = 1234 }.Picture;
        UserPicture old = await set.GenerateThumbnailAsync(Db, width: 150, store: _store);
        Assert.That(old.Revision, Is.Empty, "the one that was there");
        UserPicture made = await set.GenerateThumbnailAsync(Db, width: 100, store: _store);
        Assert.That((made.Width, made.Height, made.Revision.Length), Is.EqualTo((100, 68, 32)));

        OldDocumentScan page = await _document.Scan.GenerateThumbnailAsync(Db, width: 50, store: _store);
        Assert.That(page.ObjectId, Is.EqualTo(ObjectId.From(Guid.Parse(DocumentId))));
        OldPostPhoto photo = await _post.Photos.GetImageSet(9).GenerateThumbnailAsync(Db, width: 50, store: _store);
        Assert.That((await _post.Photos.GetImageSet(9).LoadAsync(Db)).Images.Select(image => image.Width), Is.EqualTo(new[] { 380, 50 }));
        foreach (Image image in new Image[] { made, page, photo })
            Assert.That((await image.MakeBlobAsync(_store)).Length, Is.EqualTo(image.Length));
        Assert.That((await set.LoadAsync(Db)).Images.Select(image => image.Width), Is.EqualTo(new[] { 380, 100, 150, 190 }));
    }

    [Test]
    public async Task Replacing_an_original_removes_its_files_and_no_others()
    {
        byte[] picture = Pictures.Jpeg(380, 260, seed: 5);
        string[] before = Files();
        UserPicture replaced = await new User { Id = 1234 }.Picture.FromBlobAsync(Db, picture, store: _store);
        Assert.That(replaced.Key.ToPath(), Does.Contain(replaced.Revision));
        Assert.That(Files(), Is.EquivalentTo(before.Where(file => !file.Contains("user-picture/234/1/")).Append(replaced.Key.ToPath())));
        Assert.That(await new User { Id = 1234 }.Picture.MakeBlobAsync(Db, _store), Is.EqualTo(picture));

        await _document.Scan.FromBlobAsync(Db, picture, store: _store);
        Assert.That(await new OldDocument { Id = DocumentId }.Scan.MakeBlobAsync(Db, _store), Is.EqualTo(picture));
        await _post.Photos.GetImageSet(3).RemoveAsync(Db, _store);
        Assert.That(await _post.Photos.ImageSetsAsync(Db).CountAsync(), Is.EqualTo(1));
        Assert.That(Files().Count(file => file.StartsWith("post-photo/", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Rolling_back_a_replacement_leaves_the_old_files()
    {
        string[] before = Files();
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            await new User { Id = 1234 }.Picture.FromBlobAsync(Db, Pictures.Jpeg(20, 20, seed: 5), store: _store, transaction: tx);
        Assert.That(Files(), Is.EqualTo(before));
        Assert.That((await new User { Id = 1234 }.Picture.LoadAsync(Db)).Images, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Files_are_migrated_as_they_are_called()
    {
        MemoryStore destination = new();
        MigrationReport report = await ImageMigration.Plan(Db, OldTables, _store, destination).ExecuteAsync();
        Assert.That((report.Copied, report.Converted, report.Problems.Count), Is.EqualTo((11, 0, 0)));
        foreach (Image image in await AllImagesAsync())
            Assert.That(await image.MakeBlobAsync(destination), Is.EqualTo(await image.MakeBlobAsync(_store)));
        Assert.That((await ImageMigration.Plan(Db, OldTables, _store, destination).ExecuteAsync()).Skipped, Is.EqualTo(11));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Rows_and_files_are_converted_into_ours(bool inPlace)
    {
        string[] before = Files();
        Dictionary<string, byte[]> bytes = [];
        foreach (Image image in await AllImagesAsync())
            bytes[$"{image.ObjectType} {image.ObjectId} {image.Size}"] = await image.MakeBlobAsync(_store);
        IImageStore destination = inPlace ? _store : new MemoryStore();
        MigrationReport report = await ImageMigration.Plan(Db, OldTables, _store, destination, new MigrationOptions { ConvertLegacyFiles = true }).ExecuteAsync();
        Assert.That((report.Copied, report.Converted, report.Problems.Count), Is.EqualTo((11, 11, 0)));

        foreach (Image image in await AllImagesAsync())
        {
            Assert.That((image.Revision.Length, image.Length), Is.EqualTo((32, (long?)bytes[$"{image.ObjectType} {image.ObjectId} {image.Size}"].Length)));
            Assert.That(await image.MakeBlobAsync(destination), Is.EqualTo(bytes[$"{image.ObjectType} {image.ObjectId} {image.Size}"]));
        }

        Assert.That((await ImageVerifier.VerifyAsync(Db, OldTables, destination, new VerifyOptions { CheckHashes = true })).Problems, Is.Empty);
        Assert.That(Files(), Is.SupersetOf(before), "the source is never changed");
        MigrationReport again = await ImageMigration.Plan(Db, OldTables, _store, destination, new MigrationOptions { ConvertLegacyFiles = true }).ExecuteAsync();
        Assert.That((again.Skipped, again.Copied, again.Converted, again.ProblemCount), Is.EqualTo((11, 0, 0, 0)));
        if (inPlace)
        {
            SweepReport swept = await ImageSweeper.SweepAsync(Db, OldTables, _store, new SweepOptions { OlderThan = TimeSpan.Zero, CheckOtherTables = false });
            Assert.That((swept.Removed, Files().Intersect(before).Count()), Is.EqualTo((11, 0)), "what no row names any more");
        }
    }

    private static IImageTable[] OldTables => [.. Generated.ImageEntities.All.Where(
        table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(OldDocumentScan) || table.ImageType == typeof(OldPostPhoto))];

    private async Task<Image[]> AllImagesAsync()
    {
        User[] users = [.. new[] { 1, 1234, 1_000_000 }.Select(id => new User { Id = id })];
        await Db.LoadImagesAsync(users, user => user.Picture);
        await _document.Scan.LoadAsync(Db);
        List<Image> images = [.. users.SelectMany(user => user.Picture.Images), .. _document.Scan.Images];
        await foreach (ImageSubset<OldPostPhoto> set in _post.Photos.ImageSetsAsync(Db))
            images.AddRange(set.Images);
        return [.. images];
    }

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_folder.Path, "images"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(_folder.Path, "images"), file).Replace('\\', '/'))
            .Where(file => !file.StartsWith('.'))
            .Order(StringComparer.Ordinal),
    ];

    // What SQLAlchemy calls these types elsewhere.
    private string TypesOf(string create) => kind switch
    {
        DatabaseKind.MariaDb => create.Replace("BOOLEAN", "BOOL"),
        DatabaseKind.PostgreSql => create.Replace("DATETIME", "TIMESTAMP WITH TIME ZONE"),
        _ => create,
    };

    private Task<int> InsertAsync(string table, IDictionary<string, object> row)
    {
        DynamicParameters values = new();
        foreach ((string name, object value) in row)
        {
            values.Add(name, (name, kind) switch
            {
                ("original", _) => Convert.ToBoolean(value, CultureInfo.InvariantCulture),
                ("created_at", DatabaseKind.PostgreSql) => DateTime.Parse(
                    (string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                _ => value,
            });
        }

        return Db.ExecuteAsync($"insert into {table} ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Keys.Select(name => "@" + name))})", values);
    }

    // The statement for this database, out of the page that people read.
    private string DocumentedAlter()
    {
        string page = Repository.Read("docs/howto/moving-from-sqlalchemy-imageattach.md");
        string[] blocks = [.. SqlBlock().Matches(page).Select(match => match.Groups[1].Value)];
        return blocks[kind switch { DatabaseKind.PostgreSql => 0, DatabaseKind.MariaDb => 1, _ => 2 }];
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();

    [GeneratedRegex(@",\s*FOREIGN KEY\(.*\) REFERENCES .*\)(?=\s*\))")]
    private static partial Regex ForeignKey();
}
