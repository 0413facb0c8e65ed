namespace ImageAttach.Imaging;

/// <summary>What an <see cref="ImagingEngine"/> works with. Immutable.</summary>
public sealed record ImagingOptions
{
    /// <summary>Codecs for further media types, or instead of the engine's own. Default: none.</summary>
    /// <remarks>Where two read the same media type, the later one does. Thumbnails of their originals are PNG, unless another format is given.</remarks>
    public IReadOnlyList<IImageCodec> Codecs
    {
        get;
        init => field = [.. value];
    } = [];

    /// <summary>The limits that apply where no others are given. Default: <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <summary>How many images are decoded at once. Default: as many as there are processors. Engines may share it.</summary>
    public ImagingConcurrency Concurrency { get; init; } = new();
}
