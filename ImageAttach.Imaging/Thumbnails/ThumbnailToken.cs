using System.Globalization;
using System.Text;

namespace ImageAttach.Imaging;

/// <summary>Writes and reads options of thumbnails as text: those that differ from the defaults, in a fixed order.</summary>
internal static class ThumbnailToken
{
    /// <summary>
    /// The token of a thumbnail that is merely scaled and as large as its original. The original has that size and an empty token already,
    /// and both are part of the primary key.
    /// </summary>
    public const string OwnSize = nameof(Fit.Scale);

    /// <summary>The token for the options alone, whatever the size.</summary>
    public static string WithoutOwnSize(string token) => token == OwnSize ? "" : token;

    /// <summary>Writes options.</summary>
    // Proportions are in the size already, so an image contained by two sides is the same as one scaled to them.
    public static string Format(ThumbnailOptions options)
    {
        if (ReferenceEquals(options, ThumbnailOptions.Default))
            return "";
        StringBuilder token = new();
        Add(options.Fit is Fit.Cover or Fit.Pad, options.Fit);
        Add(options.Fit is Fit.Cover && options.FocalPoint != FocalPoint.Center, $"@{options.FocalPoint}");
        Add(options.Format is not ThumbnailFormat.Keep, options.Format);
        Add(options.Quality is not null, $"q{options.Quality}");
        Add(options.Effort is not Effort.Default, options.Effort);
        Add(options.ChromaSubsampling is not ChromaSubsampling.Auto, options.ChromaSubsampling);
        Add(options.Filter is not ResamplingFilter.Auto, options.Filter);
        Add(options.Background is not null, options.Background);
        Add(options.Sharpen > 0, $"sharpen{options.Sharpen}");
        return token.ToString();

        void Add<T>(bool isSet, T part)
        {
            if (isSet)
                token.Append(token.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{part}");
        }
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <returns>The options; null for any other text, such as one of a later version.</returns>
    public static ThumbnailOptions? Parse(string token)
    {
        token = WithoutOwnSize(token);
        ThumbnailOptions options = ThumbnailOptions.Default;
        try
        {
            foreach (string part in token.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                options = With(options, part);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return null;
        }

        return Format(options) == token ? options : null;
    }

    private static ThumbnailOptions With(ThumbnailOptions options, string part) => part switch
    {
        ['@', .. string point] when point.Split(',') is [string x, string y] => options with { FocalPoint = new(Number(x), Number(y)) },
        ['q', .. string quality] => options with { Quality = int.Parse(quality, CultureInfo.InvariantCulture) },
        ['#', ..] => options with { Background = part },
        ['s', 'h', 'a', 'r', 'p', 'e', 'n', .. string amount] => options with { Sharpen = Number(amount) },
        _ when Enum.TryParse(part, out Fit fit) => options with { Fit = fit },
        _ when Enum.TryParse(part, out ThumbnailFormat format) => options with { Format = format },
        _ when Enum.TryParse(part, out Effort effort) => options with { Effort = effort },
        _ when Enum.TryParse(part, out ChromaSubsampling subsampling) => options with { ChromaSubsampling = subsampling },
        _ when Enum.TryParse(part, out ResamplingFilter filter) => options with { Filter = filter },
        _ => throw new FormatException(),
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
