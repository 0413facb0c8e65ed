using System.Data.Common;
using Dapper;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;
using SkiaSharp;

namespace ImageAttach.Benchmarks.Transactions;

/// <summary>A picture of 1 kB: attached by ImageAttach, or inserted and written by hand.</summary>
internal sealed class SameFile
{
    private static readonly byte[] Picture = MakePicture();

    private readonly string _folder;
    private readonly FileSystemStore _store;

    public SameFile(string folder)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "by-hand")).FullName;
        _store = new FileSystemStore(Path.Combine(folder, "images"));
    }

    public async Task AttachAsync(DbConnection db, int id)
    {
        ImageSet<UserPicture> picture = ImageSet.Create(() => new UserPicture { UserId = id });
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await picture.FromBlobAsync(db, Picture, store: _store, transaction: tx);
        await tx.CommitAsync();
    }

    // As careful a hand as a careful one gets: no half file under its name, synced before the row is committed, and its name as well.
    public async Task InTransactionAsync(DbConnection db, int id)
    {
        await using DbTransaction tx = await db.BeginTransactionAsync();
        string folder = Path.Combine(_folder, $"{id % 1000}", $"{id / 1000}"), path = Path.Combine(folder, $"{id}.png");
        Directory.CreateDirectory(folder);
        await using (FileStream file = new(path + ".new", FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
        {
            await file.WriteAsync(Picture);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path);
        for (string ancestor = folder; ancestor.Length >= _folder.Length; ancestor = Path.GetDirectoryName(ancestor)!)
        {
            using FolderHandle handle = FolderHandle.Open(ancestor);
            handle.Sync();
        }

        await InsertAsync(db, tx, id);
        await tx.CommitAsync();
    }

    public static Task InsertAsync(DbConnection db, DbTransaction? tx, int id) => db.ExecuteAsync(
        "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision, length, sha256) values (@id, 2, 1, 'image/png', @yes, @now, @revision, 1000, @sha)",
        new { id, yes = true, now = DateTime.UtcNow, revision = Guid.NewGuid().ToString("N"), sha = new string('a', 64) },
        tx);

    // A PNG whose noise doesn't compress comes to 1 kB.
    private static byte[] MakePicture()
    {
        using SKBitmap noise = new(18, 18);
        Random random = new(1);
        noise.Pixels = [.. Enumerable.Range(0, 18 * 18).Select(_ => new SKColor((uint)random.Next() | 0xFF000000))];
        using SKData file = noise.Encode(SKEncodedImageFormat.Png, 100);
        return file.ToArray();
    }
}
