using Dapper;
using ImageAttach.Stores;
using ImageAttach.Testing;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Docs;

/// <summary>The how-to for authors of stores, followed word for word: its store keeps what stores promise, and can be swept.</summary>
public sealed class StoreHowToTests
{
    private static readonly string[] Samples = SamplePage.SamplesOf("docs/howto/adding-a-store.md");
    private static readonly Type StoreType = Compile();

    private TemporaryFolder _folder = null!;
    private IImageStore _store = null!;

    private static IEnumerable<StoreCheck> Checks => StoreConformance.Checks;

    [SetUp]
    public async Task CreateStoreAsync()
    {
        _folder = new();
        string database = $"Data Source={Path.Combine(_folder.Path, "images.db")};Pooling=False";
        await using SqliteConnection db = new(database);
        await db.ExecuteAsync((string)StoreType.GetField("CreateTables")!.GetValue(null)!);
        _store = (IImageStore)Activator.CreateInstance(StoreType, database, new Uri("https://images.example.com/"))!;
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCaseSource(nameof(Checks))]
    public Task Its_store_keeps_what_stores_promise(StoreCheck check) => check.RunAsync(_store);

    [Test]
    public async Task Its_store_is_marked_and_swept()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        IListableImageStore store = (IListableImageStore)_store;
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Pictures.Jpeg(60, 40), store: store);
        await store.PutBytesAsync(new("user-picture", ObjectId.From(8), 60, 40, MediaType.Jpeg, "orphan"), [1, 2, 3]);
        IImageTable[] tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

        SweepReport swept = await ImageSweeper.SweepAsync(world.Db, tables, store, new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true });

        Assert.That((swept.Examined, swept.Removed), Is.EqualTo((2, 1)));
        Assert.That(await store.ReadMarkAsync(), Is.Not.Null.And.Not.Empty);
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, store), Is.EqualTo(Pictures.Jpeg(60, 40)));
    }

    [Test]
    public async Task A_touched_file_of_its_store_is_as_if_it_was_put_now()
    {
        IListableImageStore store = (IListableImageStore)_store;
        StoreKey key = new("testing", ObjectId.From(1), 1, 1, MediaType.Jpeg, "r1");
        await store.PutBytesAsync(key, [1]);
        DateTimeOffset put = (await store.ListAsync("testing").ToListAsync()).Single().LastModified, touched;
        do
        {
            await store.TouchAsync(key);
            touched = (await store.ListAsync("testing").ToListAsync()).Single().LastModified;
        }
        while (touched <= put);
    }

    private static Type Compile()
    {
        Type[] known = [typeof(FileSystemStore), typeof(StoreConformance), typeof(SqlMapper), typeof(SqliteConnection)];
        GeneratorRun run = GeneratorRun.Of(
            [.. known.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Runtime.CompilerServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Dapper;
            using ImageAttach;
            using Microsoft.Data.Sqlite;

            {{Samples[0]}}
            {{Samples[1]}}
            """);
        Assert.That(run.CompilerFindings.Where(finding => finding.Id != "CS1701"), Is.Empty);
        using MemoryStream assembly = new();
        Assert.That(run.Output.Emit(assembly).Success, Is.True);
        return System.Reflection.Assembly.Load(assembly.ToArray()).GetType("BlobTableStore", throwOnError: true)!;
    }
}
