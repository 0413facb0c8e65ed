using System.Text;

namespace ImageAttach.AspNetCore.Fetching;

/// <summary>Reads the bytes of a data URI.</summary>
internal static class DataUri
{
    private const string Scheme = "data:";

    /// <exception cref="ImageFormatException">It is no data URI, or not as it says it is.</exception>
    /// <exception cref="ImageLimitException">It has more bytes than allowed.</exception>
    public static byte[] Read(string text, long maxBytes)
    {
        int comma = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',', StringComparison.Ordinal) : -1;
        if (comma < 0)
            throw new ImageFormatException("The text is no data URI. It must be as in data:image/png;base64,iVBORw0…");
        string data = text[(comma + 1)..];
        bool isBase64 = text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase);

        // Of base64 three bytes take four characters, of other text one byte takes up to three: what is too long by that is too long.
        long minLength = isBase64 ? (data.Length / 4L * 3) - 2 : data.Length / 3L;
        ImageLimits.CheckBytes(minLength, maxBytes);
        if (data.Contains('%', StringComparison.Ordinal))
            data = Uri.UnescapeDataString(data);
        if (!isBase64)
            return Encoding.UTF8.GetBytes(data);
        try
        {
            return Convert.FromBase64String(data);
        }
        catch (FormatException mistake)
        {
            throw new ImageFormatException("The data URI is cut short or broken: what follows ;base64, is no base64. Send it again, whole.", mistake);
        }
    }
}
