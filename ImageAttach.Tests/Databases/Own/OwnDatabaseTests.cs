using System.Data;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Databases.Own;

/// <summary>A database that ImageAttach doesn't know: one class, named once.</summary>
public sealed class OwnDatabaseTests
{
    private static readonly OwnDatabase Own = new();

    private static readonly ImageAttachSettings Settings = new()
    {
        Databases = new Dictionary<Type, ImageDatabase> { [typeof(SingleStatementConnection)] = Own },
    };

    private IDisposable _context = null!;
    private TemporaryFolder _folder = null!;
    private SingleStatementConnection _db = null!;
    private MemoryStore _store = null!;

    [SetUp]
    public void UseSettings() => _context = Settings.Use();

    [SetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = new MemoryStore(new Uri("https://images.example.com/"));
        _db = new(new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "own.db")};Pooling=False"));
        await _db.OpenAsync();
        using IDisposable context = Settings.Use();
        await _db.CreateImageTableAsync<UserPicture>();
        await _db.CreateImageTableAsync<PostPhoto>();
    }

    [TearDown]
    public async Task Close()
    {
        _context.Dispose();
        await _db.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Images_are_attached_replaced_found_and_removed()
    {
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(_db, Pictures.Png(40, 20, seed: 1), store: _store);
        await user.Picture.GenerateThumbnailAsync(_db, width: 10, store: _store);
        await user.Picture.FromBlobAsync(_db, Pictures.Png(30, 20, seed: 2), store: _store);
        await user.Picture.GenerateThumbnailAsync(_db, width: 10, store: _store);
        Assert.That((await new User { Id = 7 }.Picture.LoadAsync(_db)).Images.Select(image => image.Width), Is.EqualTo(new[] { 30, 10 }));
        await user.Picture.RemoveAsync(_db, _store);
        Assert.That((await new User { Id = 7 }.Picture.LoadAsync(_db)).Images, Is.Empty);
    }

    [Test]
    public async Task A_failed_operation_leaves_the_rest_of_a_transaction_and_a_rolled_back_savepoint_takes_its_rows()
    {
        User kept = new() { Id = 1 }, undone = new() { Id = 2 };
        await using (ImageTransaction tx = await _db.BeginImageTransactionAsync(IsolationLevel.ReadCommitted))
        {
            await kept.Picture.FromBlobAsync(_db, Pictures.Png(40, 20, seed: 1), store: _store, transaction: tx);
            await using ImageSavepoint savepoint = await tx.SaveAsync();
            await undone.Picture.FromBlobAsync(_db, Pictures.Png(40, 20, seed: 2), store: _store, transaction: tx);
            await savepoint.RollbackAsync();
            Assert.That(
                () => kept.Picture.FromBlobAsync(_db, Pictures.Png(40, 20, seed: 3), store: _store, replace: false, transaction: tx), Throws.TypeOf<ImageExistsException>());
            await kept.Picture.GenerateThumbnailAsync(_db, width: 10, store: _store, transaction: tx);
            await tx.CommitAsync();
        }

        User[] users = [new() { Id = 1 }, new() { Id = 2 }];
        await _db.LoadImagesAsync(users, user => user.Picture);
        Assert.That(users.Select(user => user.Picture.Images.Count), Is.EqualTo(new[] { 2, 0 }));
    }

    [Test]
    public async Task Many_sets_are_added_and_loaded_in_queries_of_ten_parameters()
    {
        Post[] posts = [.. Enumerable.Range(1, 12).Select(id => new Post { Id = id })];
        foreach (Post post in posts)
        {
            await post.Photos.AddAsync(_db, Pictures.Png(20, 10, seed: (int)post.Id), store: _store);
            await post.Photos.AddAsync(_db, Pictures.Png(30, 10, seed: (int)post.Id), store: _store);
        }

        await _db.LoadImagesAsync(posts, post => post.Photos);
        Assert.That(posts.Select(post => post.Photos.ImageSets.Count), Is.All.EqualTo(2));
        Assert.That(await posts[0].Photos.CountAsync(_db), Is.EqualTo(2));
    }

    [Test]
    public async Task Tables_are_compared_and_their_statements_listed()
    {
        Generated.Shop.UserPictureTable table = Generated.Shop.UserPictureTable.Instance;
        Assert.That(await ImageTableChecker.CheckAsync(_db, [table]), Is.Empty);
        ImageTableStatements sql = Own.GetStatements(table);
        Assert.That((sql.Database, sql.Definition), Is.EqualTo((ImageDatabases.Get(_db), table.Definition)));
        Assert.That(sql.All().Select(statement => statement.Sql), Does.Contain(sql.CreateTable).And.Contain(sql.LockSet).And.Contain(sql.InsertThumbnail));
        Assert.That(UserPicture.CreateTableSql(Own), Is.EqualTo(sql.CreateTable).And.Contains($"create table if not exists {sql.Table} (").And.EndsWith(") without rowid"));
        Assert.That(Own.ComposeAddColumn(table.Definition, ImageColumn.Sha256), Is.EqualTo("alter table \"user_picture\" add column \"sha256\" text collate binary"));
        Assert.That(Own.ComposeReplacePrimaryKey(table.Definition, new([], ["user_id"], "its key")), Does.StartWith("its key becomes primary key (\"user_id\", "));
    }

    [Test]
    public void What_most_databases_share_need_not_be_written()
    {
        Assert.That(Own.GetSafeIsolation(IsolationLevel.ReadCommitted), Is.EqualTo(IsolationLevel.ReadCommitted));
        Assert.That((Own.OperationIsolation, Own.ForUpdate, Own.LockReturnsRows, Own.SyncsCommits), Is.EqualTo((IsolationLevel.Unspecified, "", true, false)));
        Assert.That(Own.ComposeSavepoint("a").Append(Own.ComposeRollbackTo("a")).Append(Own.ComposeRelease("a")), Is.EqualTo(new[] { "savepoint a", "rollback to savepoint a", "release savepoint a" }));
        Assert.That(Own.CommitProbe, Is.EqualTo(Own.TransactionProbe));
        Assert.That(Own.ComposeLimited("select 1", "a", 2), Is.EqualTo("select 1 order by a limit 2"));
        Assert.That(Own.ComposeMaximum(ImageColumn.Width), Is.EqualTo("max(\"width\")"));
        Assert.That(Own.ComposeStoreTable("claims"), Does.StartWith("create table if not exists claims ("));
        Assert.That(Own.ComposeColumn(new("a", ImageColumnKind.String) { MaxLength = 9 }), Is.EqualTo("text not null check (length(\"a\") <= 9)"));
        Assert.That(Own.ComposeColumn(new("a", ImageColumnKind.String) { TypeName = "clob" }), Is.EqualTo("clob collate binary not null"));
        Assert.That(Own.ComposeAddColumn(Generated.Shop.UserPictureTable.Instance.Definition, ImageColumn.Width), Does.EndWith("integer not null default 0"));
        Assert.That(Own.EndCommittedRead, Is.EqualTo("rollback"));
        Assert.That(Own.QuoteTable("shop.posts"), Is.EqualTo("\"shop\".\"posts\""));
        Assert.That(Own.FindAmbientObstacle(_db), Is.Null);
        Assert.That(Own.ProvesRollback(new InvalidOperationException()), Is.False);
    }
}
