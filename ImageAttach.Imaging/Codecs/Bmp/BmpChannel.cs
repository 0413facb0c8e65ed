using System.Numerics;

namespace ImageAttach.Imaging.Codecs.Bmp;

/// <summary>Where in a pixel's bits one of its numbers lies.</summary>
/// <param name="Mask">Its bits.</param>
/// <param name="Shift">How many bits lie below.</param>
internal sealed record BmpChannel(uint Mask, int Shift)
{
    public static BmpChannel Red { get; } = new(0xFF0000, 16);

    public static BmpChannel Green { get; } = new(0xFF00, 8);

    public static BmpChannel Blue { get; } = new(0xFF, 0);

    /// <summary>Whether it is one of the pixel's bytes.</summary>
    public bool IsByte => Mask >> Shift == 0xFF && Shift % 8 == 0;

    /// <returns>The channel; null for a mask that is empty or has gaps.</returns>
    public static BmpChannel? TryCreate(uint mask)
    {
        int shift = BitOperations.TrailingZeroCount(mask);
        return mask != 0 && BitOperations.IsPow2((ulong)(mask >> shift) + 1) ? new BmpChannel(mask, shift) : null;
    }

    /// <summary>The number of a pixel, scaled to a byte.</summary>
    public byte Of(uint pixel)
    {
        ulong max = Mask >> Shift;
        return (byte)((((ulong)((pixel & Mask) >> Shift) * 255) + (max / 2)) / max);
    }
}
