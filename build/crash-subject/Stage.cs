using System.Data.Common;
using ImageAttach;
using MySqlConnector;
using Npgsql;

namespace CrashSubject;

/// <summary>The database, the store and the pictures that the tests have prepared.</summary>
/// <param name="database">sqlite, mariadb or postgresql.</param>
/// <param name="connectionString">Its connection string.</param>
/// <param name="folder">The folder of the pictures.</param>
/// <param name="stores">Where files are kept.</param>
internal sealed class Stage(string database, string connectionString, string folder, Stores stores)
{
    public IListableImageStore Store { get; } = stores.Open("images");

    /// <summary>Where migrations go.</summary>
    public IListableImageStore NewStore { get; } = stores.Open("new-images");

    /// <summary>Every picture that may be attached. The first is what owners have before.</summary>
    public byte[][] Pictures { get; } = [.. Directory.EnumerateFiles(Path.Combine(folder, "pictures")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = database switch
        {
            "mariadb" => new MySqlConnection(connectionString),
            "postgresql" => new NpgsqlConnection(connectionString),
            _ => new AmbientSqliteConnection(connectionString),
        };
        await connection.OpenAsync();
        return connection;
    }
}
