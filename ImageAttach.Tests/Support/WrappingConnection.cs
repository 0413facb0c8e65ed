using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace ImageAttach.Tests.Support;

/// <summary>Connections that wrap others, as tracers and profilers do.</summary>
internal static class WrappingConnection
{
    /// <summary>Gets settings in which their databases are known.</summary>
    public static ImageAttachSettings Settings { get; } = new()
    {
        Databases = new Dictionary<Type, ImageDatabase>
        {
            [typeof(WrappingConnection<SqliteConnection>)] = SqliteDatabase.Instance,
            [typeof(WrappingConnection<MySqlConnection>)] = MySqlDatabase.Instance,
            [typeof(WrappingConnection<NpgsqlConnection>)] = PostgreSqlDatabase.Instance,
        },
    };

    /// <param name="inner">The other.</param>
    /// <param name="serverVersion">What the server is said to be; default: what it says itself.</param>
    /// <param name="asked">Called for each command; default: nothing.</param>
    public static DbConnection Around(DbConnection inner, string? serverVersion = null, Action? onCommand = null) => inner switch
    {
        MySqlConnection mySql => new WrappingConnection<MySqlConnection>(mySql, serverVersion, onCommand),
        NpgsqlConnection postgreSql => new WrappingConnection<NpgsqlConnection>(postgreSql, serverVersion, onCommand),
        _ => new WrappingConnection<SqliteConnection>((SqliteConnection)inner, serverVersion, onCommand),
    };
}

/// <summary>A connection that wraps another; <see cref="WrappingConnection.Around"/> makes them. Commands and transactions are the inner one's.</summary>
internal sealed class WrappingConnection<TConnection>(TConnection inner, string? serverVersion, Action? onCommand) : DbConnection
    where TConnection : DbConnection
{
    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => serverVersion ?? inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Close() => inner.Close();

    public override void Open() => inner.Open();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand()
    {
        onCommand?.Invoke();
        return inner.CreateCommand();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
