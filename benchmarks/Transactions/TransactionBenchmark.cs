using System.Data.Common;
using System.Diagnostics;
using System.Text;
using System.Transactions;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using ImageAttach.Transactions;
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
    public const string MariaDb = "IMAGEATTACH_MARIADB";
    public const string Postgres = "IMAGEATTACH_POSTGRES";

    private const int Rounds = 5;
    private const int Turns = 200;
    private const int Warmup = 200; // as in a program that runs for longer than a moment

    public static async Task<string> TableAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        StringBuilder text = new($"| medians of {Rounds} rounds, ms | by hand | `ImageTransaction` | ratio | scope | listened to | ratio |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        try
        {
            await AddAsync("SQLite", ambient => ambient ? new AmbientSqliteConnection(Sqlite()) : new SqliteConnection(Sqlite()));
            await AddAsync("MariaDB", _ => new MySqlConnection(Environment.GetEnvironmentVariable(MariaDb)));
            await AddAsync("PostgreSQL", _ => new NpgsqlConnection(Environment.GetEnvironmentVariable(Postgres)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return text.ToString();

        string Sqlite() => $"Data Source={Path.Combine(folder, "shop.db")};Pooling=False";

        async Task AddAsync(string name, Func<bool, DbConnection> connect)
        {
            Figures figures = await MeasureAsync(Path.Combine(folder, name), connect);
            text.Append($"| {name} | {figures.Text("by hand", "0.00")} | {figures.Text("ImageTransaction", "0.00")} | {figures.Text("ratio", "0.00")} ");
            text.Append($"| {figures.Text("scope", "0.00")} | {figures.Text("listened to", "0.00")} | {figures.Text("listened ratio", "0.00")} |\n");
        }
    }

    private static async Task<Figures> MeasureAsync(string folder, Func<bool, DbConnection> connect)
    {
        await using DbConnection db = connect(false);
        await db.OpenAsync();
        if (db is SqliteConnection)
            await ExecuteAsync(db, "pragma journal_mode = wal");
        await ExecuteAsync(db, "drop table if exists user_picture");
        await db.CreateImageTableAsync<UserPicture>();
        SameFile file = new(folder);
        Figures figures = new();
        int user = 0;
        (string Way, Func<int, Task> Work)[] ways =
        [
            ("by hand", id => file.InTransactionAsync(db, id)),
            ("ImageTransaction", id => file.AttachAsync(db, id)),
            ("scope", id => InScopeAsync(id, listens: false)),
            ("listened to", id => InScopeAsync(id, listens: true)),
        ];
        await InTurnsAsync(Warmup);
        for (int round = 0; round < Rounds; round++)
        {
            Figures times = await InTurnsAsync(Turns);
            foreach ((string way, _) in ways)
                figures.Add(way, times.Median(way));
            figures.Add("ratio", times.Median("ImageTransaction") / times.Median("by hand"));
            figures.Add("listened ratio", times.Median("listened to") / times.Median("scope"));
        }

        await ExecuteAsync(db, "drop table user_picture");
        return figures;

        async Task<Figures> InTurnsAsync(int turns)
        {
            Figures times = new();
            for (int turn = 0; turn < turns; turn++)
            {
                // Who comes next may find the disk still busy with the one before, so they change places.
                for (int i = 0; i < ways.Length; i++)
                {
                    (string way, Func<int, Task> work) = ways[((turn / 2) + (turn % 2 == 0 ? i : ways.Length - i)) % ways.Length];
                    Stopwatch watch = Stopwatch.StartNew();
                    await work(++user);
                    times.Add(way, watch.Elapsed.TotalMilliseconds);
                }
            }

            return times;
        }

        async Task InScopeAsync(int id, bool listens)
        {
            using TransactionScope all = new(TransactionScopeAsyncFlowOption.Enabled);
            await using DbConnection ambient = connect(true);
            await ambient.OpenAsync();
            if (listens)
                AmbientLedgers.GetOrCreate(Transaction.Current!).Begin(ambient);
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
