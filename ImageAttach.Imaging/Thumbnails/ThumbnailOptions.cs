using System.Globalization;
using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>How a thumbnail is made, beside its size.</summary>
public sealed record ThumbnailOptions
{
    /// <summary>How thumbnails are made where nothing else is said.</summary>
    public static ThumbnailOptions Default { get; } = new();

    /// <summary>How the image is brought into the thumbnail's sides. All but <see cref="Fit.Scale"/> need both sides. Default: scale.</summary>
    public Fit Fit
    {
        get;
        init => field = Defined(value, nameof(Fit));
    }

    /// <summary>The file format. Default: the original's.</summary>
    public ThumbnailFormat Format
    {
        get;
        init => field = Defined(value, nameof(Format));
    }

    /// <summary>The quality of JPEG and WebP, 1 to 100; PNG has none. Default: null, which is 85 for JPEG and 80 for WebP.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 100.</exception>
    public int? Quality
    {
        get;
        init => field = value is null or (>= 1 and <= 100)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Quality), $"Quality must be 1 to 100, not {value.Value.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>How much processor time is spent to make the file small. Default: <see cref="Effort.Default"/>.</summary>
    public Effort Effort
    {
        get;
        init => field = Defined(value, nameof(Effort));
    }

    /// <summary>The resolution of chroma in JPEG. Default: the full one for a quality of 90 or more, and half of it below.</summary>
    public ChromaSubsampling ChromaSubsampling
    {
        get;
        init => field = Defined(value, nameof(ChromaSubsampling));
    }

    /// <summary>The resampling filter. Default: Lanczos to make smaller, Mitchell to make larger.</summary>
    public ResamplingFilter Filter
    {
        get;
        init => field = Defined(value, nameof(Filter));
    }

    /// <summary>What stays in sight when <see cref="Fit.Cover"/> cuts. Default: the middle.</summary>
    public FocalPoint FocalPoint { get; init; } = FocalPoint.Center;

    /// <summary>What shows through transparency and around a padded image: <c>#rrggbb</c>, or <c>#rrggbbaa</c> with alpha.</summary>
    /// <remarks>Default: null, which leaves transparency as it is, and is white where the format has none.</remarks>
    /// <exception cref="ArgumentException">The text has another form.</exception>
    public string? Background
    {
        get;
        init => field = value is null ? null : Color.Parse(value).ToString();
    }

    /// <summary>How much edges are sharpened after scaling, 0 to 5; around 0.5 suits screens. Default: 0, not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 5.</exception>
    public double Sharpen
    {
        get;
        init => field = value is >= 0 and <= 5
            ? Math.Round(value, 2)
            : throw new ArgumentOutOfRangeException(nameof(Sharpen), string.Create(CultureInfo.InvariantCulture, $"Sharpen must be 0 to 5, not {value}."));
    }

    private static TEnum Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} has no value {value}. Use one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
}
