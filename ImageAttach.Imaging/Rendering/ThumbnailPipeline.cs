using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Codecs.Jpeg;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Rendering;

/// <summary>The thumbnails of one original.</summary>
internal sealed class ThumbnailPipeline : IDisposable
{
    private readonly ReadOnlyMemory<byte> _original;
    private readonly ContainerFacts _facts;
    private readonly IImageCodec? _codec;
    private readonly SkiaFile _skiaFile;
    private readonly ImageSize _upright;
    private readonly ThumbnailPlan[] _plans;

    /// <param name="original">The file.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="specs">What to make.</param>
    /// <param name="codec">The codec of the options that decodes it; null when the engine does.</param>
    public ThumbnailPipeline(ReadOnlyMemory<byte> original, ContainerFacts facts, IReadOnlyList<ThumbnailSpec> specs, IImageCodec? codec)
    {
        (_original, _facts, _codec) = (original, facts, codec);
        _skiaFile = new SkiaFile(original, facts);
        _upright = facts.Orientation.Turn(facts.StoredSize);
        _plans = [.. specs.Select(spec => ThumbnailPlan.For(spec, _upright, facts.MimeType))];
        foreach (ThumbnailPlan plan in _plans)
            SkiaEncoder.CheckSize(plan.Size, plan.MimeType);
    }

    private ThumbnailPipeline(ThumbnailPipeline pipeline, ThumbnailPlan plan)
    {
        (_original, _facts, _codec) = (pipeline._original, pipeline._facts, pipeline._codec);
        (_skiaFile, _upright, _plans) = (pipeline._skiaFile, pipeline._upright, [plan]);
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

    /// <summary>Decodes all there is, to find what is broken.</summary>
    /// <returns>True.</returns>
    public bool CheckPixels(CancellationToken cancellationToken)
    {
        MakePictures(cancellationToken);
        if (_codec is null)
            FrameCheck.Run(_original, _facts.MimeType, cancellationToken);
        return true;
    }

    public void Dispose() => _skiaFile.Dispose();

    private bool IsMoving(ThumbnailPlan plan) => plan.Options.Format == ThumbnailFormat.AnimatedWebP
        && _facts is { Frames: > 1, MimeType: MediaType.Gif or MediaType.WebP };

    private ThumbnailPipeline Only(ThumbnailPlan plan) => new(this, plan);

    private EncodedImage MakeMoving(CancellationToken cancellationToken)
    {
        ThumbnailPlan plan = _plans[0];
        using AnimationFrames frames = _skiaFile.OpenFrames();
        using MovingWebP moving = new MovingWebP(plan.Size, frames.Count);
        for (int i = 0; i < frames.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IPixelSource source = ShrunkSource.For(frames.Open(i), NeededScale);
            moving.Add(Make(source, (picture, _, _) => picture, cancellationToken)![0], frames.DurationOf(i));
        }

        return moving.Encode(plan.Options.Quality);
    }

    private static EncodedImage Encode(Picture picture, ThumbnailPlan plan, CancellationToken cancellationToken) =>
        SkiaEncoder.Encode(picture, plan.MimeType, plan.Options.Quality, cancellationToken);

    private TMade[] Make<TMade>(Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        if (_codec is not null)
            return MakeWith(_codec, finish, cancellationToken);
        using IPixelSource? quick = OpenQuickly();
        return (quick is null ? null : Make(quick, finish, cancellationToken)) ?? MakeWithSkia(finish, cancellationToken)!;
    }

    // Decodes once, as large as the largest thumbnail needs it.
    private TMade[] MakeWith<TMade>(IImageCodec codec, Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        double scale = _plans.Max(plan => plan.Placement.Scale);
        ImageSize size = new ImageSize(Scaled(_upright.Width, scale), Scaled(_upright.Height, scale));
        using DecodedSource source = new DecodedSource(ExternalCodec.Decode(codec, _facts.MimeType, _original, size, cancellationToken), _upright);
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
        bool canConvert = source is not null && SkiaColours.NeedsConversion(source.Profile) is { } needed
            && !(needed && source.Kind == PixelKind.Grey);
        if (canConvert)
            return source;
        source?.Dispose();
        return null;
    }

    private TMade[]? MakeWithSkia<TMade>(Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        using IPixelSource source = _skiaFile.Open(NeededScale);
        return Make(source, finish, cancellationToken);
    }

    private TMade[]? Make<TMade>(IPixelSource source, Finishing<TMade> finish, CancellationToken cancellationToken)
    {
        byte[]? profile = SkiaColours.NeedsConversion(source.Profile) == true ? source.Profile : null;
        Picture[]? pictures = new Renderer(_facts.Orientation, _upright, isConverted: profile is not null).Render(source, _plans, cancellationToken);
        return pictures?.Zip(_plans, (picture, plan) => finish(Apply(picture, plan, profile, cancellationToken), plan, cancellationToken)).ToArray();
    }

    private static Picture Apply(Picture picture, ThumbnailPlan plan, byte[]? profile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThumbnailOptions options = plan.Options;
        if (profile is not null)
            picture = SkiaColours.ToSrgb(Colours.ToRgb(picture), profile);
        picture = Sharpening.Apply(picture, options.Sharpen);
        Colour background = options.Background is { } text ? Colour.Parse(text) : Colour.Transparent;
        if (plan.MimeType == MediaType.Jpeg && background.Alpha < 255)
            background = Colours.Over(Colour.White, background);
        if (background != Colour.Transparent)
            picture = Colours.Over(picture, background);
        return options.Fit == Fit.Pad ? Colours.InTheMiddle(Colours.ToRgb(picture), plan.Size, background) : picture;
    }

    // What is made of a picture that is ready: a file, or what else is wanted of it.
    private delegate TMade Finishing<TMade>(Picture picture, ThumbnailPlan plan, CancellationToken cancellationToken);
}
