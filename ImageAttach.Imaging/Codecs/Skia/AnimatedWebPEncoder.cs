using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Encodes an animated WebP. Skia's encoder takes all frames at once, so they are collected first.</summary>
internal sealed class AnimatedWebPEncoder : IDisposable
{
    // At four bytes each, 128 MB.
    private const long MaxPixels = 32_000_000;

    private const int RiffHeaderLength = 12;
    private const int ChunkHeaderLength = 8;

    // Behind the color of the background.
    private const int PlayCountOffset = 4;

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

    /// <summary>Encodes the file.</summary>
    /// <param name="quality">1 to 100; null for the default.</param>
    /// <param name="playCount">How often the animation plays; 0 for without end.</param>
    public EncodedImage Encode(int? quality, int playCount)
    {
        SKWebpEncoderFrame[] frames = [.. _frames.Select(frame => new SKWebpEncoderFrame(frame.Pixels, frame.Duration))];
        using SKData data = SKWebpEncoder.EncodeAnimated(frames, SkiaWebPEncoder.OptionsFor(quality))
            ?? throw new InvalidOperationException($"Skia wrote no WebP of {frames.Length} frames.");
        byte[] file = data.ToArray();
        SetPlayCount(file, playCount);
        return new(MediaType.WebP, file);
    }

    // Skia's encoder has no option for it.
    private static void SetPlayCount(Span<byte> file, int playCount)
    {
        for (int at = RiffHeaderLength; at + ChunkHeaderLength < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            if (file[at..].StartsWith("ANIM"u8))
            {
                BinaryPrimitives.WriteUInt16LittleEndian(file[(at + ChunkHeaderLength + PlayCountOffset)..], (ushort)Math.Min(playCount, ushort.MaxValue));
                return;
            }

            at += ChunkHeaderLength + length + (length & 1);
        }
    }

    public void Dispose()
    {
        foreach ((SKBitmap pixels, _) in _frames)
            pixels.Dispose();
    }
}
