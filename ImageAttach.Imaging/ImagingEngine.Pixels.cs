using System.Buffers;
using System.Runtime.InteropServices;
using ImageAttach.Imaging.Containers;
using ImageAttach.Imaging.Placeholders;
using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging;

public sealed partial class ImagingEngine
{
    private static readonly ThumbnailOptions AsPng = new() { Format = ThumbnailFormat.Png };

    /// <summary>Makes thumbnails of an image. The image is decoded once, however many there are.</summary>
    /// <param name="image">The image's file.</param>
    /// <param name="specs">What to make.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The thumbnails, in the order of <paramref name="specs"/>: upright, sRGB, and free of metadata.</returns>
    /// <remarks>
    /// The limits of the options are not checked: call <see cref="ReadHeader(Stream, ImageLimits?)"/> first for files that come from strangers.
    /// An image of more than 400,000,000 pixels is refused.
    /// </remarks>
    /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
    /// <exception cref="ImageLimitException">A thumbnail would be larger than its format allows.</exception>
    public IReadOnlyList<EncodedImage> MakeThumbnails(
        ReadOnlyMemory<byte> image, IReadOnlyList<ThumbnailSpec> specs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specs);
        foreach (ThumbnailSpec spec in specs)
            spec.CheckExactSize();
        return Process(image, _ => specs, allowDamaged: null, pipeline => pipeline.MakeFiles(cancellationToken), cancellationToken);
    }

    /// <summary>Checks an image against the limits of the options, and makes thumbnails of it on a thread of the pool, once it is its turn.</summary>
    /// <param name="image">The image's file, from the stream's position to its end. The stream must be able to seek, and is left at its end.</param>
    /// <param name="specs">What to make.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The thumbnails, in the order of <paramref name="specs"/>: upright, sRGB, and free of metadata.</returns>
    /// <exception cref="ImageFormatException">The file is empty, broken or cut short, or its type is unknown or not allowed.</exception>
    /// <exception cref="ImageLimitException">The file exceeds a limit, or a thumbnail would be larger than its format allows.</exception>
    public Task<IReadOnlyList<EncodedImage>> MakeThumbnailsAsync(
        Stream image, IReadOnlyList<ThumbnailSpec> specs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(specs);
        return Options.Concurrency.RunAsync(ReadAndMakeAsync, cancellationToken);

        async Task<IReadOnlyList<EncodedImage>> ReadAndMakeAsync()
        {
            ReadHeader(image);
            byte[] file = new byte[checked((int)(image.Length - image.Position))];
            await image.ReadExactlyAsync(file, cancellationToken).ConfigureAwait(false);
            return MakeThumbnails(file, specs, cancellationToken);
        }
    }

    /// <summary>Decodes an image to a small one: upright, sRGB; of an animation, the first frame.</summary>
    /// <param name="image">The image's file.</param>
    /// <param name="maxSide">The maximum width and height. A smaller image keeps its size.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
    public DecodedImage Decode(ReadOnlyMemory<byte> image, int maxSide, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        PlanarImage decoded = DecodePlanar(image, maxSide, cancellationToken);
        using Raster raster = Raster.Of(decoded);
        return new DecodedImage(decoded.Size, MemoryMarshal.AsBytes(raster.Pixels).ToArray(), IsOpaque: decoded.Kind != PixelKind.Rgba);
    }

    /// <summary>Makes a placeholder of an image, to be shown until the image has loaded.</summary>
    /// <param name="image">The image's file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
    public ThumbHash CreatePlaceholder(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default) =>
        new(ThumbHashEncoder.Encode(DecodePlanar(image, ThumbHashEncoder.MaxSide, cancellationToken)));

    /// <summary>Decodes every pixel of an image, and of an animation every frame, to find what is broken inside a file that is whole by its structure.</summary>
    /// <param name="image">The image's file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFormatException">Some of it can't be decoded.</exception>
    public void CheckPixels(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default) =>
        Process(image, OnePixel, allowDamaged: false, pipeline => pipeline.CheckPixels(cancellationToken), cancellationToken);

    /// <summary>Decodes every pixel of an image, and of an animation every frame, to find whether a part is missing or broken.</summary>
    /// <param name="image">The image's file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Whether some of it can't be decoded.</returns>
    /// <exception cref="ImageFormatException">None of it can be decoded.</exception>
    public bool IsDamaged(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default)
    {
        try
        {
            CheckPixels(image, cancellationToken);
            return false;
        }
        catch (ImageFormatException)
        {
            Process(image, OnePixel, allowDamaged: true, pipeline => pipeline.MakeImages(cancellationToken), cancellationToken);
            return true;
        }
    }

    private static ThumbnailSpec[] OnePixel(ImageSize size) => [new ThumbnailSpec(new ImageSize(1, 1))];

    private bool LacksPixels(Stream image, ContainerFacts facts, ImageLimits limits)
    {
        // What is damaged is decoded whole.
        if (limits.AllowDamaged)
            Refusal.CheckMemory(facts.StoredSize, ContainerFacts.WholePixel, limits);
        byte[] file = new byte[checked((int)(image.Length - image.Position))];
        image.ReadExactly(file);
        try
        {
            if (limits.AllowDamaged)
                return IsDamaged(file);
            CheckPixels(file);
            return false;
        }
        catch (ImageFormatException e)
        {
            throw Refusal.CutShort(facts.MimeType, file.Length, e);
        }
    }

    internal PlanarImage DecodePlanar(ReadOnlyMemory<byte> image, int maxSide, CancellationToken cancellationToken)
    {
        return Process(image, SpecsFor, allowDamaged: null, pipeline => ColorConversion.ToRgb(pipeline.MakeImages(cancellationToken)[0]), cancellationToken);

        // As PNG every pixel has its color, where JPEG would halve it.
        ThumbnailSpec[] SpecsFor(ImageSize size) => [new ThumbnailSpec(Reduced(size), AsPng)];

        ImageSize Reduced(ImageSize size) => Math.Max(size.Width, size.Height) <= maxSide ? size : Placement.FitWithin(size, new ImageSize(maxSide, maxSide));
    }

    // Null for what is made of files that were accepted.
    private unsafe TResult Process<TResult>(
        ReadOnlyMemory<byte> image, Func<ImageSize, IReadOnlyList<ThumbnailSpec>> specsFor, bool? allowDamaged, Func<ThumbnailPipeline, TResult> make, CancellationToken cancellationToken)
    {
        if (image.IsEmpty)
            throw Refusal.Empty();
        using MemoryHandle pinned = image.Pin();
        using UnmanagedMemoryStream stream = new((byte*)pinned.Pointer, image.Length);
        string mimeType = ContainerReader.Identify(stream, ImageLimits.Unrestricted, MediaTypes);
        stream.Position = 0;
        IImageCodec? codec = _codecs.Find(mimeType);
        ContainerFacts facts = codec is null
            ? ContainerReader.Read(mimeType, stream, ImageLimits.Unrestricted)
            : new(mimeType, ReadHeader(stream, ImageLimits.Unrestricted).Size, Orientation.Upright);
        cancellationToken.ThrowIfCancellationRequested();
        // A file that is cut short was accepted as it is.
        bool isLenient = allowDamaged ?? (facts.LacksEnd || Options.Limits.AllowDamaged);
        using ThumbnailPipeline pipeline = new(image, facts, specsFor(facts.Orientation.Apply(facts.StoredSize)), codec, isLenient);
        return make(pipeline);
    }
}
