using System.Globalization;
using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging;

/// <summary>Which thumbnail a caller asked for: by width, height or ratio, or by both sides, and how it is made.</summary>
internal readonly record struct ThumbnailRequest
{
    // The longest side that every format we encode can hold; WebP has the lowest bound.
    private const int LongestSide = 16_383;

    private readonly int? _width;
    private readonly int? _height;
    private readonly double? _ratio;

    private ThumbnailRequest(int? width, int? height, double? ratio, ThumbnailOptions options)
    {
        (_width, _height, _ratio, Options) = (width, height, ratio, options);
        Recipe = options.ToRecipe();
    }

    /// <summary>How it is made.</summary>
    public ThumbnailOptions Options { get; }

    /// <summary>What tells it from others of its size.</summary>
    public string Recipe { get; }

    /// <summary>Checks what a caller asked for.</summary>
    /// <exception cref="ArgumentException">None or several of the three are given, or not both sides to fit a picture in.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The one given is out of range.</exception>
    public static ThumbnailRequest Of(int? width, int? height, double? ratio, ThumbnailOptions? options = null)
    {
        options ??= ThumbnailOptions.Default;
        CheckGiven(width, height, ratio, options.Fit);
        CheckSide(width, nameof(width), "Width");
        CheckSide(height, nameof(height), "Height");
        if (ratio is { } scale && !(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(ratio), $"Ratio must be a number above 0, not {scale.ToString(CultureInfo.InvariantCulture)}.");
        return new(width, height, ratio, options);
    }

    /// <summary>Whether an image is a thumbnail for this request, without knowing the original's proportions.</summary>
    public bool IsMetBy(Image image) => Options.Fit == Fit.Scale && MatchesRecipe(image) && (image.Width == _width || image.Height == _height);

    /// <summary>Whether an image is a thumbnail made with these options. The original never is, whatever its size.</summary>
    public bool MatchesRecipe(Image image) => !image.Original && RecipeText.OptionsOf(image.Recipe) == Recipe;

    /// <summary>The recipe that the row of the thumbnail gets.</summary>
    /// <param name="size">The thumbnail's size.</param>
    /// <param name="original">The original's size.</param>
    public string RowRecipe(ImageSize size, ImageSize original) => Recipe.Length == 0 && size == original ? RecipeText.OwnSize : Recipe;

    /// <summary>The thumbnail's size. Where it has the original's proportions, rounded, each side at least 1.</summary>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    public ImageSize SizeFor(ImageSize original)
    {
        double width = _width ?? (_ratio is { } ratio ? original.Width * ratio : (double)original.Width * _height!.Value / original.Height);
        double height = _height ?? (_ratio is { } same ? original.Height * same : (double)original.Height * _width!.Value / original.Width);
        if (width > LongestSide + 0.49 || height > LongestSide + 0.49 || width * height > ImageLimits.DefaultMaxPixels)
        {
            throw new ImageLimitException(FormattableString.Invariant(
                $"A thumbnail {this} of an original of {original} would be {width:F0}×{height:F0}. The most is {LongestSide:N0} on a side and {ImageLimits.DefaultMaxPixels:N0} pixels: ask for a smaller one."));
        }

        ImageSize size = new(Round(width), Round(height));
        return Options.Fit == Fit.Contain ? Placement.Within(original, size) : size;
    }

    /// <summary>The request as it appears in messages: <c>150 wide</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(_width is { } a && _height is { } b ? $"of {a}×{b}" : _width is { } w ? $"{w} wide" : _height is { } h ? $"{h} high" : $"{_ratio} times as large")}");

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

    internal static void CheckSide(int? side, string parameter, string name)
    {
        if (side < 1)
            throw new ArgumentOutOfRangeException(parameter, $"{name} must be 1 or more, not {side.Value.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static int Round(double side) => Math.Max(1, (int)Math.Round(side, MidpointRounding.AwayFromZero));
}
