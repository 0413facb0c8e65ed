using System.Runtime.InteropServices;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Encodes an animated WebP. Skia's encoder takes all frames at once, so they are collected first.</summary>
internal sealed class AnimatedWebPEncoder : IDisposable
{
    // At four bytes each, 128 MB.
    private const long MaxPixels = 32_000_000;

    private readonly List<(SKBitmap Pixels, TimeSpan Duration)> _frames = [];

    /// <param name="size">The size of each frame.</param>
    /// <param name="count">How many there will be.</param>
    /// <exception cref="ImageLimitException">More pixels than can be held.</exception>
    public AnimatedWebPEncoder(ImageSize size, int count)
    {
        if (size.Pixels * count > MaxPixels)
            throw Refusal.TooManyAnimatedPixels(size, count, MaxPixels);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="image">Its pixels.</param>
    /// <param name="milliseconds">How long it is shown.</param>
    public unsafe void Add(PlanarImage image, int milliseconds)
    {
        PlanarImage rgb = ColorConversion.ToRgb(image);
        using Raster raster = Raster.Of(rgb);
        SKBitmap bitmap = new(SkiaWebPEncoder.InfoFor(rgb));
        MemoryMarshal.AsBytes(raster.Pixels).CopyTo(new Span<byte>((void*)bitmap.GetPixels(), bitmap.ByteCount));
        _frames.Add((bitmap, TimeSpan.FromMilliseconds(milliseconds)));
    }

    /// <summary>The file. It repeats forever: Skia's encoder has no option for that.</summary>
    public EncodedImage Encode(int? quality)
    {
        SKWebpEncoderFrame[] frames = [.. _frames.Select(frame => new SKWebpEncoderFrame(frame.Pixels, frame.Duration))];
        using SKData data = SKWebpEncoder.EncodeAnimated(frames, SkiaWebPEncoder.OptionsFor(quality))
            ?? throw new InvalidOperationException($"Skia wrote no WebP of {frames.Length} frames.");
        return new(MediaType.WebP, data.ToArray());
    }

    public void Dispose()
    {
        foreach ((SKBitmap pixels, _) in _frames)
            pixels.Dispose();
    }
}
