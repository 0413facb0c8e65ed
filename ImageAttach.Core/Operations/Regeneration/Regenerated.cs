namespace ImageAttach.Operations;

/// <summary>What came of making thumbnails again up to now. Many workers write it.</summary>
internal sealed class Regenerated
{
    private const int MaxProblemsKept = 10_000;

    private readonly List<string> _problems = [];
    private long _done;
    private long _examined;
    private long _replaced;
    private long _unchanged;

    /// <summary>How many rows there are.</summary>
    public long Total { get; set; }

    public void Replaced()
    {
        Interlocked.Increment(ref _examined);
        Interlocked.Increment(ref _replaced);
    }

    public void Unchanged()
    {
        Interlocked.Increment(ref _examined);
        Interlocked.Increment(ref _unchanged);
    }

    public void Add(IImageTable table, Image image, string problem)
    {
        lock (_problems)
        {
            if (_problems.Count < MaxProblemsKept)
                _problems.Add($"{table.QualifiedName}: {image.Key}: {problem}");
        }
    }

    public RegenerateProgress Done(int rows)
    {
        long done = Interlocked.Add(ref _done, rows);
        return new() { Done = done, Total = Math.Max(Total, done) };
    }

    public RegenerateReport ToReport()
    {
        lock (_problems)
            return new() { Examined = _examined, Replaced = _replaced, Unchanged = _unchanged, Problems = [.. _problems] };
    }
}
