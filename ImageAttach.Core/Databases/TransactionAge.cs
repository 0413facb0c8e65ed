using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>How long a transaction has been open, as servers give it.</summary>
internal static class TransactionAge
{
    /// <param name="seconds">The number of seconds, or null if no transaction is open.</param>
    public static TimeSpan? From(object? seconds) =>
        seconds is null ? null : TimeSpan.FromSeconds(Math.Max(0, Convert.ToDouble(seconds, CultureInfo.InvariantCulture)));
}
