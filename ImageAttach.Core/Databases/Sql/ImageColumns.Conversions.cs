using System.Globalization;

namespace ImageAttach;

/// <content>Values as databases give them.</content>
public static partial class ImageColumns
{
    /// <summary>Gets an integer from what some database gives.</summary>
    /// <param name="value">What the database gave.</param>
    public static ulong ToUInt64(object value) => value switch
    {
        ulong number => number,
        decimal number => checked((ulong)number),

        // SQLite has 64 bits and no sign to spare: the upper half of a ulong is kept as a negative number.
        _ => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>Gets a date from what some database gives: a date, a time at midnight, or its text.</summary>
    /// <param name="value">What the database gave.</param>
    public static DateOnly ToDateOnly(object value) => value switch
    {
        DateOnly day => day,
        string text => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        _ => DateOnly.FromDateTime(Convert.ToDateTime(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>Gets a time of day from what some database gives: a time, how long it is after midnight, or its text.</summary>
    /// <param name="value">What the database gave.</param>
    public static TimeOnly ToTimeOnly(object value) => value switch
    {
        TimeOnly time => time,
        TimeSpan time => TimeOnly.FromTimeSpan(time),
        string text => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
        _ => TimeOnly.FromDateTime(Convert.ToDateTime(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>Makes sure that a time of a key is found again: databases keep whole microseconds.</summary>
    /// <param name="time">A part of a key.</param>
    /// <returns>The same time.</returns>
    /// <exception cref="ArgumentException">The time is finer than a microsecond.</exception>
    public static TimeOnly RequireMicroseconds(TimeOnly time) => time.Ticks == ToMicroseconds(time.Ticks)
        ? time
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fffffff} can't be part of a key, because databases keep times to the microsecond. Round it first."),
            nameof(time));
}
