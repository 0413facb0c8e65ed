using System.Globalization;

namespace ImageAttach.Signing;

/// <summary>The end of a signed URL, in seconds since 1970.</summary>
internal static class UrlExpiry
{
    private const int MaxDigits = 11;

    /// <summary>The end of a URL that is created now. It advances in steps, so that pages show the same URL for a while and caches can reuse it.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="validFor">How long the URL is valid at least; it is valid for up to twice as long.</param>
    public static long Next(DateTimeOffset now, TimeSpan validFor)
    {
        long step = (long)validFor.TotalSeconds;
        return ((now.ToUnixTimeSeconds() / step) + 2) * step;
    }

    /// <summary>How long a URL stays valid; zero or less once it has expired.</summary>
    public static TimeSpan Remaining(long expires, DateTimeOffset now) => TimeSpan.FromSeconds(expires - now.ToUnixTimeSeconds());

    /// <summary>Reads an end exactly as it is written, so that a URL has one spelling.</summary>
    public static bool TryParse(string text, out long expires) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out expires) && text is { Length: <= MaxDigits } and not ['0', ..];
}
