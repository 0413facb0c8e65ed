using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using ImageAttach;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;
using Shop;

namespace CrashStates;

/// <summary>The program that is recorded: it writes a line to the standard output before each operation and after it.</summary>
/// <remarks>
/// <c>begin USER=IMAGES …</c> says what the users have if the operation happens, <c>end</c> acknowledges it. Images are the hash of the original, and the
/// widths of all.
/// </remarks>
internal sealed class Subject(string folder, string mode, string front)
{
    /// <summary>What its lines start with.</summary>
    public const string Mark = "crash-states:";

    /// <summary>What a user without images has.</summary>
    public const string Nothing = "-";

    private readonly FileSystemStore _store = new(Path.Combine(folder, "images"));
    private readonly string _connectionString = $"Data Source={Path.Combine(folder, "db", "shop.db")};Pooling=False";
    private readonly byte[][] _pictures = [.. Enumerable.Range(0, 4).Select(i => File.ReadAllBytes(Path.Combine(folder, "pictures", $"{i}.jpg")))];

    public static async Task<int> RunAsync(string folder, string mode, string operation, string front, bool isProtected)
    {
        using IDisposable context = new ImageAttachSettings { ChecksCommitDurability = isProtected }.Use();
        Subject subject = new(folder, mode, front);
        await subject.PrepareAsync();
        await subject.RunAsync(operation);
        return 0;
    }

    private async Task PrepareAsync()
    {
        await using DbConnection db = await OpenAsync();
        await db.CreateImageTableAsync<UserPicture>();
    }

    // Each operation twice, on different users: what the first has left to the disk is pending in the second.
    private async Task RunAsync(string operation)
    {
        foreach (int user in new[] { 1, 2 })
        {
            if (operation != "attach")
                await AttachAsync(user, _pictures[0]);
            switch (operation)
            {
                case "thumbnail":
                    await RunAsync($"{user}={Describe(_pictures[0], 60, 30)}", (db, tx) => Picture(user).GenerateThumbnailAsync(db, width: 30, store: _store, transaction: tx));
                    await AttachAsync(user, _pictures[1]);
                    break;
                case "remove":
                    await RunAsync($"{user}={Nothing}", (db, tx) => Picture(user).RemoveAsync(db, _store, tx));
                    break;
                case "move":
                    await AttachAsync(user + 10, _pictures[2]);
                    await RunAsync($"{user}={Nothing} {user + 10}={Describe(_pictures[0], 60)}", (db, tx) => Picture(user).MoveToAsync(db, Picture(user + 10), _store, tx));
                    break;
                default:
                    await AttachAsync(user, _pictures[1]);
                    break;
            }
        }
    }

    private Task AttachAsync(int user, byte[] picture) =>
        RunAsync($"{user}={Describe(picture, 60)}", (db, tx) => Picture(user).FromBlobAsync(db, picture, store: _store, transaction: tx));

    private async Task RunAsync(string becomes, Func<DbConnection, ImageTransaction?, Task> operation)
    {
        Console.WriteLine($"{Mark} begin {becomes}");
        switch (front)
        {
            case "explicit":
                await RunExplicitAsync(operation);
                break;
            case "ambient":
                await RunAmbientAsync(operation);
                break;
            default:
                await using (DbConnection db = await OpenAsync())
                    await operation(db, null);
                break;
        }

        Console.WriteLine($"{Mark} end");
    }

    private async Task RunExplicitAsync(Func<DbConnection, ImageTransaction?, Task> operation)
    {
        await using DbConnection db = await OpenAsync();
        await using ImageTransaction transaction = await db.BeginImageTransactionAsync();
        await operation(db, transaction);
        await transaction.CommitAsync();
    }

    private async Task RunAmbientAsync(Func<DbConnection, ImageTransaction?, Task> operation)
    {
        await using ImageScope scope = new();
        await using AmbientSqliteConnection db = new(_connectionString);
        await db.OpenAsync();
        await operation(db, null);
        scope.Complete();
    }

    private async Task<DbConnection> OpenAsync()
    {
        SqliteConnection db = new(_connectionString);
        await db.OpenAsync();
        string[] settings = mode.Split('/');
        await db.ExecuteAsync($"pragma journal_mode = {settings[0]}; pragma synchronous = {settings[1]}");
        return db;
    }

    private static ImageSet<UserPicture> Picture(int user) => new User { Id = user }.Picture;

    private static string Describe(byte[] original, params int[] widths) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(original))}:{string.Join('+', widths.Order())}";
}
