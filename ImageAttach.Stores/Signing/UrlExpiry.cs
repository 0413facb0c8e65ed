using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ImageAttach.Stores;

/// <summary>The end of a signed URL, in seconds since 1970.</summary>
public static class UrlExpiry
{
    private const int MaxDigits = 11;

    /// <summary>Gets the end of a URL that is created now. It advances in steps, so that pages show the same URL for a while and caches can reuse it.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="validFor">How long the URL is valid at least; it is valid for up to twice as long. One second or more.</param>
    public static long Next(DateTimeOffset now, TimeSpan validFor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(validFor, TimeSpan.FromSeconds(1));
        long step = (long)validFor.TotalSeconds;
        return ((now.ToUnixTimeSeconds() / step) + 2) * step;
    }

    /// <summary>Gets how long a URL stays valid; zero or less once it has expired.</summary>
    /// <param name="expires">The end of the URL.</param>
    /// <param name="now">The current time.</param>
    public static TimeSpan Remaining(long expires, DateTimeOffset now) => TimeSpan.FromSeconds(expires - now.ToUnixTimeSeconds());

    /// <summary>Reads an end exactly as it is written, so that a URL has one spelling.</summary>
    /// <param name="text">The text: digits without leading zeros.</param>
    /// <param name="expires">The end.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out long expires) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out expires) && text is { Length: <= MaxDigits } and not ['0', ..];
}
