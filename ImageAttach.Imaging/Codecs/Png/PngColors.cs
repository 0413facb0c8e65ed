using System.Buffers.Binary;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What a PNG's chunks cICP, sRGB, gAMA and cHRM say of its colors.</summary>
internal sealed class PngColors
{
    private const uint SrgbGamma = 45_455;
    private const uint GammaUnit = 100_000;
    private static readonly uint[] SrgbChromaticities = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

    private TransferFunction? _transfer;
    private Primaries? _primaries;
    private uint? _gamma;
    private uint[]? _chromaticities;

    /// <summary>Whether there is a cICP chunk that names a known color space. It counts more than all other chunks.</summary>
    public bool HasCodes => _transfer is not null && _primaries is not null;

    /// <summary>Whether there is an sRGB chunk.</summary>
    public bool IsSrgb { get; private set; }

    /// <summary>Whether gAMA or cHRM differ from sRGB.</summary>
    public bool HasGamma => (_gamma is { } gamma && !IsNear(gamma, SrgbGamma, 10))
        || (_chromaticities is not null && _chromaticities.Where((number, i) => !IsNear(number, SrgbChromaticities[i], 100)).Any());

    /// <returns>Whether it is one of these chunks.</returns>
    public bool TryRead(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (type.SequenceEqual("cICP"u8))
            ReadCodes(content);
        else if (type.SequenceEqual("sRGB"u8))
            IsSrgb = true;
        else if (type.SequenceEqual("gAMA"u8))
            _gamma = BinaryPrimitives.ReadUInt32BigEndian(content);
        else if (type.SequenceEqual("cHRM"u8))
            _chromaticities = ReadNumbers(content, SrgbChromaticities.Length);
        else
            return false;
        return true;
    }

    public RgbEncoding? FromCodes() => RgbEncoding.TryCreate(_transfer!, _primaries!);

    /// <returns>The encoding; null for sRGB's, and for numbers that make no sense.</returns>
    public RgbEncoding? FromGamma()
    {
        if (!HasGamma || _gamma is 0 or > int.MaxValue || _chromaticities?.Any(number => number > int.MaxValue) == true)
            return null;
        // The gamma that approximates sRGB's function means that function only with sRGB's primaries.
        TransferFunction transfer = _gamma is { } gamma && (_chromaticities is not null || !IsNear(gamma, SrgbGamma, 10)) ? TransferFunction.Gamma((double)GammaUnit / gamma) : TransferFunction.Srgb;
        Primaries primaries = _chromaticities is { } c
            ? new(Of(c[0]), Of(c[1]), Of(c[2]), Of(c[3]), Of(c[4]), Of(c[5]), Of(c[6]), Of(c[7]))
            : Primaries.Srgb;
        return RgbEncoding.TryCreate(transfer, primaries);

        static double Of(uint number) => (double)number / GammaUnit;
    }

    // Numbers of the full range, and not of luma and chroma.
    private void ReadCodes(ReadOnlySpan<byte> content)
    {
        if (content is [byte primaries, byte transfer, 0, 1])
            (_primaries, _transfer) = (Primaries.FromCode(primaries), TransferFunction.FromCode(transfer));
    }

    private static uint[] ReadNumbers(ReadOnlySpan<byte> content, int count)
    {
        uint[] numbers = new uint[count];
        for (int i = 0; i < count; i++)
            numbers[i] = BinaryPrimitives.ReadUInt32BigEndian(content[(i * 4)..]);
        return numbers;
    }

    private static bool IsNear(uint number, uint expected, uint tolerance) => Math.Abs((long)number - expected) <= tolerance;
}
