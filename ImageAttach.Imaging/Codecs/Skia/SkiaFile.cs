using System.Buffers;
using ImageAttach.Imaging.Containers;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>A file in memory, decoded by Skia.</summary>
internal sealed class SkiaFile(ReadOnlyMemory<byte> file, ContainerFacts facts, bool allowDamaged) : IDisposable
{
    private MemoryHandle _pinned;
    private SKData? _data;

    /// <summary>Opens the image, or the first frame of it.</summary>
    /// <param name="scale">How much of the resolution is needed, 1 for all.</param>
    /// <exception cref="ImageFormatException">Skia doesn't open it.</exception>
    public IPixelSource Open(double scale)
    {
        SKCodec codec = OpenCodec();
        DecodePlan plan = DecodePlan.For(codec, facts, scale) with { AllowDamaged = allowDamaged };
        double remainingScale = Math.Min(1, scale * codec.Info.Width / plan.Info.Width);
        return DownsampledSource.For(new SkiaSource(codec, plan, facts.MimeType), remainingScale);
    }

    /// <summary>Opens all frames.</summary>
    /// <exception cref="ImageFormatException">Skia doesn't open it.</exception>
    /// <exception cref="ImageLimitException">So many large frames that decoding them would take too long.</exception>
    public AnimationFrames OpenFrames() => new(OpenCodec(), facts.MimeType, allowDamaged);

    public void Dispose()
    {
        _data?.Dispose();
        _pinned.Dispose();
    }

    private unsafe SKCodec OpenCodec()
    {
        if (_data is null)
        {
            ReadOnlyMemory<byte> mended = SkiaRepair.Mend(file, facts, allowDamaged);
            _pinned = mended.Pin();
            _data = SKData.Create((IntPtr)_pinned.Pointer, mended.Length);
        }

        return SkiaHeader.Open(_data, facts, ImageLimits.Unrestricted);
    }
}
