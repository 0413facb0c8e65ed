using BenchmarkDotNet.Attributes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Writes one row, into a table that begins empty.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 3, warmupCount: 10, iterationCount: 30, invocationCount: 8192)]
[HideColumns("Error", "RatioSD", "Gen0", "Gen1", "InvocationCount", "IterationCount", "WarmupCount", "LaunchCount")]
public class InsertBenchmark
{
    private readonly UserPicture _picture = Pictures.New(0);
    private SqliteConnection _db = null!;
    private EfCore _ef = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _db = await Pictures.CreateTableAsync();
        _ef = new(_db);
        await SameRow.DemandAsync(Inserted(RawInsert), Inserted(DapperInsert), Inserted(DapperAotInsert), Inserted(EfInsert), Inserted(OwnInsert));
    }

    [GlobalCleanup]
    public void CleanUp() => _db.Dispose();

    [IterationSetup]
    public void Empty() => _db.Execute("delete from user_picture");

    [Benchmark(Baseline = true, Description = "raw ADO.NET")]
    public Task<int> RawInsert() => RawAdo.InsertAsync(_db, Next());

    [Benchmark(Description = "Dapper")]
    public Task<int> DapperInsert() => PlainDapper.InsertAsync(_db, Next());

    [Benchmark(Description = "Dapper.AOT")]
    public Task<int> DapperAotInsert() => DapperAot.InsertAsync(_db, Next());

    [Benchmark(Description = "EF Core")]
    public Task EfInsert() => _ef.InsertAsync(Next());

    [Benchmark(Description = "ImageAttach")]
    public Task OwnInsert() => GeneratedMapper.InsertAsync(_db, Next());

    private Func<Task<UserPicture?>> Inserted(Func<Task> insert) => async () =>
    {
        Empty();
        _picture.UserId = 0;
        await insert();
        return await RawAdo.SelectAsync(_db, _picture.UserId);
    };

    private UserPicture Next()
    {
        _picture.UserId++;
        return _picture;
    }
}
