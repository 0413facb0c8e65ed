using System.Globalization;

namespace CrashStates;

/// <summary>Records one operation, and checks every state that a power cut may leave of it.</summary>
internal static class Experiment
{
    private const int MaxShown = 3;

    /// <summary>Runs it, and prints a line of the table and the first violations.</summary>
    public static async Task<ExperimentResult> RunAsync(string mode, string operation, string front, bool isProtected, int maxStates)
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-states-").FullName;
        try
        {
            string trace = await Strace.RecordAsync(folder, mode, operation, front, isProtected);
            Recording recording = Recording.Read(folder, trace);
            ExperimentResult result = Check(recording, new PromiseChecker(folder, MaxUndone(mode)), maxStates);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {mode} | {operation} | {recording.Effects.Count:N0} | {result.States:N0} | {result.Violations:N0} |"));
            foreach (string violation in result.Examples)
                Console.Error.WriteLine($"  {violation}");
            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ExperimentResult Check(Recording recording, PromiseChecker checker, int maxStates)
    {
        ExperimentResult result = new();
        foreach (CrashPoint point in recording.Points)
        {
            foreach (bool[] survives in CrashStateEnumerator.Enumerate(point))
            {
                if (result.States == maxStates)
                    return result;
                string? violation = checker.Check(DiskState.Replay(recording.Effects, survives), point);
                result.Add(violation is null ? null : $"{violation} after: {point.Call}; lost: {Lost(recording, survives)}", MaxShown);
            }
        }

        return result;
    }

    // By SQLite's promise: the removal of the last journal isn't synced, and below FULL the log is synced with each checkpoint.
    private static int MaxUndone(string mode) => mode switch
    {
        "delete/full" => 1,
        "wal/normal" => int.MaxValue - 1,
        _ => 0,
    };

    private static string Lost(Recording recording, bool[] survives) =>
        string.Join(", ", recording.Effects.Take(survives.Length).Where((_, i) => !survives[i]).Take(8));
}
