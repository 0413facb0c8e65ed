using ImageAttach.Imaging.Formats;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>The imaging engine: our own reading of containers and our own resampling, around Skia's decoders and encoders.</summary>
/// <remarks>Thumbnails of other types than JPEG, PNG and WebP are PNG; an animation's thumbnail is its first frame, unless it is to move.</remarks>
internal sealed class SkiaCodec : IImageEngine
{
    /// <summary>Whatever the limits of whoever attached it, more pixels aren't decoded: four bytes each, they must fit in 2 GB.</summary>
    internal const long MostPixels = 400_000_000;

    // What was attached under wider limits is still served, up to what can be done at all.
    internal static readonly ImageLimits Utmost = new()
    {
        MaxBytes = long.MaxValue,
        MaxFrames = int.MaxValue,
        MaxPixels = MostPixels,
    };

    // PNG has every pixel's colour, where JPEG would halve it.
    private static readonly ThumbnailOptions InRgb = new() { Format = ThumbnailFormat.Png };

    private SkiaCodec()
    {
    }

    /// <summary>The one engine, which holds nothing and serves all threads.</summary>
    public static SkiaCodec Instance { get; } = new();

    /// <inheritdoc/>
    public ImageHeader ReadHeader(Stream image, ImageLimits limits)
    {
        var start = image.Position;
        try
        {
            var mimeType = ContainerReader.Identify(image, limits);
            image.Position = start;
            if (ImageCodecs.For(mimeType) is { } other)
                return OtherCodec.ReadHeader(other, mimeType, image, limits);
            var facts = ContainerReader.Read(image, limits);
            image.Position = start;
            var stored = SkiaHeader.Read(image, facts, limits);
            return new ImageHeader(facts.MimeType, facts.Orientation.Turn(stored));
        }
        finally
        {
            image.Position = start;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<EncodedImage> MakeThumbnails(
        ReadOnlyMemory<byte> original, IReadOnlyList<ThumbnailRecipe> recipes, CancellationToken cancellationToken)
    {
        foreach (var recipe in recipes)
            CheckTarget(recipe.Size);
        return WithJob(original, _ => recipes, job => job.MakeFiles(cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Picture Decode(ReadOnlyMemory<byte> original, int longestSide, CancellationToken cancellationToken)
    {
        return WithJob(original, size => [new ThumbnailRecipe(Small(size), InRgb)], job => Colours.ToRgb(job.MakePictures(cancellationToken)[0]), cancellationToken);

        ImageSize Small(ImageSize size) => Math.Max(size.Width, size.Height) <= longestSide ? size : Placement.Within(size, new ImageSize(longestSide, longestSide));
    }

    private unsafe TResult WithJob<TResult>(
        ReadOnlyMemory<byte> original, Func<ImageSize, IReadOnlyList<ThumbnailRecipe>> recipesFor, Func<ThumbnailJob, TResult> make, CancellationToken cancellationToken)
    {
        if (original.IsEmpty)
            throw Refusal.Empty();
        using var pinned = original.Pin();
        using var stream = new UnmanagedMemoryStream((byte*)pinned.Pointer, original.Length);
        var mimeType = ContainerReader.Identify(stream, Utmost);
        stream.Position = 0;
        if (ImageCodecs.For(mimeType) is { } other)
        {
            var size = ReadHeader(stream, Utmost).Size;
            return make(new ThumbnailJob(original, SKData.Empty, new(mimeType, size, Orientation.Upright), recipesFor(size), other));
        }

        var facts = ContainerReader.Read(stream, Utmost);
        using var data = SKData.Create((IntPtr)pinned.Pointer, original.Length);
        cancellationToken.ThrowIfCancellationRequested();
        return make(new ThumbnailJob(original, data, facts, recipesFor(facts.Orientation.Turn(facts.StoredSize))));
    }

    private static void CheckTarget(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        if (size.Pixels > MostPixels)
            throw new ImageLimitException($"A thumbnail of {size} can't be made: {MostPixels} pixels are the most. Ask for a smaller one.");
    }
}
