using System.Globalization;

namespace ImageAttach.Imaging;

/// <summary>A color, its parts not multiplied by alpha.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue, byte Alpha = 255)
{
    public static Color White { get; } = new(255, 255, 255);

    public static Color Transparent { get; } = new(0, 0, 0, 0);

    /// <exception cref="ArgumentException">It is neither <c>#rrggbb</c> nor <c>#rrggbbaa</c>.</exception>
    public static Color Parse(string text) =>
        text is ['#', ..] && text.Length is 7 or 9
        && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? FromNumber(text.Length == 7 ? (number << 8) | 0xFF : number)
            : throw new ArgumentException($"'{text}' isn't a color. Write #rrggbb, such as #ffffff for white, or #rrggbbaa.");

    public override string ToString() => Alpha == 255 ? $"#{Red:x2}{Green:x2}{Blue:x2}" : $"#{Red:x2}{Green:x2}{Blue:x2}{Alpha:x2}";

    private static Color FromNumber(uint number) => new((byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);
}
