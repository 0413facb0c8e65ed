namespace ImageAttach.Operations;

/// <summary>The result of a verification up to now.</summary>
internal sealed class VerifyReportBuilder
{
    private readonly List<VerifyProblem> _problems = [];
    private readonly Dictionary<string, bool> _haveFiles = [];
    private long _examined;

    /// <summary>Notes a row.</summary>
    /// <param name="image">The row.</param>
    /// <param name="problem">What is wrong with its file; null when all is well.</param>
    public void Add(Image image, VerifyProblem? problem)
    {
        _examined++;
        _haveFiles[image.ObjectType] = problem?.Kind != VerifyProblemKind.Missing || _haveFiles.GetValueOrDefault(image.ObjectType);
        if (problem is not null)
            _problems.Add(problem);
    }

    /// <summary>Notes a problem that isn't one of a file.</summary>
    public void Add(VerifyProblem problem) => _problems.Add(problem);

    public VerifyReport ToReport() => new()
    {
        Examined = _examined,
        Problems = _problems,
        ObjectTypesWithoutFiles = [.. _haveFiles.Where(type => !type.Value).Select(type => type.Key).Order(StringComparer.Ordinal)],
    };
}
