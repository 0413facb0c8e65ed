using ImageAttach.Imaging.Formats;
using ImageAttach.Imaging.Jpeg;
using ImageAttach.Imaging.Png;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>The thumbnails of one original.</summary>
internal sealed class ThumbnailJob
{
    private readonly ReadOnlyMemory<byte> _original;
    private readonly SKData _data;
    private readonly ContainerFacts _facts;
    private readonly IImageCodec? _codec;
    private readonly ImageSize _upright;
    private readonly RecipePlan[] _plans;

    /// <param name="original">The file.</param>
    /// <param name="data">The same, for Skia.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="recipes">What to make.</param>
    /// <param name="codec">Who decodes it, if it isn't us.</param>
    public ThumbnailJob(ReadOnlyMemory<byte> original, SKData data, ContainerFacts facts, IReadOnlyList<ThumbnailRecipe> recipes, IImageCodec? codec = null)
    {
        (_original, _data, _facts, _codec) = (original, data, facts, codec);
        _upright = facts.Orientation.Turn(facts.StoredSize);
        _plans = [.. recipes.Select(recipe => RecipePlan.For(recipe, _upright, facts.MimeType))];
        foreach (var plan in _plans)
            SkiaEncoder.CheckSize(plan.Recipe.Size, plan.MimeType);
    }

    private double NeededScale => _plans.Max(plan => plan.NeededScale);

    /// <summary>The thumbnails' files. All that stand still come from one decode.</summary>
    public EncodedImage[] MakeFiles(CancellationToken cancellationToken)
    {
        if (!_plans.Any(IsMoving))
            return Make(Encode, cancellationToken);
        return [.. _plans.Select(plan => IsMoving(plan) ? Only(plan).MakeMoving(cancellationToken) : Only(plan).Make(Encode, cancellationToken)[0])];
    }

    /// <summary>The thumbnails' pixels.</summary>
    public Picture[] MakePictures(CancellationToken cancellationToken) => Make((picture, _, _) => picture, cancellationToken);

    private bool IsMoving(RecipePlan plan) => plan.Recipe.Options.Format == ThumbnailFormat.AnimatedWebP
        && _facts is { Frames: > 1, MimeType: MediaType.Gif or MediaType.WebP };

    private ThumbnailJob Only(RecipePlan plan) => new(_original, _data, _facts, [plan.Recipe], _codec);

    private EncodedImage MakeMoving(CancellationToken cancellationToken)
    {
        var plan = _plans[0];
        using var frames = new AnimationFrames(SkiaHeader.Open(_data, _facts, SkiaCodec.Utmost), _facts.MimeType);
        using var moving = new MovingWebP(plan.Recipe.Size, frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var source = ShrunkSource.For(frames.Open(i), NeededScale);
            moving.Add(Make(source, (picture, _, _) => picture, cancellationToken)![0], frames.DurationOf(i));
        }

        return moving.Encode(plan.Recipe.Options.Quality);
    }

    private static EncodedImage Encode(Picture picture, RecipePlan plan, CancellationToken cancellationToken) =>
        SkiaEncoder.Encode(picture, plan.MimeType, plan.Recipe.Options.Quality, cancellationToken);

    private TMade[] Make<TMade>(Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        if (_codec is not null)
            return MakeWith(_codec, finish, cancellationToken);
        using var quick = OpenQuickly();
        return (quick is null ? null : Make(quick, finish, cancellationToken)) ?? MakeWithSkia(finish, cancellationToken)!;
    }

    // Decodes once, as large as the largest thumbnail needs it.
    private TMade[] MakeWith<TMade>(IImageCodec codec, Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        var scale = _plans.Max(plan => plan.Placement.Scale);
        var size = new ImageSize(Scaled(_upright.Width, scale), Scaled(_upright.Height, scale));
        using var source = new DecodedSource(OtherCodec.Decode(codec, _facts.MimeType, _original, size, cancellationToken), _upright);
        return Make(source, finish, cancellationToken)!;
    }

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
        var codec = SkiaHeader.Open(_data, _facts, SkiaCodec.Utmost);
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

    // What is made of a picture that is ready: a file, or what else is wanted of it.
    private delegate TMade Finishing<TMade>(Picture picture, RecipePlan plan, CancellationToken cancellationToken);
}
