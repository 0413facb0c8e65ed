using System.Diagnostics;
using System.Globalization;

namespace ImageAttach.Benchmarks.Fuzz;

/// <summary>What became of the files.</summary>
internal sealed class FuzzTally
{
    private readonly SortedDictionary<string, (int Made, int Refused)> _kinds = new(StringComparer.Ordinal);

    private string _slowestKind = "";

    public int Crashes { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public void Made(string kind, TimeSpan time) => Count(kind, time, made: 1, refused: 0);

    public void Refused(string kind, TimeSpan time) => Count(kind, time, made: 0, refused: 1);

    /// <summary>Keeps the file, so that it can be looked at.</summary>
    public void Crashed(byte[] file, Exception failure)
    {
        string path = Path.Combine(Directory.CreateDirectory("artifacts/fuzz").FullName, $"{++Crashes}.bin");
        File.WriteAllBytes(path, file);
        Console.WriteLine($"{path}: {failure}");
    }

    public void Report(string after)
    {
        // What only waits to be collected hasn't grown.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using Process process = Process.GetCurrentProcess();
        string kinds = string.Join(", ", _kinds.Select(kind => string.Create(
            CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value.Made}+{kind.Value.Refused}")));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"after {after}: {_kinds.Values.Sum(kind => kind.Made)} thumbnails, {_kinds.Values.Sum(kind => kind.Refused)} refusals, {Crashes} crashes, slowest {Slowest.TotalMilliseconds:F0} ms ({_slowestKind}), {process.WorkingSet64 >> 20} MiB, {process.PeakWorkingSet64 >> 20} MiB at the peak; thumbnails + refusals: {kinds}"));
    }

    private void Count(string kind, TimeSpan time, int made, int refused)
    {
        (int madeBefore, int refusedBefore) = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (madeBefore + made, refusedBefore + refused);
        if (time > Slowest)
            (Slowest, _slowestKind) = (time, kind);
    }
}
