namespace ImageAttach.Tool.Output;

/// <summary>Numbers with what they count: 1 file, 2,000 files.</summary>
internal static class Counted
{
    public static string Of(long number, string thing) => FormattableString.Invariant($"{number:N0} {thing}{(number == 1 ? "" : "s")}");
}
