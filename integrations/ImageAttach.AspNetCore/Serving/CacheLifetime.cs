using System.Globalization;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>How long a file may be cached, and by which caches.</summary>
/// <param name="Audience">Who may see the file: shared caches may keep what everyone may see.</param>
/// <param name="MaxAge">How long the URL shows this very file; null when that isn't known, and caches must revalidate.</param>
internal readonly record struct CacheLifetime(FileAudience Audience, TimeSpan? MaxAge)
{
    /// <summary>For URLs that never show another file.</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    /// <summary>The header <c>Cache-Control</c> for a file, a part of it, or a 304.</summary>
    public string ToHeader()
    {
        string scope = Audience == FileAudience.Everyone ? "public" : "private";
        return MaxAge is { } age
            ? string.Create(CultureInfo.InvariantCulture, $"{scope}, max-age={(long)age.TotalSeconds}, immutable")
            : $"{scope}, no-cache";
    }
}
