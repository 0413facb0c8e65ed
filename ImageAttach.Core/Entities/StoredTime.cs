using System.Globalization;

namespace ImageAttach.Entities;

/// <summary>Times as databases store them.</summary>
internal static class StoredTime
{
    /// <summary>Returns a time in UTC; one without an offset is UTC.</summary>
    /// <param name="value">What the database returned.</param>
    /// <param name="convertsLocal">Whether a time marked as local is converted. Some providers mark a time as local and leave it in UTC.</param>
    public static DateTimeOffset ToDateTimeOffset(object value, bool convertsLocal) => value switch
    {
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Local } time when convertsLocal => new DateTimeOffset(time).ToUniversalTime(),
        DateTime time => new DateTimeOffset(time.Ticks, TimeSpan.Zero),
        IConvertible time and not string => new DateTimeOffset(time.ToDateTime(CultureInfo.InvariantCulture).Ticks, TimeSpan.Zero),
        _ => DateTimeOffset.Parse(
            Convert.ToString(value, CultureInfo.InvariantCulture)!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };
}
