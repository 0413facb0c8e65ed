using System.Data.Common;
using Dapper;
using Npgsql;

namespace ImageAttach.Tests.Support;

/// <summary>A whole PostgreSQL database of a test's own, where a schema isn't enough: for roles, policies and several schemas.</summary>
internal sealed class PostgreSqlTestDatabase : IAsyncDisposable
{
    private readonly string _server;

    private PostgreSqlTestDatabase(string server, string name) => (_server, Name) = (server, name);

    public string Name { get; }

    /// <param name="server">The server; default: that of the tests.</param>
    public static async Task<PostgreSqlTestDatabase> CreateAsync(string? server = null)
    {
        PostgreSqlTestDatabase database = new(server ?? TestServer.Require("IMAGEATTACH_POSTGRES"), $"test_{Guid.NewGuid():N}");
        await using NpgsqlConnection db = new(database._server);
        await db.ExecuteAsync($"create database {database.Name}");
        return database;
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="change">Changes what it connects with; default: nothing.</param>
    public async Task<DbConnection> OpenAsync(Action<NpgsqlConnectionStringBuilder>? change = null)
    {
        NpgsqlConnectionStringBuilder settings = new(_server) { Database = Name, Pooling = false };
        change?.Invoke(settings);
        NpgsqlConnection connection = new(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await using NpgsqlConnection db = new(_server);
        await db.ExecuteAsync($"drop database {Name} with (force)");
    }
}
