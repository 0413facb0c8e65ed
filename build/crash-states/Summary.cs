using System.Globalization;

namespace CrashStates;

/// <summary>Adds up what was found.</summary>
internal sealed class Summary
{
    private long _states;

    public long Violations { get; private set; }

    public void Add(ExperimentResult result) => (_states, Violations) = (_states + result.States, Violations + result.Violations);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_states:N0} states, {Violations:N0} violations.");
}
