using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using Npgsql;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>Two application processes behind one PostgreSQL and one S3 server. A killed one is started anew.</summary>
internal sealed class QueueWorld : IAsyncDisposable
{
    private static readonly IImageTable[] Tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

    private readonly TestDatabase _database;
    private readonly TestBucket _bucket;
    private readonly List<QueueSubject> _started = [];
    private readonly List<QueueSubject> _working = [];
    private QueueSubject _next;

    private QueueWorld(TestDatabase database, TestBucket bucket)
    {
        (_database, _bucket, Db, Store) = (database, bucket, database.Connect(), bucket.Store());
        _next = Start();
        Begin();
        Begin();
    }

    public DbConnection Db { get; }

    public S3Store Store { get; }

    public static async Task<QueueWorld> OpenAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using (DbConnection db = database.Connect())
            await db.CreateImageTableAsync<UserPicture>();
        QueueWorld world = new(database, await TestBucket.OpenAsync());
        await world.Db.OpenAsync();
        return world;
    }

    /// <summary>One of the two that answers, or will be the first to.</summary>
    public async Task<QueueSubject> PickAsync()
    {
        while (true)
        {
            QueueSubject[] working;
            lock (_working)
                working = Random.Shared.GetItems(_working.ToArray(), 2);
            QueueSubject picked = working.FirstOrDefault(subject => subject.Address.IsCompleted) ?? working[0];
            if (await picked.Address is not null)
                return picked;
            await ReplaceAsync(picked);
        }
    }

    /// <summary>Kills one of the two, if it isn't dead yet, and has another begin in its place.</summary>
    public async Task ReplaceAsync(QueueSubject subject)
    {
        await subject.KillAsync();
        lock (_working)
        {
            if (_working.Remove(subject))
                Begin();
        }
    }

    /// <summary>Whether a user has a picture.</summary>
    public async Task<bool> HasPictureAsync(int user)
    {
        await using DbConnection db = _database.Connect();
        return (await new User { Id = user }.Picture.LoadAsync(db)).Original is not null;
    }

    /// <summary>How many images users have, by user.</summary>
    public async Task<Dictionary<int, int>> ImagesAsync() => (await Db.QueryAsync<(int User, int Images)>(
        "select user_id, count(*)::int from user_picture group by user_id")).ToDictionary(row => row.User, row => row.Images);

    /// <summary>What Hangfire has done, to tell it.</summary>
    public async Task<string> JobsAsync() => string.Join(", ", await Db.QueryAsync<string>($"""
        select count(*) || ' ' || statename || ' ' || case when job.invocationdata::text like '%CatchUpJob%' then 'looks for what is missing' else 'thumbnail jobs' end
        from {_database.Name}.job group by statename, job.invocationdata::text like '%CatchUpJob%' order by 1
        """));

    /// <summary>Lets nobody work any more. Then every row has its exact bytes; and after one sweep there is no file besides.</summary>
    public async Task<SweepReport> AssertPromisesAsync()
    {
        foreach (QueueSubject subject in _started)
            await subject.KillAsync();
        VerifyReport verified = await ImageVerifier.VerifyAsync(Db, Tables, Store, new VerifyOptions { CheckHashes = true });
        Assert.That(verified.Problems, Is.Empty);
        SweepReport swept = await ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true });
        long files = 0;
        await foreach (StoredFile file in Store.ListAsync("user-picture"))
            files++;
        Assert.That(files, Is.EqualTo(verified.Examined), "files and rows");
        return swept;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (QueueSubject subject in _started)
            await subject.DisposeAsync();
        await Db.DisposeAsync();
        await _database.DisposeAsync();
        await _bucket.DisposeAsync();
    }

    // The next is started meanwhile, so that less time goes by without one.
    private void Begin()
    {
        _next.Begin();
        _working.Add(_next);
        _next = Start();
    }

    private QueueSubject Start()
    {
        QueueSubject subject = QueueSubject.Start(ConnectionString, _database.Name, BucketSettings, _bucket.Prefix);
        _started.Add(subject);
        return subject;
    }

    // A server lets in a hundred at a time, and others test as well.
    private string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = true, MaxPoolSize = 10 }.ConnectionString;

    private string BucketSettings =>
        $"Bucket={TestBucket.Name};Endpoint={_bucket.Endpoint};Region={_bucket.Region};AccessKey={_bucket.AccessKey};SecretKey={_bucket.SecretKey}";
}
