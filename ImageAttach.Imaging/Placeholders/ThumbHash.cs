using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ImageAttach.Imaging;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Placeholders;

namespace ImageAttach;

/// <summary>An image in some 25 bytes: a blur in its colors, to be shown until the image itself has come. See <see cref="ImagingEngine.CreatePlaceholder"/>.</summary>
/// <remarks>The format is <see href="https://evanw.github.io/thumbhash/">ThumbHash</see>, for which browsers have code as well.</remarks>
public sealed class ThumbHash : IEquatable<ThumbHash>
{
    private readonly byte[] _bytes;

    /// <summary>Takes the bytes of a hash.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FormatException">They aren't a ThumbHash.</exception>
    public ThumbHash(ReadOnlySpan<byte> bytes)
    {
        if (!ThumbHashLayout.IsWhole(bytes))
            throw new FormatException($"These {bytes.Length} bytes aren't a ThumbHash: it has 17 to 25, as many as its first five say.");
        _bytes = bytes.ToArray();
    }

    /// <summary>How wide the image is for its height, roughly: 1.4 for 3:2.</summary>
    public double AspectRatio => ThumbHashLayout.Of(_bytes).AspectRatio;

    /// <summary>The mean of the image's colors as CSS has it: <c>#rrggbb</c>, or <c>#rrggbbaa</c> where something is transparent.</summary>
    public string AverageColor => ThumbHashDecoder.AverageOf(_bytes).ToString();

    /// <summary>The same as <see cref="AverageColor"/>, by its former name.</summary>
    [Obsolete("Use AverageColor.")]
    public string AverageColour => AverageColor;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The hash in base64.</param>
    /// <exception cref="FormatException">It isn't a ThumbHash.</exception>
    public static ThumbHash Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out ThumbHash? hash) ? hash : throw new FormatException($"'{text}' isn't a ThumbHash in base64.");
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, if it is that.</summary>
    /// <param name="text">The hash in base64; null is none.</param>
    /// <param name="hash">The hash; null when the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ThumbHash? hash)
    {
        Span<byte> bytes = stackalloc byte[ThumbHashLayout.MaxLength];
        hash = null;
        return text is not null && Convert.TryFromBase64String(text, bytes, out int count) && TryRead(bytes[..count], out hash);
    }

    /// <summary>Takes the bytes of a hash, if they are one.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hash">The hash; null when the bytes are none.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ThumbHash? hash)
    {
        hash = ThumbHashLayout.IsWhole(bytes) ? new ThumbHash(bytes) : null;
        return hash is not null;
    }

    /// <summary>The bytes.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>The blur as a PNG of 32 pixels on its longer side, in a data URI of some 2 kB, to be an element's <c>src</c> or its background.</summary>
    public string ToDataUri() =>
        string.Create(CultureInfo.InvariantCulture, $"data:{MediaType.Png};base64,{Convert.ToBase64String(PngWriter.Write(ThumbHashDecoder.Decode(_bytes), Effort.Default, CancellationToken.None))}");

    /// <summary>The hash in base64, 24 to 36 characters.</summary>
    public override string ToString() => Convert.ToBase64String(_bytes);

    /// <inheritdoc/>
    public bool Equals(ThumbHash? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ThumbHash);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode code = default;
        code.AddBytes(_bytes);
        return code.ToHashCode();
    }
}
