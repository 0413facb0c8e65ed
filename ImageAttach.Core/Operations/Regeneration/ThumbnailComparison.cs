using ImageAttach.Imaging;

namespace ImageAttach.Operations;

/// <summary>Compares a stored thumbnail with one that was made again, by their pixels.</summary>
/// <remarks>
/// Thumbnails that were made together share one decode, and a small one may come from a larger one. So their bytes depend on the sizes that were made
/// with them, which the row doesn't note; their pixels hardly do.
/// </remarks>
internal static class ThumbnailComparison
{
    /// <summary>The largest difference that counts as none: the root of the mean square over all values, of 255.</summary>
    private const double MaxDifference = 4;

    /// <summary>Both are compared at a fraction of their size: the finest detail is what a larger source and another reduction change.</summary>
    private const int Reduction = 4;

    /// <summary>Whether both show the same, in the same type and size.</summary>
    public static Task<bool> ShowTheSameAsync(byte[] stored, EncodedImage made, ImageSize size, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        return engine.Options.Concurrency.RunAsync(() => Task.FromResult(ShowTheSame(engine, stored, made, size, cancellationToken)), cancellationToken);
    }

    private static bool ShowTheSame(ImagingEngine engine, byte[] stored, EncodedImage made, ImageSize size, CancellationToken cancellationToken)
    {
        try
        {
            ImageHeader header = engine.ReadHeader(new MemoryStream(stored, writable: false), ImageLimits.Unrestricted);
            return header.MimeType == made.MimeType && header.Size == size && Difference(Decode(stored), Decode(made.Content)) <= MaxDifference;
        }
        catch (Exception failure) when (failure is ImageFormatException or ImageLimitException)
        {
            return false;
        }

        DecodedImage Decode(byte[] file) => engine.Decode(file, Math.Max(1, Math.Max(size.Width, size.Height) / Reduction), cancellationToken);
    }

    private static double Difference(DecodedImage one, DecodedImage other)
    {
        if (one.IsOpaque != other.IsOpaque || one.Size != other.Size)
            return double.MaxValue;
        ReadOnlySpan<byte> left = one.Pixels.Span, right = other.Pixels.Span;
        long squares = 0;
        for (int i = 0; i < left.Length; i++)
            squares += (left[i] - right[i]) * (left[i] - right[i]);

        // Without transparency alpha is everywhere the same, and doesn't count.
        long count = one.IsOpaque ? left.Length / 4 * 3 : left.Length;
        return Math.Sqrt((double)squares / count);
    }
}
