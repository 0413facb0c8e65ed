using System.Globalization;
using System.Text;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>One row read and written, by hand and by each mapper.</summary>
internal static class MappingBenchmark
{
    public static string Table()
    {
        StringBuilder text = new();
        foreach (Summary summary in Run(["--filter", "*"]))
            Add(text, summary);
        return text.ToString();
    }

    /// <summary>With BenchmarkDotNet's own options.</summary>
    public static IEnumerable<Summary> Run(string[] options) => BenchmarkSwitcher.FromTypes([typeof(SelectBenchmark), typeof(InsertBenchmark)])
        .Run(options, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks").WithBuildTimeout(TimeSpan.FromMinutes(15)));

    private static void Add(StringBuilder text, Summary summary)
    {
        if (summary.Reports.Length == 0 || summary.Reports.Any(report => report.ResultStatistics is null))
            throw new InvalidOperationException("A mapper couldn't be measured; see above why.");
        BenchmarkReport baseline = summary.Reports.Single(report => report.BenchmarkCase.Descriptor.Baseline);
        string what = baseline.BenchmarkCase.Descriptor.Type == typeof(SelectBenchmark) ? "select one row" : "insert one row";
        text.Append(CultureInfo.InvariantCulture, $"\n| {what} | bytes | ratio | time, µs | ratio |\n| --- | --- | --- | --- | --- |\n");
        foreach (BenchmarkReport report in summary.Reports)
        {
            Figures time = new();
            foreach (double nanoseconds in report.ResultStatistics!.OriginalValues)
                time.Add("µs", nanoseconds / 1_000);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')} | {Bytes(report):N0} | {(double)Bytes(report) / Bytes(baseline):0.00} | {time.Text("µs", "0.0")} | {report.ResultStatistics.Median / baseline.ResultStatistics!.Median:0.00} |\n");
        }
    }

    private static long Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
        ?? throw new InvalidOperationException("Allocated bytes weren't counted.");
}
