using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Codecs.Bmp;
using ImageAttach.Imaging.Codecs.Jpeg;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Colors;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Makes the thumbnails of one original: decode, resample, composite, encode.</summary>
internal sealed class ThumbnailPipeline : IDisposable
{
    private readonly ReadOnlyMemory<byte> _original;
    private readonly ContainerFacts _facts;
    private readonly IImageCodec? _codec;
    private readonly SkiaFile _skiaFile;
    private readonly ImageSize _upright;
    private readonly ThumbnailPlan[] _plans;
    private bool _isCheck;

    /// <param name="original">The file.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="specs">What to make.</param>
    /// <param name="codec">The codec of the options that decodes it; null when the engine does.</param>
    /// <param name="allowDamaged">Whether gray stands for pixels that are missing.</param>
    public ThumbnailPipeline(ReadOnlyMemory<byte> original, ContainerFacts facts, IReadOnlyList<ThumbnailSpec> specs, IImageCodec? codec, bool allowDamaged)
    {
        (_original, _facts, _codec) = (original, facts, codec);
        _skiaFile = new SkiaFile(original, facts, allowDamaged);
        _upright = facts.Orientation.Apply(facts.StoredSize);
        _plans = [.. specs.Select(spec => ThumbnailPlan.For(spec, _upright, facts.MimeType))];
        foreach (ThumbnailPlan plan in _plans)
            ImageEncoder.CheckSize(plan.Size, plan.MimeType);
    }

    private ThumbnailPipeline(ThumbnailPipeline pipeline, ThumbnailPlan plan)
    {
        (_original, _facts, _codec) = (pipeline._original, pipeline._facts, pipeline._codec);
        (_skiaFile, _upright, _plans) = (pipeline._skiaFile, pipeline._upright, [plan]);
    }

    private double NeededScale => _plans.Max(plan => plan.NeededScale);

    /// <summary>The thumbnails' files. All still ones come from one decode.</summary>
    public EncodedImage[] MakeFiles(CancellationToken cancellationToken)
    {
        if (!_plans.Any(IsAnimated))
            return Make(Encode, cancellationToken);
        return [.. _plans.Select(plan => IsAnimated(plan) ? WithPlan(plan).MakeAnimated(cancellationToken) : WithPlan(plan).Make(Encode, cancellationToken)[0])];
    }

    /// <summary>The thumbnails' pixels.</summary>
    public PlanarImage[] MakeImages(CancellationToken cancellationToken) => Make((image, _, _) => image, cancellationToken);

    /// <summary>Decodes all there is, to find what is broken.</summary>
    /// <returns>True.</returns>
    public bool CheckPixels(CancellationToken cancellationToken)
    {
        _isCheck = true;
        MakeImages(cancellationToken);
        if (_codec is null && _facts is { MimeType: MediaType.Png, Frames: > 1 })
            PngAnimationFrames.TryOpen(_original)?.Check(cancellationToken);
        else if (_codec is null)
            FrameValidator.Run(_original, _facts, cancellationToken);
        return true;
    }

    public void Dispose() => _skiaFile.Dispose();

    private bool IsAnimated(ThumbnailPlan plan) => plan.Options.Format == ThumbnailFormat.AnimatedWebP
        && _facts is { Frames: > 1, MimeType: MediaType.Gif or MediaType.WebP or MediaType.Png };

    private ThumbnailPipeline WithPlan(ThumbnailPlan plan) => new(this, plan);

    private EncodedImage MakeAnimated(CancellationToken cancellationToken)
    {
        ThumbnailPlan plan = _plans[0];
        using IAnimation? frames = OpenFrames();
        if (frames is null or { Count: 0 })
            return Make(Encode, cancellationToken)[0];
        using AnimatedWebPEncoder encoder = new(plan.Size, frames.Count);
        for (int i = 0; i < frames.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IPixelSource source = DownsampledSource.For(frames.Open(i), NeededScale);
            encoder.Add(Make(source, (image, _, _) => image, cancellationToken)![0], frames.DurationOf(i));
        }

        return encoder.Encode(plan.Options.Quality, frames.PlayCount);
    }

    // Null for an interlaced PNG, of which the first frame is shown.
    private IAnimation? OpenFrames() => _facts.MimeType == MediaType.Png ? PngAnimationFrames.TryOpen(_original) : _skiaFile.OpenFrames();

    private static EncodedImage Encode(PlanarImage image, ThumbnailPlan plan, CancellationToken cancellationToken) =>
        ImageEncoder.Encode(image, plan.MimeType, plan.Options, cancellationToken);

    private TMade[] Make<TMade>(Finisher<TMade> finish, CancellationToken cancellationToken)
    {
        if (_codec is not null)
            return MakeWith(_codec, finish, cancellationToken);
        using IPixelSource? fastSource = TryOpenFastPath();
        return (fastSource is null ? null : Make(fastSource, finish, cancellationToken))
            ?? (IsSkiaTooLenient ? throw Refusal.Broken(_facts.MimeType, "some of its pixels are missing") : MakeWithSkia(finish, cancellationToken)!);
    }

    // Skia takes a progressive JPEG for whole when its last scans are missing.
    private bool IsSkiaTooLenient => _isCheck && _facts is { MimeType: MediaType.Jpeg, LacksEnd: true };

    // Decodes once, as large as the largest thumbnail needs it.
    private TMade[] MakeWith<TMade>(IImageCodec codec, Finisher<TMade> finish, CancellationToken cancellationToken)
    {
        double scale = _plans.Max(plan => plan.Placement.Scale);
        ImageSize size = new(Scaled(_upright.Width, scale), Scaled(_upright.Height, scale));
        using DecodedImageSource source = new(ExternalCodec.Decode(codec, _facts.MimeType, _original, size, cancellationToken), _upright);
        return Make(source, finish, cancellationToken)!;
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

    // Skia decodes what the decoders in this assembly can't.
    private IPixelSource? TryOpenFastPath() => _facts.MimeType switch
    {
        MediaType.Jpeg => JpegSource.TryOpen(_original, NeededScale, readsAll: _isCheck),
        MediaType.Png when PngSource.TryOpen(_original) is { } png => DownsampledSource.For(png, NeededScale),
        MediaType.Bmp when BmpSource.TryOpen(_original) is { } bmp => DownsampledSource.For(bmp, NeededScale),
        _ => null,
    };

    private TMade[]? MakeWithSkia<TMade>(Finisher<TMade> finish, CancellationToken cancellationToken)
    {
        using IPixelSource source = _skiaFile.Open(NeededScale);
        return Make(source, finish, cancellationToken);
    }

    private TMade[]? Make<TMade>(IPixelSource source, Finisher<TMade> finish, CancellationToken cancellationToken)
    {
        IColorConverter? colors = source.Colors;
        PlanarImage[]? images = new Renderer(_facts.Orientation, _upright, isConverted: colors is not null).Render(source, _plans, cancellationToken);
        return images?.Zip(_plans, (image, plan) => finish(Apply(image, plan, colors, cancellationToken), plan, cancellationToken)).ToArray();
    }

    private static PlanarImage Apply(PlanarImage image, ThumbnailPlan plan, IColorConverter? colors, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThumbnailOptions options = plan.Options;
        if (colors is not null)
            image = colors.ToSrgb(image);
        image = UnsharpMask.Apply(image, options.Sharpen);
        Color background = options.Background is { } text ? Color.Parse(text) : Color.Transparent;
        if (plan.MimeType == MediaType.Jpeg && background.Alpha < 255)
            background = Compositor.Over(Color.White, background);
        if (background != Color.Transparent)
            image = Compositor.Over(image, background);
        return options.Fit == Fit.Pad ? Compositor.Pad(ColorConversion.ToRgb(image), plan.Size, background) : image;
    }

    // Turns a finished image into the result: a file, or the image itself.
    private delegate TMade Finisher<TMade>(PlanarImage image, ThumbnailPlan plan, CancellationToken cancellationToken);
}
