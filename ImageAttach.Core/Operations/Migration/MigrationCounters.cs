namespace ImageAttach.Operations;

/// <summary>What a migration has done up to now. Many workers write it.</summary>
internal sealed class MigrationCounters
{
    private const int MaxProblemsKept = 10_000;

    private readonly List<MigrationProblem> _problems = [];
    private long _examined;
    private long _copied;
    private long _bytes;
    private long _skipped;
    private long _converted;
    private long _problemCount;

    /// <summary>How many rows there are.</summary>
    public long Total { get; set; }

    public void Examined() => Interlocked.Increment(ref _examined);

    public void Copied(long bytes)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Skipped() => Interlocked.Increment(ref _skipped);

    public void Converted() => Interlocked.Increment(ref _converted);

    public void Add(MigrationProblem problem)
    {
        Interlocked.Increment(ref _problemCount);
        lock (_problems)
        {
            if (_problems.Count < MaxProblemsKept)
                _problems.Add(problem);
        }
    }

    public MigrationProgress ToProgress(IImage image)
    {
        long done = Interlocked.Read(ref _examined);
        return new()
        {
            Done = done,
            Total = Math.Max(Total, done),
            Image = image,
            CopiedBytes = Interlocked.Read(ref _bytes),
            Problems = Interlocked.Read(ref _problemCount),
        };
    }

    public MigrationReport ToReport()
    {
        lock (_problems)
        {
            return new()
            {
                Examined = _examined,
                Copied = _copied,
                CopiedBytes = _bytes,
                Skipped = _skipped,
                Converted = _converted,
                ProblemCount = _problemCount,
                Problems = [.. _problems],
            };
        }
    }
}
