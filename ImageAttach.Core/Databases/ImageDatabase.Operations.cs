using System.Data.Common;

namespace ImageAttach.Databases;

/// <content>What sweeps, checks of tables and the command-line tool need.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Returns a one-line text that identifies this database. No other database returns the same text, not even a copy of this one.</summary>
    /// <param name="connection">The connection, open, to a database that has the table of store claims.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public abstract Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The name of the table in which a database records the stores that belong to it.</summary>
    public const string StoreTableName = "image_attach_store";

    /// <summary>Composes the statement that creates a table for the stores that belong to a database, unless it exists.</summary>
    /// <param name="name">The name of the table, which needs no quotes.</param>
    public virtual string ComposeStoreTable(string name) => $"""
        create table if not exists {name} (
            store varchar(32) not null primary key,
            nonce varchar(32) not null,
            next_nonce varchar(32),
            place varchar(500) not null
        )
        """;

    /// <summary>
    /// Returns how long the oldest transaction of others has been open that may have changed one of the tables; null when there is none, and where the
    /// database doesn't say. Default: null.
    /// </summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="tables">The tables; at least one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual Task<TimeSpan?> FindOldestTransactionAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken) => Task.FromResult<TimeSpan?>(null);

    /// <summary>Finds the image tables that the caller doesn't know: of other applications, other schemas, older names.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="tables">The tables that the caller knows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>A table is one for images if it has the columns width, height, mimetype, original and created_at.</remarks>
    public abstract Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken);

    /// <summary>Returns whether a connection is inside a transaction, even one that was begun as text.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual async Task<bool> IsInTransactionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // What a provider has begun, it refuses to run a command beside; what was begun as text, or by enlisting, only the server knows.
        try
        {
            await SqlStatement.ExecuteAllAsync(this, connection, TransactionProbeBatch, transaction: null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (DbException answer) when (GetErrorKind(answer) is DatabaseErrorKind.NoTransaction or DatabaseErrorKind.LostSavepoint)
        {
            return false;
        }
        catch (DbException answer) when (GetErrorKind(answer) is DatabaseErrorKind.DoomedTransaction)
        {
            return true;
        }
    }

    /// <summary>Returns whether a connection reads what others haven't committed. Default: false.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual Task<bool> ReadsUncommittedAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Returns whether a temporary table or view of this session hides a table, and with it the rows that others see. Default: false.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual Task<bool> IsHiddenAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Returns the same for a table that is named with its schema. Default: false.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="table">The table, which the caller doesn't know.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual Task<bool> IsHiddenAsync(DbConnection connection, OtherImageTable table, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Returns whether the server is a standby, a replica or read-only, whose rows may be old. Default: false.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual Task<bool> IsStandbyAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Returns the setting by which a commit that was acknowledged may be undone by a power cut or a failover; null when commits survive.</summary>
    /// <param name="connection">The connection, open, right after a commit.</param>
    public abstract Task<string?> FindCommitWeaknessAsync(DbConnection connection);

    /// <summary>Gets whether <see cref="FindCommitWeaknessAsync"/> has to run after every commit, because it makes the commit durable. Otherwise its answer is kept for a minute. Default: false.</summary>
    public virtual bool SyncsCommits => false;

    /// <summary>Reads the existing columns and primary key of a table. Returns null if the table doesn't exist.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public abstract Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken);

    /// <summary>Composes the statement that adds a column to a table that exists.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    public virtual string ComposeAddColumn(ImageTableDefinition table, ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string definition = ComposeColumn(column);
        string? filler = definition.EndsWith(" not null", StringComparison.Ordinal) ? GetFiller(definition.Split(' ', '(')[0]) : null;
        return $"alter table {QuoteTable(table)} add column {Quote(column.Name)} {definition}{(filler is null ? "" : $" default {filler}")}";
    }

    /// <summary>Composes the statements that give a table that exists the primary key that it should have.</summary>
    /// <param name="table">The table.</param>
    /// <param name="existing">The table as the database has it.</param>
    public virtual string ComposeReplacePrimaryKey(ImageTableDefinition table, ExistingTable existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        string drop = existing.PrimaryKey.Count == 0 ? "" : $"drop constraint {Quote(existing.KeyName ?? "")}, ";
        return $"alter table {QuoteTable(table)} {drop}add {ComposePrimaryKey(table)}";
    }

    /// <summary>Takes the lock that keeps two runs of the command-line tool from changing one database at once. A process that ends loses it.</summary>
    /// <param name="connection">The connection, open. It stays so while the lock is held.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What releases the lock; null when another run holds it.</returns>
    public abstract Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken);
}
