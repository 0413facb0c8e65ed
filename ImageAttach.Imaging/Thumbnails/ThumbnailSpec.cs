using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging;

/// <summary>Which thumbnail: its size, exact or relative to the original's, and how it is made.</summary>
public sealed record ThumbnailSpec
{
    /// <summary>The maximum width or height to ask for: that of WebP, which has the lowest of the formats.</summary>
    public const int MaxSide = 16_383;

    // That of JPEG, for the side that follows from the original's proportions.
    private const int MaxResultingSide = 65_535;
    private const long MaxPixels = 100_000_000;

    private readonly bool _isExact;
    private readonly int? _width;
    private readonly int? _height;
    private readonly double? _ratio;

    /// <summary>A thumbnail of an exact size.</summary>
    /// <param name="size">
    /// The size. With <see cref="Fit.Scale"/> and <see cref="Fit.Contain"/> the image fills it; with <see cref="Fit.Cover"/> it is cropped
    /// to its proportions; with <see cref="Fit.Pad"/> it stands in the middle of it.
    /// </param>
    /// <param name="options">How it is made; default: <see cref="ThumbnailOptions.Default"/>.</param>
    public ThumbnailSpec(ImageSize size, ThumbnailOptions? options = null)
        : this(size.Width, size.Height, ratio: null, options ?? ThumbnailOptions.Default) => _isExact = true;

    private ThumbnailSpec(int? width, int? height, double? ratio, ThumbnailOptions options)
    {
        (_width, _height, _ratio, Options) = (width, height, ratio, options);
        Token = ThumbnailToken.Format(options);
    }

    /// <summary>How it is made.</summary>
    public ThumbnailOptions Options { get; }

    /// <summary>What distinguishes it from other thumbnails of its size: the options that differ from the defaults, as text. Empty when none does.</summary>
    public string Token { get; }

    /// <summary>A thumbnail by width, height or ratio; or, with a <see cref="Fit"/> other than <see cref="Fit.Scale"/>, by width and height.</summary>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="ratio">Size as a multiple of the original's, above 0.</param>
    /// <param name="options">How it is made; default: <see cref="ThumbnailOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">None or several of the three are given; or, to fit both sides, not both.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The one given is out of range.</exception>
    public static ThumbnailSpec Create(int? width = null, int? height = null, double? ratio = null, ThumbnailOptions? options = null)
    {
        options ??= ThumbnailOptions.Default;
        CheckGiven(width, height, ratio, options.Fit);
        CheckSide(width, nameof(width), "Width");
        CheckSide(height, nameof(height), "Height");
        if (ratio is { } scale && !(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(ratio), $"Ratio must be a number above 0, not {scale.ToString(CultureInfo.InvariantCulture)}.");
        return new(width, height, ratio, options);
    }

    /// <summary>Reads the token of a thumbnail that was made, so that it can be made again.</summary>
    /// <param name="token">The token.</param>
    /// <param name="size">The thumbnail's size.</param>
    /// <param name="spec">The thumbnail; null when the token can't be read, such as one of a later version.</param>
    public static bool TryParse(string token, ImageSize size, [NotNullWhen(true)] out ThumbnailSpec? spec)
    {
        ArgumentNullException.ThrowIfNull(token);
        spec = ThumbnailToken.Parse(token) is { } options ? new ThumbnailSpec(size, options) : null;
        return spec is not null;
    }

    /// <summary>Whether a token is that of a thumbnail made with the default options.</summary>
    /// <param name="token">The token.</param>
    public static bool IsDefault(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ThumbnailToken.WithoutOwnSize(token).Length == 0;
    }

    /// <summary>Whether a thumbnail with a token was made with these options.</summary>
    /// <param name="token">The token.</param>
    public bool Matches(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ThumbnailToken.WithoutOwnSize(token) == Token;
    }

    /// <summary>Whether a thumbnail is this one, as far as that can be seen without the original's proportions.</summary>
    /// <param name="size">The thumbnail's size.</param>
    /// <param name="token">Its token.</param>
    public bool Matches(ImageSize size, string token) => Options.Fit == Fit.Scale && Matches(token) && (size.Width == _width || size.Height == _height);

    /// <summary>The thumbnail's size for an original. Where it has the original's proportions, each side is rounded, and at least 1.</summary>
    /// <param name="original">The original's size.</param>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    public ImageSize GetSize(ImageSize original)
    {
        if (_isExact)
            return new ImageSize(_width!.Value, _height!.Value);
        double width = _width ?? (_ratio is { } ratio ? original.Width * ratio : (double)original.Width * _height!.Value / original.Height);
        double height = _height ?? (_ratio is { } same ? original.Height * same : (double)original.Height * _width!.Value / original.Width);
        if (_width > MaxSide || _height > MaxSide || Math.Max(width, height) > MaxResultingSide + 0.49 || width * height > MaxPixels)
            throw TooLarge(original, width, height);
        ImageSize size = new(Round(width), Round(height));
        return Options.Fit == Fit.Contain ? Placement.FitWithin(original, size) : size;
    }

    /// <summary>The token of the thumbnail of an original. It differs from the original's empty one, even if the thumbnail is as large.</summary>
    /// <param name="original">The original's size.</param>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    public string GetToken(ImageSize original) => Token.Length == 0 && GetSize(original) == original ? ThumbnailToken.OwnSize : Token;

    /// <summary>The thumbnail's size as it appears in messages: <c>150 wide</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(_width is { } a && _height is { } b ? $"of {a}×{b}" : _width is { } w ? $"{w} wide" : _height is { } h ? $"{h} high" : $"{_ratio} times as large")}");

    internal void CheckExactSize()
    {
        if (!_isExact)
            return;
        ImageSize size = new(_width!.Value, _height!.Value);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        if (size.Pixels > ImageLimits.MaxDecodablePixels)
            throw new ImageLimitException($"A thumbnail of {size} can't be made: {ImageLimits.MaxDecodablePixels} pixels are the maximum. Ask for a smaller one.");
    }

    private ImageLimitException TooLarge(ImageSize original, double width, double height) => new(FormattableString.Invariant(
        $"A thumbnail {this} of an original of {original} would be {width:F0}×{height:F0}. Ask for a smaller one: at most {MaxSide:N0} wide or high, with at most {MaxResultingSide:N0} on the other side and {MaxPixels:N0} pixels."));

    private static void CheckGiven(int? width, int? height, double? ratio, Fit fit)
    {
        if (fit != Fit.Scale)
        {
            if (width is null || height is null || ratio is not null)
                throw new ArgumentException($"Fit.{fit} needs both sides: give width and height, and no ratio.");
            return;
        }

        int given = (width is null ? 0 : 1) + (height is null ? 0 : 1) + (ratio is null ? 0 : 1);
        if (given == 1)
            return;
        string both = width is not null && height is not null ? " For both sides say how the picture fits them: ThumbnailOptions.Fit." : "";
        throw new ArgumentException(
            $"A thumbnail is made by width, height or ratio: give exactly one of them, not {(given == 0 ? "none" : "several")}.{both}");
    }

    private static void CheckSide(int? side, string parameter, string name)
    {
        if (side < 1)
            throw new ArgumentOutOfRangeException(parameter, $"{name} must be 1 or more, not {side.Value.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static int Round(double side) => Math.Max(1, (int)Math.Round(side, MidpointRounding.AwayFromZero));
}
