using ImageAttach.Benchmarks;
using ImageAttach.Benchmarks.Fuzz;
using ImageAttach.Benchmarks.Growth;
using ImageAttach.Benchmarks.Imaging;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;
using ImageAttach.Benchmarks.Operations;
using ImageAttach.Benchmarks.Stores;

string name = string.Join(' ', args);
if (Benchmark.All.FirstOrDefault(benchmark => benchmark.Name == name) is { } benchmark)
    return await benchmark.RunAsync() ? 0 : 1;
switch (args)
{
    case ["all"]:
        return await Benchmark.RunAllAsync();
    case ["fuzz", .. string[] folders]:
        return await FuzzCommand.RunAsync(folders);
    case ["growth", string rows, "once"]:
        Console.WriteLine(await GrowthBenchmark.MeasureAsync(GrowthBenchmark.Parse(rows)));
        return 0;
    case ["growth", string rows]:
        Console.WriteLine(GrowthBenchmark.Table(GrowthBenchmark.Parse(rows)));
        return 0;
    case ["imaging", .. string[] options]:
        return ImagingBenchmark.Run(options);
    case ["mapping", .. string[] options]:
        MappingBenchmark.Run(options);
        return 0;
    case ["migration", "memory", "once"]:
        Console.WriteLine(await MigrationMemory.MeasureAsync());
        return 0;
    case ["operations", "memory", "once"]:
        Console.WriteLine(await OperationsMemory.MeasureAsync());
        return 0;
    case ["stores", "s3-memory", "once"]:
        Console.WriteLine(await ServerMemory.MeasureS3Async());
        return 0;
    case ["stores", "azure-memory", "once"]:
        Console.WriteLine(await ServerMemory.MeasureAzureAsync());
        return 0;
    default:
        Console.Error.WriteLine($"usage: dotnet run -c Release --project benchmarks -- all | fuzz | {string.Join(" | ", Benchmark.All.Select(benchmark => benchmark.Name))}");
        return 2;
}
