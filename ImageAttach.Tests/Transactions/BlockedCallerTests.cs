using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Transactions;

/// <summary>A caller may block the only thread of his, as windows and old web pages do: an end of a transaction goes on without it.</summary>
public sealed class BlockedCallerTests
{
    [Test]
    public async Task No_end_waits_for_the_thread_of_its_caller(
        [Values((int)CommitResult.Committed, (int)CommitResult.RolledBack)] int outcome, [Values] bool oldIsNamed, [Values] bool answersAtOnce)
    {
        await using SqliteConnection connection = new("Data Source=:memory:");
        await connection.OpenAsync();
        SlowStore store = new();
        TransactionLedger transaction = new();
        FileLedger ledger = transaction.Begin(RowLookup.Create(connection));
        ledger.TrackObsolete(new(store, Key(1), _ => answersAtOnce ? Task.FromResult(oldIsNamed) : LaterAsync(oldIsNamed)));
        ledger.TrackPut(new(store, Key(2), _ => LaterAsync(false)));
        CountingContext context = new();
        await context.RunAsync(() => transaction.EndAsync((CommitResult)outcome));
        Assert.That((context.Posts, store.Deletes), Is.EqualTo((0, 1)));
    }

    private static StoreKey Key(int id) => new("testing", ObjectId.From(id), 1, 1, "image/png", "r1");

    private static Task<T> LaterAsync<T>(T value) => Task.Run(async () =>
    {
        await Task.Delay(20);
        return value;
    });

    /// <summary>A thread that would be asked to go on.</summary>
    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }

        public Task RunAsync(Func<Task> action)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                return action();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }

    private sealed class SlowStore : IImageStore
    {
        private int _deletes;

        public int Deletes => _deletes;

        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => LaterAsync(Stream.Null);

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => LaterAsync(Interlocked.Increment(ref _deletes));

        public Uri Locate(StoreKey key) => new("https://images.example.com/");
    }
}
