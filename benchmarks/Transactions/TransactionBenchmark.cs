using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Transactions;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using ImageAttach.Transactions.Ambient;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace ImageAttach.Benchmarks.Transactions;

/// <summary>
/// What it costs that files follow rows: attaching 1 kB in an ImageTransaction, against the same row and file written by hand in a plain
/// transaction; and an ambient transaction that is listened to, against one that isn't. In turns, and as ratios of medians.
/// </summary>
internal static class TransactionBenchmark
{
    private const int Rounds = 400;
    private const int Warmup = 40;

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        Console.WriteLine($"{Rounds} rounds in turns, medians in ms; each way is as durable as the other.");
        Console.WriteLine("| | by hand | ImageTransaction | ratio | scope | listened to | ratio |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        try
        {
            await MeasureAsync("SQLite", folder, ambient => ambient ? new AmbientSqliteConnection(Sqlite()) : new SqliteConnection(Sqlite()));
            if (Environment.GetEnvironmentVariable("IMAGEATTACH_MARIADB") is { } mariaDb)
                await MeasureAsync("MariaDB", folder, _ => new MySqlConnection(mariaDb));
            if (Environment.GetEnvironmentVariable("IMAGEATTACH_POSTGRES") is { } postgres)
                await MeasureAsync("PostgreSQL", folder, _ => new NpgsqlConnection(postgres));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Sqlite() => $"Data Source={Path.Combine(folder, "shop.db")};Pooling=False";
    }

    private static async Task MeasureAsync(string name, string folder, Func<bool, DbConnection> connect)
    {
        await using DbConnection db = connect(false);
        await db.OpenAsync();
        if (db is SqliteConnection)
            await ExecuteAsync(db, "pragma journal_mode = wal");
        await ExecuteAsync(db, "drop table if exists user_picture");
        await db.CreateImageTableAsync<UserPicture>();
        SameFile file = new(Path.Combine(folder, name));
        Dictionary<string, List<double>> times = [];
        int user = 0;
        (string Way, Func<int, Task> Work)[] ways =
        [
            ("by hand", id => file.InTransactionAsync(db, id)),
            ("ImageTransaction", id => file.AttachAsync(db, id)),
            ("scope", id => InScopeAsync(id, listens: false)),
            ("listened to", id => InScopeAsync(id, listens: true)),
        ];
        for (int round = 0; round < Warmup + Rounds; round++)
        {
            // Who comes next may find the disk still busy with the one before, so they change places.
            for (int i = 0; i < ways.Length; i++)
            {
                (string way, Func<int, Task> work) = ways[(round % 2 == 0 ? round / 2 + i : round / 2 + ways.Length - i) % ways.Length];
                await TimeAsync(way, work);
            }

            async Task TimeAsync(string way, Func<int, Task> work)
            {
                Stopwatch watch = Stopwatch.StartNew();
                await work(++user);
                if (round >= Warmup)
                    (times.TryGetValue(way, out List<double>? measured) ? measured : times[way] = []).Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        await ExecuteAsync(db, "drop table user_picture");
        double hand = Median("by hand"), own = Median("ImageTransaction"), scope = Median("scope"), listened = Median("listened to");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {hand:0.00} | {own:0.00} | {own / hand:0.00} | {scope:0.00} | {listened:0.00} | {listened / scope:0.00} |"));

        double Median(string way) => times[way].Order().ElementAt(Rounds / 2);

        async Task InScopeAsync(int id, bool listens)
        {
            using TransactionScope all = new(TransactionScopeAsyncFlowOption.Enabled);
            await using DbConnection ambient = connect(true);
            await ambient.OpenAsync();
            if (listens)
                AmbientLedger.Of(Transaction.Current!).Join(ambient);
            await SameFile.InsertAsync(ambient, null, id);
            all.Complete();
        }
    }

    private static async Task ExecuteAsync(DbConnection db, string sql)
    {
        await using DbCommand command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
