using System.Diagnostics;
using ImageAttach.Benchmarks.Generator;
using ImageAttach.Benchmarks.Growth;
using ImageAttach.Benchmarks.Imaging;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;
using ImageAttach.Benchmarks.Operations;
using ImageAttach.Benchmarks.Original;
using ImageAttach.Benchmarks.Serving;
using ImageAttach.Benchmarks.Stores;
using ImageAttach.Benchmarks.Transactions;

namespace ImageAttach.Benchmarks;

/// <summary>A section of docs/performance.md, what measures it, and the variables that name the servers it needs.</summary>
internal sealed record Benchmark(string Name, Func<Task<string>> MeasureAsync, params string[] Variables)
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("mapping", MappingBenchmark.Table),
        new("generator", GeneratorBenchmark.Table),
        new("imaging", Report.Table),
        new("stores disk", DiskBenchmark.TableAsync),
        new("stores s3", ServerBenchmark.S3TableAsync, S3Server.Variable),
        new("stores s3-memory", ServerMemory.S3Table, S3Server.Variable),
        new("stores azure", ServerBenchmark.AzureTableAsync, AzureServer.Variable),
        new("stores azure-memory", ServerMemory.AzureTable, AzureServer.Variable),
        new("migration", MigrationToS3.TableAsync, S3Server.Variable),
        new("migration memory", MigrationMemory.Table),
        new("serving", ServingBenchmark.TableAsync),
        new("operations memory", OperationsMemory.Table),
        new("transactions", TransactionBenchmark.TableAsync, TransactionBenchmark.MariaDb, TransactionBenchmark.Postgres),
        new("growth", GrowthBenchmark.Table),
        new("original", OriginalBenchmark.TableAsync),
    ];

    private Benchmark(string name, Func<string> measure, params string[] variables)
        : this(name, () => Task.Run(measure), variables)
    {
    }

    /// <summary>Measures and writes, unless servers are missing.</summary>
    /// <returns>Whether it could; otherwise it has told why not.</returns>
    public async Task<bool> RunAsync()
    {
        string[] missing = [.. Variables.Where(variable => Environment.GetEnvironmentVariable(variable) is null)];
        if (missing is not [])
        {
            Console.Error.WriteLine($"`{Name}` needs servers that {string.Join(" and ", missing)} would name: build/services starts them, and `build/services env` tells the variables.");
            return false;
        }

        try
        {
            Page.Demand(Name);
            Page.Write(Name, await MeasureAsync());
            return true;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return false;
        }
    }

    /// <summary>All of them, each in a process of its own; one that fails stops none of the others.</summary>
    public static async Task<int> RunAllAsync()
    {
        List<string> failed = [];
        foreach (Benchmark benchmark in All)
        {
            Console.WriteLine($"\n## {benchmark.Name}");
            using Process process = Process.Start(Environment.ProcessPath!, benchmark.Name.Split(' '));
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                failed.Add(benchmark.Name);
        }

        Console.WriteLine(failed is [] ? "\nAll tables and plots are written." : $"\nFailed, and not written: {string.Join(", ", failed)}");
        return failed is [] ? 0 : 1;
    }
}
