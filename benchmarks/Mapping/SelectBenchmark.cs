using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Reads one row.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "Median", "RatioSD", "Gen0", "Gen1")]
public class SelectBenchmark
{
    private const int UserId = 42;
    private readonly UserPicture _key = new() { UserId = UserId };
    private SqliteConnection _db = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _db = await Pictures.CreateTableAsync();
        for (int userId = 1; userId <= 100; userId++)
            await RawAdo.InsertAsync(_db, Pictures.New(userId));
        await SameRow.DemandAsync(RawSelect, DapperSelect, DapperAotSelect, OwnSelect);
    }

    [GlobalCleanup]
    public void CleanUp() => _db.Dispose();

    [Benchmark(Baseline = true, Description = "raw ADO.NET")]
    public Task<UserPicture?> RawSelect() => RawAdo.SelectAsync(_db, UserId);

    [Benchmark(Description = "Dapper")]
    public Task<UserPicture?> DapperSelect() => PlainDapper.SelectAsync(_db, UserId);

    [Benchmark(Description = "Dapper.AOT")]
    public Task<UserPicture?> DapperAotSelect() => DapperAot.SelectAsync(_db, UserId);

    [Benchmark(Description = "ImageAttach")]
    public Task<UserPicture?> OwnSelect() => GeneratedMapper.SelectAsync(_db, _key);
}
