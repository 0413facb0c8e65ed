using System.Buffers;
using ImageAttach.Imaging.Containers;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Opens files with Skia, as far as their headers.</summary>
internal static class SkiaHeader
{
    // Holds the header of nearly every photograph, so that an upload of many megabytes isn't read into memory just for that.
    private const int InitialPrefixLength = 256 * 1024;
    private const int Growth = 4;

    /// <summary>Makes sure that Skia opens the file, and says which size it sees.</summary>
    /// <remarks>
    /// Skia gets bytes, never the stream: where a stream returns fewer bytes than asked for, it takes the file for broken.
    /// The prefix grows up to the whole file, whose length was checked before.
    /// </remarks>
    /// <exception cref="ImageFormatException">Skia doesn't open it.</exception>
    public static ImageSize Read(Stream image, ContainerFacts facts, ImageLimits limits)
    {
        long start = image.Position;
        long maxLength = Math.Min(image.Length - start, Array.MaxLength);
        for (long wanted = InitialPrefixLength; ; wanted *= Growth)
        {
            int length = (int)Math.Min(wanted, maxLength);
            image.Position = start;
            if (TryReadPrefix(image, length, facts, limits) is { } size)
                return size;
            if (length == maxLength)
                throw CannotOpen(facts.MimeType);
        }
    }

    /// <summary>Opens a file for decoding.</summary>
    /// <exception cref="ImageFormatException">Skia doesn't open it.</exception>
    public static SKCodec Open(SKData data, ContainerFacts facts, ImageLimits limits)
    {
        SKCodec codec = SKCodec.Create(data) ?? throw CannotOpen(facts.MimeType);
        try
        {
            CheckAgreement(codec, facts, limits);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static ImageSize? TryReadPrefix(Stream image, int length, ContainerFacts facts, ImageLimits limits)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> prefix = rented.AsSpan(0, length);
            if (image.ReadAtLeast(prefix, length, throwOnEndOfStream: false) < length)
                throw Refusal.CutShort(facts.MimeType, length);
            return TryRead(prefix, facts, limits);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static unsafe ImageSize? TryRead(ReadOnlySpan<byte> prefix, ContainerFacts facts, ImageLimits limits)
    {
        fixed (byte* bytes = prefix)
        {
            using SKData data = SKData.Create((IntPtr)bytes, prefix.Length);
            using SKCodec? codec = SKCodec.Create(data);
            return codec is null ? null : CheckAgreement(codec, facts, limits);
        }
    }

    // What we walked through and what Skia would decode must be the same image, or our checks were of another one.
    private static ImageSize CheckAgreement(SKCodec codec, ContainerFacts facts, ImageLimits limits)
    {
        if (TypeOf(codec.EncodedFormat) != facts.MimeType)
            throw CannotOpen(facts.MimeType);
        return Refusal.CheckSize(facts.MimeType, codec.Info.Width, codec.Info.Height, limits);
    }

    private static string? TypeOf(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Jpeg => MediaType.Jpeg,
        SKEncodedImageFormat.Png => MediaType.Png,
        SKEncodedImageFormat.Gif => MediaType.Gif,
        SKEncodedImageFormat.Webp => MediaType.WebP,
        SKEncodedImageFormat.Bmp => MediaType.Bmp,
        SKEncodedImageFormat.Ico => MediaType.Ico,
        _ => null,
    };

    private static ImageFormatException CannotOpen(string mimeType) =>
        Refusal.Broken(mimeType, "its header can't be read, or it uses a part of the format that isn't supported");
}
