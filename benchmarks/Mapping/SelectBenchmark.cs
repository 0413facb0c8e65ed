using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Reads one row, which is a whole image set. Image sets, EF Core and the baseline read on until no more rows come; the others stop at the first.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 3, warmupCount: 10, iterationCount: 30, invocationCount: 8192)]
[HideColumns("Error", "RatioSD", "Gen0", "Gen1", "InvocationCount", "IterationCount", "WarmupCount", "LaunchCount")]
public class SelectBenchmark
{
    private const int UserId = 42;
    private readonly UserPicture _key = new() { UserId = UserId };
    private SqliteConnection _db = null!;
    private EfCore _ef = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _db = await Pictures.CreateTableAsync();
        _ef = new(_db);
        for (int userId = 1; userId <= 100; userId++)
            await RawAdo.InsertAsync(_db, Pictures.New(userId));
        await SameRow.DemandAsync(
            async () => (await RawSelectSet()).Single(),
            RawSelect,
            DapperSelect,
            async () => (await DapperAotSelect())?.ToPicture(),
            async () => (await EfSelectSet()).Single(),
            async () => (await OwnSelectSet()).Single());
    }

    [GlobalCleanup]
    public void CleanUp() => _db.Dispose();

    [Benchmark(Baseline = true, Description = "raw ADO.NET")]
    public Task<List<UserPicture>> RawSelectSet() => RawAdo.SelectSetAsync(_db, UserId);

    [Benchmark(Description = "raw ADO.NET, first row only")]
    public Task<UserPicture?> RawSelect() => RawAdo.SelectAsync(_db, UserId);

    [Benchmark(Description = "Dapper")]
    public Task<UserPicture?> DapperSelect() => PlainDapper.SelectAsync(_db, UserId);

    [Benchmark(Description = "Dapper.AOT")]
    public Task<TextTimeRow?> DapperAotSelect() => DapperAot.SelectAsync(_db, UserId);

    [Benchmark(Description = "EF Core")]
    public Task<List<UserPicture>> EfSelectSet() => _ef.SelectSetAsync(UserId);

    [Benchmark(Description = "ImageAttach")]
    public Task<List<UserPicture>> OwnSelectSet() => GeneratedMapper.SelectSetAsync(_db, _key);
}
