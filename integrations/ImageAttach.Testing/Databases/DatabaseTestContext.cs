using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Databases;
using ImageAttach.Stores;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>The database under test, its connections, a store, and the steps that checks share.</summary>
internal sealed class DatabaseTestContext(ImageDatabase database, Func<DbConnection> connect, CancellationToken cancellationToken)
{
    /// <summary>The width and height of what <see cref="AttachInAsync"/> attaches.</summary>
    public const int UncommittedSide = 40;

    // What a lock keeps waiting takes no longer than this once the lock is gone, on a machine that is busy with other things.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentBag<DbConnection> _connections = [];
    private readonly ConcurrentBag<ImageTableDefinition> _tables = [];
    private TimeSpan _wait = MinWait;

    public ImageDatabase Database => database;

    public CancellationToken CancellationToken => cancellationToken;

    public MemoryStore Store { get; } = new();

    /// <summary>Gets settings in which the connections belong to the database.</summary>
    public ImageAttachSettings Settings => field ??= CreateSettings();

    /// <summary>Opens another connection, which is closed at the end of the check.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = connect();
        _connections.Add(connection);
        if (connection.State != ConnectionState.Open)
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Opens a connection to a database that has an empty table.</summary>
    public async Task<DbConnection> OpenWithAsync<TImage>()
        where TImage : Image, IImageEntity<TImage>
    {
        DbConnection connection = await OpenAsync().ConfigureAwait(false);
        Stopwatch watch = Stopwatch.StartNew();
        await connection.CreateImageTableAsync<TImage>(cancellationToken).ConfigureAwait(false);
        Track(TImage.Table.Definition);
        await connection.SendAsync($"delete from {database.QuoteTable(TImage.Table.Definition)}").ConfigureAwait(false);
        _wait = TimeSpan.FromTicks(Math.Max(_wait.Ticks, watch.Elapsed.Ticks * 10));
        return connection;
    }

    /// <summary>Adds a table to those that are dropped at the end of the check.</summary>
    public void Track(ImageTableDefinition table) => _tables.Add(table);

    /// <summary>Returns the size of each image in a set, as a connection sees it.</summary>
    public async Task<int[]> WidthsAsync(DbConnection connection, int owner)
    {
        ImageSet<SamplePicture> set = await new SampleOwner { Id = owner }.Picture.LoadAsync(connection, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. set.Images.Select(image => image.Width)];
    }

    /// <summary>Attaches a picture to an owner.</summary>
    public Task<SamplePicture> AttachAsync(DbConnection connection, int owner, int side, ImageTransaction? transaction = null) =>
        new SampleOwner { Id = owner }.Picture.AttachAsync(connection, SampleFile.Create(side), new() { Store = Store, Transaction = transaction }, cancellationToken);

    /// <summary>Attaches a picture to owner 1 in a transaction that stays open.</summary>
    public async Task<ImageTransaction> AttachInAsync(DbConnection connection)
    {
        ImageTransaction transaction = await connection.BeginImageTransactionAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await AttachAsync(connection, owner: 1, UncommittedSide, transaction).ConfigureAwait(false);
        return transaction;
    }

    /// <summary>Expects work to wait until something is released, and to end soon after that.</summary>
    /// <param name="work">The work, on a connection of its own.</param>
    /// <param name="release">What ends the waiting.</param>
    /// <param name="who">What waits, as the beginning of a sentence.</param>
    public async Task ExpectWaitAsync(Func<Task> work, Func<Task> release, string who)
    {
        Task waiting = Task.Run(work, cancellationToken);
        bool waits = await IsWaitingAsync(waiting).ConfigureAwait(false);
        try
        {
            await release().ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAny(waiting, Task.Delay(EndLimit, cancellationToken)).ConfigureAwait(false);
        }

        Expect(waits || !waiting.IsFaulted, $"{who} didn't wait for the transaction that was open, but failed: {waiting.Exception?.InnerException?.Message}", waiting.Exception?.InnerException);
        Expect(waits, $"{who} didn't wait for the transaction that was open; it should wait until that ends.");
        Expect(waiting.IsCompleted, FormattableString.Invariant($"{who} still waited {EndLimit.TotalSeconds:0} seconds after the transaction had ended; locks should end with it."));
        await waiting.ConfigureAwait(false);
    }

    /// <summary>Returns whether work goes on after a moment that is many times as long as it would take unhindered.</summary>
    public async Task<bool> IsWaitingAsync(Task work) =>
        await Task.WhenAny(work, Task.Delay(_wait, cancellationToken)).ConfigureAwait(false) != work;

    /// <summary>Closes all connections, and drops the tables.</summary>
    public async Task ClearAsync()
    {
        foreach (DbConnection connection in _connections)
            await ThrownByAsync(async () => await connection.DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        string[] names = [.. _tables.Select(database.QuoteTable).Distinct()];
        if (names.Length > 0)
            await ThrownByAsync(() => DropAsync(names)).ConfigureAwait(false);
    }

    private async Task DropAsync(string[] names)
    {
        DbConnection connection = connect();
        await using (connection.ConfigureAwait(false))
        {
            if (connection.State != ConnectionState.Open)
                await connection.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            foreach (string name in names)
                await ThrownByAsync(() => connection.SendAsync($"drop table {name}")).ConfigureAwait(false);
        }
    }

    private ImageAttachSettings CreateSettings()
    {
        using DbConnection connection = connect();
        return new() { Store = Store, Databases = new Dictionary<Type, ImageDatabase> { [connection.GetType()] = database } };
    }
}
