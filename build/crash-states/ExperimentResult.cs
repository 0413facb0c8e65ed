namespace CrashStates;

/// <summary>What was found in the states of one operation.</summary>
internal sealed class ExperimentResult
{
    private readonly List<string> _examples = [];

    public long States { get; private set; }

    public long Violations { get; private set; }

    public IReadOnlyList<string> Examples => _examples;

    /// <summary>Counts a state, and what is wrong with it.</summary>
    public void Add(string? violation, int maxExamples)
    {
        States++;
        if (violation is null)
            return;
        Violations++;
        if (_examples.Count < maxExamples)
            _examples.Add(violation);
    }
}
