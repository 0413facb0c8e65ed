using ImageAttach.Imaging.Formats;
using ImageAttach.Imaging.Jpeg;
using ImageAttach.Imaging.Png;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>The imaging engine: our own reading of containers and our own resampling, around Skia's decoders and encoders.</summary>
/// <remarks>Thumbnails of other types than JPEG, PNG and WebP are PNG; an animation's thumbnail is its first frame.</remarks>
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
        return Make(original, _ => recipes, ThumbnailJob.Encode, cancellationToken);
    }

    /// <inheritdoc/>
    public Picture Decode(ReadOnlyMemory<byte> original, int longestSide, CancellationToken cancellationToken)
    {
        return Make(original, size => [new ThumbnailRecipe(Small(size), InRgb)], (picture, _, _) => Colours.ToRgb(picture), cancellationToken)[0];

        ImageSize Small(ImageSize size) => Math.Max(size.Width, size.Height) <= longestSide ? size : Placement.Within(size, new ImageSize(longestSide, longestSide));
    }

    private unsafe TMade[] Make<TMade>(
        ReadOnlyMemory<byte> original, Func<ImageSize, IReadOnlyList<ThumbnailRecipe>> recipesFor, Finishing<TMade> finish, CancellationToken cancellationToken)
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
            return new ThumbnailJob(original, SKData.Empty, new(mimeType, size, Orientation.Upright), recipesFor(size)).RunWith(other, finish, cancellationToken);
        }

        var facts = ContainerReader.Read(stream, Utmost);
        using var data = SKData.Create((IntPtr)pinned.Pointer, original.Length);
        cancellationToken.ThrowIfCancellationRequested();
        return new ThumbnailJob(original, data, facts, recipesFor(facts.Orientation.Turn(facts.StoredSize))).Run(finish, cancellationToken);
    }

    private static void CheckTarget(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        if (size.Pixels > MostPixels)
            throw new ImageLimitException($"A thumbnail of {size} can't be made: {MostPixels} pixels are the most. Ask for a smaller one.");
    }

    /// <summary>The thumbnails of one original.</summary>
    private sealed class ThumbnailJob
    {
        private readonly ReadOnlyMemory<byte> _original;
        private readonly SKData _data;
        private readonly ContainerFacts _facts;
        private readonly ImageSize _upright;
        private readonly RecipePlan[] _plans;

        public ThumbnailJob(ReadOnlyMemory<byte> original, SKData data, ContainerFacts facts, IReadOnlyList<ThumbnailRecipe> recipes)
        {
            (_original, _data, _facts) = (original, data, facts);
            _upright = facts.Orientation.Turn(facts.StoredSize);
            _plans = [.. recipes.Select(recipe => RecipePlan.For(recipe, _upright, facts.MimeType))];
            foreach (var plan in _plans)
                SkiaEncoder.CheckSize(plan.Recipe.Size, plan.MimeType);
        }

        private double NeededScale => _plans.Max(plan => plan.NeededScale);

        public TMade[] Run<TMade>(Finishing<TMade> finish, CancellationToken cancellationToken)
        {
            using var quick = OpenQuickly();
            return (quick is null ? null : Make(quick, finish, cancellationToken)) ?? MakeWithSkia(finish, cancellationToken)!;
        }

        /// <summary>Decodes once, as large as the largest thumbnail needs it.</summary>
        public TMade[] RunWith<TMade>(IImageCodec codec, Finishing<TMade> finish, CancellationToken cancellationToken)
        {
            var scale = _plans.Max(plan => plan.Placement.Scale);
            var size = new ImageSize(Scaled(_upright.Width, scale), Scaled(_upright.Height, scale));
            using var source = new DecodedSource(OtherCodec.Decode(codec, _facts.MimeType, _original, size, cancellationToken), _upright);
            return Make(source, finish, cancellationToken)!;
        }

        /// <summary>Writes a finished picture to a file.</summary>
        public static EncodedImage Encode(Picture picture, RecipePlan plan, CancellationToken cancellationToken) =>
            SkiaEncoder.Encode(picture, plan.MimeType, plan.Recipe.Options.Quality, cancellationToken);

        private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

        // What our own decoders can't do is left to Skia.
        private IPixelSource? OpenQuickly()
        {
            IPixelSource? source = _facts.MimeType switch
            {
                MediaType.Jpeg => JpegSource.TryOpen(_original, NeededScale),
                MediaType.Png when PngSource.TryOpen(_original) is { } png => ShrunkSource.For(png, NeededScale),
                _ => null,
            };
            var canConvert = source is not null && SkiaColours.NeedsConversion(source.Profile) is { } needed
                && !(needed && source.Kind == PixelKind.Grey);
            if (canConvert)
                return source;
            source?.Dispose();
            return null;
        }

        private TMade[]? MakeWithSkia<TMade>(Finishing<TMade> finish, CancellationToken cancellationToken)
        {
            var codec = SkiaHeader.Open(_data, _facts, Utmost);
            var plan = DecodePlan.For(codec, _facts, NeededScale);
            var left = Math.Min(1, NeededScale * codec.Info.Width / plan.Info.Width);
            using var source = ShrunkSource.For(new SkiaSource(codec, plan, _facts.MimeType), left);
            return Make(source, finish, cancellationToken);
        }

        private TMade[]? Make<TMade>(IPixelSource source, Finishing<TMade> finish, CancellationToken cancellationToken)
        {
            var profile = SkiaColours.NeedsConversion(source.Profile) == true ? source.Profile : null;
            var pictures = new Renderer(_facts.Orientation, _upright, isConverted: profile is not null).Render(source, _plans, cancellationToken);
            return pictures?.Zip(_plans, (picture, plan) => finish(Apply(picture, plan, profile, cancellationToken), plan, cancellationToken)).ToArray();
        }

        private static Picture Apply(Picture picture, RecipePlan plan, byte[]? profile, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var options = plan.Recipe.Options;
            if (profile is not null)
                picture = SkiaColours.ToSrgb(Colours.ToRgb(picture), profile);
            picture = Sharpening.Apply(picture, options.Sharpen);
            var background = options.Background is { } text ? Colour.Parse(text) : Colour.Transparent;
            if (plan.MimeType == MediaType.Jpeg && background.Alpha < 255)
                background = Colours.Over(Colour.White, background);
            if (background != Colour.Transparent)
                picture = Colours.Over(picture, background);
            return options.Fit == Fit.Pad ? Colours.InTheMiddle(Colours.ToRgb(picture), plan.Recipe.Size, background) : picture;
        }
    }

    /// <summary>What is made of a picture that is ready: a file, or what else is wanted of it.</summary>
    private delegate TMade Finishing<TMade>(Picture picture, RecipePlan plan, CancellationToken cancellationToken);
}
