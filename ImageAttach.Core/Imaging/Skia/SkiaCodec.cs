using ImageAttach.Imaging.Formats;
using ImageAttach.Imaging.Resampling;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>The imaging engine: our own reading of containers and our own resampling, around Skia's decoders and encoders.</summary>
/// <remarks>Thumbnails of GIF and BMP are PNG, because Skia writes neither; an animation's thumbnail is its first frame.</remarks>
internal sealed class SkiaCodec : IImageEngine
{
    /// <summary>Whatever the limits of whoever attached it, more pixels aren't decoded: four bytes each, they must fit in 2 GB.</summary>
    internal const long MostPixels = 400_000_000;

    // What was attached under wider limits is still served, up to what can be done at all.
    private static readonly ImageLimits Utmost = new()
    {
        MaxBytes = long.MaxValue,
        MaxFrames = int.MaxValue,
        MaxPixels = MostPixels,
    };

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
    public unsafe IReadOnlyList<EncodedImage> MakeThumbnails(
        ReadOnlyMemory<byte> original, IReadOnlyList<ThumbnailRecipe> recipes, CancellationToken cancellationToken)
    {
        foreach (var recipe in recipes)
            CheckTarget(recipe.Size);
        if (original.IsEmpty)
            throw Refusal.Empty();
        using var pinned = original.Pin();
        using var stream = new UnmanagedMemoryStream((byte*)pinned.Pointer, original.Length);
        var mimeType = ContainerReader.Identify(stream, Utmost);
        if (ImageCodecs.For(mimeType) is { } other)
            return [.. recipes.Select(recipe => MakeThumbnail(OtherCodec.Decode(other, mimeType, original, recipe.Size, cancellationToken), recipe.Size, cancellationToken))];
        stream.Position = 0;
        var facts = ContainerReader.Read(stream, Utmost);
        using var data = SKData.Create((IntPtr)pinned.Pointer, original.Length);
        var made = new List<EncodedImage>();
        foreach (var recipe in recipes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var codec = SkiaHeader.Open(data, facts, Utmost);
            made.Add(MakeThumbnail(codec, facts, recipe.Size, cancellationToken));
        }

        return made;
    }

    private static EncodedImage MakeThumbnail(SKCodec codec, ContainerFacts facts, ImageSize size, CancellationToken cancellationToken)
    {
        // Scaled as stored and turned afterwards, because turning the small picture costs next to nothing.
        var target = facts.Orientation.Turn(size);
        var plan = DecodePlan.For(codec, facts, target);
        var resampler = new Resampler(new ImageSize(plan.Info.Width, plan.Info.Height), target);
        SkiaRows.Decode(codec, plan, facts.MimeType, row => resampler.Take(row, cancellationToken));
        var upright = facts.Orientation.Apply(resampler.Result);
        cancellationToken.ThrowIfCancellationRequested();
        return SkiaEncoder.Encode(upright, SkiaEncoder.TypeFor(facts.MimeType), plan.Info.IsOpaque);
    }

    private static EncodedImage MakeThumbnail(DecodedImage decoded, ImageSize size, CancellationToken cancellationToken)
    {
        var resampler = new Resampler(decoded.Size, size);
        var rowLength = decoded.Size.Width * 4;
        for (var y = 0; y < decoded.Size.Height; y++)
            resampler.Take(decoded.Pixels.Span.Slice(y * rowLength, rowLength), cancellationToken);
        return SkiaEncoder.Encode(resampler.Result, MediaType.Png, decoded.IsOpaque);
    }

    private static void CheckTarget(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        if (size.Pixels > MostPixels)
            throw new ImageLimitException($"A thumbnail of {size} can't be made: {MostPixels} pixels are the most. Ask for a smaller one.");
    }
}
