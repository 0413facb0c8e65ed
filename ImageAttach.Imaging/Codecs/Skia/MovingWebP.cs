using System.Runtime.InteropServices;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>A WebP that moves, in the making: the encoder wants all frames at once.</summary>
internal sealed class MovingWebP : IDisposable
{
    // At four bytes each, 128 MB.
    private const long MostPixels = 32_000_000;

    private readonly List<(SKBitmap Pixels, TimeSpan Duration)> _frames = [];

    /// <param name="size">The size of each frame.</param>
    /// <param name="count">How many there will be.</param>
    /// <exception cref="ImageLimitException">More pixels than can be held.</exception>
    public MovingWebP(ImageSize size, int count)
    {
        if (size.Pixels * count > MostPixels)
            throw Refusal.TooMuchMotion(size, count, MostPixels);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="picture">Its pixels.</param>
    /// <param name="milliseconds">How long it is shown.</param>
    public unsafe void Add(Picture picture, int milliseconds)
    {
        Picture rgb = Colours.ToRgb(picture);
        using Raster raster = Raster.Of(rgb);
        SKBitmap bitmap = new SKBitmap(SkiaEncoder.InfoFor(rgb));
        MemoryMarshal.AsBytes(raster.Pixels).CopyTo(new Span<byte>((void*)bitmap.GetPixels(), bitmap.ByteCount));
        _frames.Add((bitmap, TimeSpan.FromMilliseconds(milliseconds)));
    }

    /// <summary>The file. It repeats for ever: Skia's encoder can't be told otherwise.</summary>
    public EncodedImage Encode(int? quality)
    {
        SKWebpEncoderFrame[] frames = [.. _frames.Select(frame => new SKWebpEncoderFrame(frame.Pixels, frame.Duration))];
        using SKData data = SKWebpEncoder.EncodeAnimated(frames, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality ?? SkiaEncoder.WebPQuality))
            ?? throw new InvalidOperationException($"Skia wrote no WebP of {frames.Length} frames.");
        return new(MediaType.WebP, data.ToArray());
    }

    public void Dispose()
    {
        foreach ((SKBitmap? pixels, TimeSpan _) in _frames)
            pixels.Dispose();
    }
}
