using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ImageAttach.Benchmarks.Fuzz;
using ImageAttach.Benchmarks.Generator;
using ImageAttach.Benchmarks.Growth;
using ImageAttach.Benchmarks.Imaging;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;
using ImageAttach.Benchmarks.Serving;
using ImageAttach.Benchmarks.Operations;
using ImageAttach.Benchmarks.Stores;
using ImageAttach.Benchmarks.Transactions;

switch (args)
{
    case ["fuzz", .. string[] folders]:
        return await FuzzCommand.RunAsync(folders);
    case ["generator"]:
        GeneratorBenchmark.Run();
        return 0;
    case ["growth"]:
        await GrowthBenchmark.RunAsync(most: 1_000_000);
        return 0;
    case ["imaging", .. string[] options]:
        return ImagingBenchmark.Run(options);
    case ["mapping", .. string[] options]:
        BenchmarkSwitcher.FromTypes([typeof(SelectBenchmark), typeof(InsertBenchmark)])
            .Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks"));
        return 0;
    case ["serving"]:
        await ServingBenchmark.RunAsync();
        return 0;
    case ["stores", "disk"]:
        await DiskBenchmark.RunAsync();
        return 0;
    case ["stores", "s3"]:
        await S3Benchmark.RunAsync();
        return 0;
    case ["stores", "s3-memory"]:
        await S3Benchmark.MeasureMemoryAsync();
        return 0;
    case ["migration"]:
        await MigrationToS3.RunAsync();
        return 0;
    case ["migration", "memory"]:
        await MigrationMemory.RunAsync();
        return 0;
    case ["operations", "memory"]:
        await OperationsMemory.RunAsync();
        return 0;
    case ["transactions"]:
        await TransactionBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project benchmarks -- fuzz | generator | growth | imaging | mapping | serving | stores disk | stores s3 | stores s3-memory | transactions | migration | migration memory | operations memory");
        return 2;
}
