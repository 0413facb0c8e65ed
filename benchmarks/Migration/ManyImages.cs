using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>A folder of small files, and the rows that name them.</summary>
internal sealed class ManyImages : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imageattach-migration-").FullName;

    private ManyImages()
    {
        Db = new($"Data Source={Path.Combine(_folder, "benchmark.db")};Pooling=False");
        Store = new(Path.Combine(_folder, "images"));
    }

    public SqliteConnection Db { get; }

    public FileSystemStore Store { get; }

    public List<StoreKey> Keys { get; } = [];

    public static async Task<ManyImages> MakeAsync(int count, int length)
    {
        ManyImages images = new();
        await images.Db.OpenAsync();
        await images.Db.CreateImageTableAsync<UserPicture>();
        await images.GrowAsync(count, length);
        return images;
    }

    /// <summary>Adds images of owners that have none yet, until there are so many.</summary>
    public async Task GrowAsync(int count, int length)
    {
        byte[] bytes = new byte[length];
        await using DbTransaction transaction = await Db.BeginTransactionAsync();
        while (Keys.Count < count)
        {
            Random.Shared.NextBytes(bytes);
            UserPicture image = NewImage(id: Keys.Count + 1, bytes);
            string path = PathOf(image.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes);
            await Db.ExecuteAsync(
                "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision, length, sha256) values (@UserId, 40, 30, 'image/jpeg', 1, '1970-01-01 00:00:00+00:00', @Revision, @Length, @Sha256)",
                new { image.UserId, image.Revision, image.Length, image.Sha256 },
                transaction);
            Keys.Add(image.Key);
        }

        await transaction.CommitAsync();
    }

    public string PathOf(StoreKey key) => Path.Combine(_folder, "images", key.ToPath());

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static UserPicture NewImage(int id, byte[] bytes) => new()
    {
        UserId = id, Width = 40, Height = 30, MimeType = "image/jpeg", Original = true, CreatedAt = DateTimeOffset.UnixEpoch,
        Revision = id.ToString("d32", CultureInfo.InvariantCulture), Length = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
    };
}
