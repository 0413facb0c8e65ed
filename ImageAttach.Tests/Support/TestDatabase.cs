using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace ImageAttach.Tests.Support;

/// <summary>An empty database of its own for one test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<string, DbConnection> _connect;
    private readonly Func<Task> _remove;

    private TestDatabase(string name, string connectionString, Func<string, DbConnection> connect, Func<Task> remove) =>
        (Name, ConnectionString, _connect, _remove) = (name, connectionString, connect, remove);

    /// <summary>What it is called: no other has that name.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.MariaDb => await CreateMariaDbAsync(TestServer.Require("IMAGEATTACH_MARIADB")),
        DatabaseKind.PostgreSql => await CreatePostgreSqlAsync(TestServer.Require("IMAGEATTACH_POSTGRES")),
        _ => await CreateSqliteAsync(),
    };

    /// <summary>A database on a server of the test's own.</summary>
    public static Task<TestDatabase> CreateAsync(OwnServer server) =>
        server.Kind == DatabaseKind.MariaDb ? CreateMariaDbAsync(server.ConnectionString) : CreatePostgreSqlAsync(server.ConnectionString);

    /// <summary>A connection, closed.</summary>
    /// <param name="settings">More settings for the connection string.</param>
    public DbConnection Connect(string settings = "") => _connect($"{ConnectionString};{settings}");

    /// <summary>A connection, closed, that takes part in ambient transactions.</summary>
    public DbConnection ConnectAmbient(string settings = "") =>
        Connect(settings) is SqliteConnection plain ? new AmbientSqliteConnection(plain.ConnectionString) : Connect(settings);

    public async ValueTask DisposeAsync() => await _remove();

    private static async Task<TestDatabase> CreateSqliteAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-db-").FullName;
        TestDatabase database = new(
            Path.GetFileName(folder),
            $"Data Source={Path.Combine(folder, "shop.db")};Pooling=False",
            text => new SqliteConnection(text),
            () =>
            {
                Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            });
        await using DbConnection db = database.Connect();
        await db.ExecuteAsync("pragma journal_mode = wal");
        return database;
    }

    private static async Task<TestDatabase> CreateMariaDbAsync(string server)
    {
        string name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(new MySqlConnection(server), $"create database {name} character set utf8mb4");
        string own = new MySqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
        return new(name, own, text => new MySqlConnection(text), () => ExecuteAsync(new MySqlConnection(server), $"drop database {name}"));
    }

    private static async Task<TestDatabase> CreatePostgreSqlAsync(string server)
    {
        string name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(new NpgsqlConnection(server), $"create schema {name}");
        string own = new NpgsqlConnectionStringBuilder(server) { SearchPath = name, Pooling = false }.ConnectionString;
        return new(name, own, text => new NpgsqlConnection(text), () => ExecuteAsync(new NpgsqlConnection(server), $"drop schema {name} cascade"));
    }

    private static async Task ExecuteAsync(DbConnection db, string sql)
    {
        await using (db)
            await db.ExecuteAsync(sql);
    }
}
