using ImageAttach.Benchmarks.Imaging;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>How far 200 MB make a process grow that brings them to a server, and back.</summary>
internal static class ServerMemory
{
    private const int Processes = 5;

    public static string S3Table() => Table("s3-memory");

    public static string AzureTable() => Table("azure-memory");

    public static async Task<Figures> MeasureS3Async()
    {
        using S3Server server = await S3Server.OpenAsync();
        return await MeasureAsync(new S3Files(server));
    }

    public static async Task<Figures> MeasureAzureAsync() => await MeasureAsync(await AzureServer.OpenAsync());

    private static string Table(string benchmark)
    {
        Figures grown = Apart.Measure(Processes, "stores", benchmark);
        return $"""
            | 200 MB, medians of {Processes} processes | the process grows by |
            | --- | --- |
            | put | {grown.Text("put", "0.0")} MB |
            | read afterwards | {grown.Text("get", "0.0")} MB more |
            """;
    }

    private static async Task<Figures> MeasureAsync(IServerFiles files)
    {
        await ServerBenchmark.WarmUpAsync(files);
        Figures grown = new();
        string path = Path.GetTempFileName();
        try
        {
            await using FileStream source = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
            source.SetLength(200_000_000);
            double start = PeakMegabytes();
            await files.PutAsync(byStore: true, 0, source);
            double put = PeakMegabytes();
            await files.GetAsync(byStore: true, 0);
            grown.Add("put", put - start);
            grown.Add("get", PeakMegabytes() - put);
        }
        finally
        {
            await files.DeleteAsync(0);
        }

        return grown;
    }

    private static double PeakMegabytes() => PeakMemory.Kilobytes("VmHWM:") / 1024;
}
