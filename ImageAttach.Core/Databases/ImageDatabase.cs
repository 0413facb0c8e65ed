using System.Data;
using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>
/// A database: everything about it that differs from others. Derive from it for a database that ImageAttach doesn't know, and name it once with
/// <see cref="ImageAttachSettings.Databases"/>.
/// </summary>
/// <remarks>
/// <para>An object holds no connection and is used by many threads at once. What is virtual has the form that most databases share.</para>
/// <para>How a database is added, step by step: docs/howto/adding-a-database.md</para>
/// </remarks>
public abstract partial class ImageDatabase
{
    /// <summary>Gets the name of the database, such as <c>PostgreSQL</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets how many parameters a query has at most. Default: 4,000; more gain nothing, even where the database takes them.</summary>
    public virtual int MaxParameters => 4_000;

    /// <summary>Gets whether one command can hold several statements, separated by semicolons. Otherwise each is sent on its own. Default: true.</summary>
    public virtual bool SupportsBatches => true;

    /// <summary>Gets whether the database runs in this process: opening a connection waits for no server, and a commit that failed goes on nowhere else. Default: false.</summary>
    public virtual bool RunsInProcess => false;

    /// <summary>Gets the name by which statements of the user's own code name it; null for a database that ImageAttach doesn't come with.</summary>
    internal virtual SqlDialect? Dialect => null;

    /// <summary>Gets the full name of the provider's type of connections; null where it is set by <see cref="ImageAttachSettings.Databases"/>.</summary>
    internal virtual string? ConnectionType => null;

    /// <summary>Gets whether the provider returns times in the local zone, by a setting of the process.</summary>
    internal virtual bool ReturnsLocalTimes => false;

    /// <summary>Returns the statements of a table. They are composed once.</summary>
    /// <param name="table">The table.</param>
    public ImageTableStatements GetStatements(IImageTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Definition.GetStatements(this);
    }

    /// <summary>Quotes the name of a column, a table or a schema.</summary>
    /// <param name="name">The name.</param>
    public virtual string Quote(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Quotes the name of a table, with its schema if it has one.</summary>
    /// <param name="table">The table.</param>
    public virtual string QuoteTable(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Schema is { } schema ? $"{Quote(schema)}.{Quote(table.Name)}" : Quote(table.Name);
    }

    /// <summary>Quotes the name of a table that isn't an image table, such as <c>shop.posts</c>.</summary>
    /// <param name="name">The name, perhaps with its schema before a dot.</param>
    public virtual string QuoteTable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Join('.', name.Split('.').Select(Quote));
    }

    /// <summary>Gives a parameter its type and its value.</summary>
    /// <param name="parameter">The parameter, which has its name already.</param>
    /// <param name="type">The type. Signed integers have at least 16 bits, times whole microseconds, and those with an offset are in UTC.</param>
    /// <param name="value">The value; null for the database's null.</param>
    public virtual void SetValue(DbParameter parameter, DbType type, object? value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
    }
}
