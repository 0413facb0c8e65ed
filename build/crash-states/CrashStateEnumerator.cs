namespace CrashStates;

/// <summary>Enumerates what may be left of a moment's effects: POSIX promises nothing for those that weren't synced, in any order and combination.</summary>
internal static class CrashStateEnumerator
{
    // Up to so many effects are combined in every way.
    private const int MaxCombined = 6;
    private const int RandomStates = 32;

    /// <summary>
    /// Returns for each state which effects survive. Of many pending effects: all, none, each prefix, each one alone, each one missing, and random
    /// combinations, the same in each run.
    /// </summary>
    public static IEnumerable<bool[]> Enumerate(CrashPoint point)
    {
        int[] pending = [.. Enumerable.Range(0, point.Effects).Where(i => !point.IsDurable[i])];
        HashSet<string> seen = [];
        foreach (Func<int, bool> survives in pending.Length <= MaxCombined ? Combinations(pending.Length) : Samples(pending.Length))
        {
            bool[] state = [.. point.IsDurable];
            for (int i = 0; i < pending.Length; i++)
                state[pending[i]] = survives(i);
            if (seen.Add(string.Concat(pending.Select(i => state[i] ? '1' : '0'))))
                yield return state;
        }
    }

    private static IEnumerable<Func<int, bool>> Combinations(int count)
    {
        for (int bits = 0; bits < 1 << count; bits++)
        {
            int chosen = bits;
            yield return i => (chosen >> i & 1) != 0;
        }
    }

    private static IEnumerable<Func<int, bool>> Samples(int count)
    {
        for (int at = 0; at <= count; at++)
        {
            int chosen = at;
            yield return i => i < chosen;
            yield return i => i == chosen;
            yield return i => i != chosen;
        }

        Random random = new(count);
        for (int sample = 0; sample < RandomStates; sample++)
        {
            bool[] chosen = [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0)];
            yield return i => chosen[i];
        }
    }
}
