using ImageAttach.Benchmarks.Imaging;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>How far 200 MB make a process grow that brings them to a bucket, and back.</summary>
internal static class S3Memory
{
    private const int Processes = 5;

    public static string Table()
    {
        Figures grown = Apart.Measure(Processes, "stores", "s3-memory");
        return $"""
            | 200 MB, medians of {Processes} processes | the process grows by |
            | --- | --- |
            | put | {grown.Text("put", "0.0")} MB |
            | read afterwards | {grown.Text("get", "0.0")} MB more |
            """;
    }

    public static async Task<Figures> MeasureAsync()
    {
        using S3Server server = await S3Server.OpenAsync();
        S3Files files = new(server);
        await files.WarmUpAsync();
        Figures grown = new();
        string path = Path.GetTempFileName();
        try
        {
            await using FileStream source = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
            source.SetLength(200_000_000);
            double start = PeakMegabytes();
            await files.PutAsync(0, source);
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
