using System.Data.Common;
using ImageAttach.Databases;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace ImageAttach.Tool.Application;

/// <summary>The application's database.</summary>
internal sealed class Database
{
    /// <summary>The names of the providers.</summary>
    public const string Providers = "sqlite, mysql, mariadb or postgresql";

    private readonly Func<DbConnection> _connect;

    private Database(ImageDatabase kind, Func<DbConnection> connect) => (Kind, _connect) = (kind, connect);

    /// <summary>What differs between databases.</summary>
    public ImageDatabase Kind { get; }

    /// <param name="provider">One of <see cref="Providers"/>.</param>
    /// <param name="connectionString">What the provider connects with.</param>
    public static Database Of(string provider, string connectionString)
    {
        try
        {
            return provider.ToLowerInvariant() switch
            {
                "sqlite" => new(SqliteDatabase.Instance, Sqlite(new SqliteConnectionStringBuilder(connectionString))),
                "mysql" or "mariadb" => new(MySqlDatabase.Instance, MySql(new MySqlConnectionStringBuilder(connectionString))),
                "postgresql" or "postgres" => new(PostgreSqlDatabase.Instance, PostgreSql(new NpgsqlConnectionStringBuilder(connectionString))),
                _ => throw new ToolException(ExitCode.WrongUsage, $"There is no provider '{provider}'. Use {Providers}."),
            };
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // What the provider says may show a part of the text, and so a password.
            throw new ToolException(ExitCode.WrongUsage, $"The connection string can't be read as one of {provider}. Write it as the application does, such as Name=value;Name=value.", failure);
        }
    }

    /// <summary>Opens a connection.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _connect();
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or IOException)
        {
            await connection.DisposeAsync();
            throw new ToolException(ExitCode.Failed, $"The database can't be reached: {failure.Message} See that it runs, and that --connection is right.", failure);
        }
    }

    private static Func<DbConnection> Sqlite(SqliteConnectionStringBuilder settings)
    {
        // Created by mistake, an empty database would have neither tables nor rows.
        if (settings.Mode == SqliteOpenMode.ReadWriteCreate)
            settings.Mode = SqliteOpenMode.ReadWrite;
        return () => new SqliteConnection(settings.ConnectionString);
    }

    private static Func<DbConnection> MySql(MySqlConnectionStringBuilder settings) => () => new MySqlConnection(settings.ConnectionString);

    private static Func<DbConnection> PostgreSql(NpgsqlConnectionStringBuilder settings) => () => new NpgsqlConnection(settings.ConnectionString);
}
