using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>The key of an image set as text that an address takes as it is: <c>n42</c>, or <c>n42~tQWRh</c> for one of several columns.</summary>
internal static class SetKeyText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(Image image) => string.Join('~', image.IdentityAttributes.Select(column => Write(image.IdentityMap[column])));

    /// <summary>Whether a column of the key is a text, which anyone who sees it can decode.</summary>
    public static bool HasText(string setKey) => setKey.Split('~').Any(part => part is ['t', ..]);

    /// <summary>The values of a key; null when it is no such text.</summary>
    public static IReadOnlyList<object>? Read(string text)
    {
        List<object> values = [];
        foreach (string part in text.Split('~'))
        {
            if (part.Length == 0 || ReadPart(part[0], part[1..]) is not { } value)
                return null;
            values.Add(value);
        }

        return values;
    }

    private static string Write(object value) => value switch
    {
        bool yes => yes ? "b1" : "b0",
        Guid guid => "g" + guid.ToString("N"),
        string text => "t" + Base64Url.EncodeToString(StrictUtf8.GetBytes(text)),
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"d{day.DayNumber}"),
        TimeOnly time => string.Create(CultureInfo.InvariantCulture, $"h{time.Ticks}"),
        Enum => "n" + ((Enum)value).ToString("D"),
        IFormattable number => "n" + number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A key column of {value.GetType()} can't be part of an address."),
    };

    private static object? ReadPart(char kind, string text) => (kind, text) switch
    {
        ('b', "0") => false,
        ('b', "1") => true,
        ('g', _) when Guid.TryParseExact(text, "N", out Guid guid) => guid,
        ('t', _) => ReadText(text),
        ('d', _) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int day) && day <= DateOnly.MaxValue.DayNumber => DateOnly.FromDayNumber(day),
        ('h', _) when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= TimeOnly.MaxValue.Ticks => new TimeOnly(ticks),
        ('n', _) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        ('n', _) when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) => large,
        _ => null,
    };

    private static string? ReadText(string text)
    {
        try
        {
            return StrictUtf8.GetString(Base64Url.DecodeFromChars(text));
        }
        catch (Exception mistake) when (mistake is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
