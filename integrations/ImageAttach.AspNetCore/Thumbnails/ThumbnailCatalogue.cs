using System.Globalization;
using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Which thumbnails images may have, by the names that addresses and queues use.</summary>
internal sealed class ThumbnailCatalogue(ThumbnailUrlOptions options)
{
    private readonly Dictionary<string, IImageTable> _tables = options.Tables.ToDictionary(table => table.ObjectType);

    /// <summary>How many thumbnails may wait to be made on demand.</summary>
    public int MaxBacklog => options.MaxBacklog;

    /// <summary>The tables whose images may have thumbnails.</summary>
    public IEnumerable<IImageTable> Tables => _tables.Values;

    /// <summary>The widths that may be asked for, the smallest first.</summary>
    public IEnumerable<int> Widths => options.Widths.Order();

    /// <summary>The table of a kind of image; null for one that may have no thumbnails.</summary>
    public IImageTable? TableOf(string objectType) => _tables.GetValueOrDefault(objectType);

    /// <summary>All thumbnails that the images of a table are to have: those of the widths, and those that the type declares.</summary>
    public IReadOnlyList<(string Name, ThumbnailSpec Spec)> DeclaredFor(IImageTable table) =>
    [
        .. Widths.Select(width => (width.ToString(CultureInfo.InvariantCulture), OfWidth(width))),
        .. table.Thumbnails.Select(thumbnail => (thumbnail.Name, thumbnail.Spec)),
    ];

    /// <summary>What a name stands for; null when images of that kind may have no such thumbnail.</summary>
    public ThumbnailSpec? Find(string objectType, string name) => ParseWidth(name) is { } width
        ? MayBe(width) ? OfWidth(width) : null
        : TableOf(objectType)?.Thumbnails.FirstOrDefault(thumbnail => thumbnail.Name == name)?.Spec;

    /// <summary>What a name stands for, as text that addresses are signed over: nothing beyond the name for a width. Null as before.</summary>
    public string? MeaningOf(WantedThumbnail thumbnail) => Find(thumbnail.ObjectType, thumbnail.Name) is not { } spec
        ? null
        : ParseWidth(thumbnail.Name) is null ? $"{spec} {spec.Options.Fit} {spec.Token}" : "";

    private bool MayBe(int width) => options.Widths.Contains(width) || (options.AllowOtherWidths && width <= ThumbnailSpec.MaxSide);

    private static ThumbnailSpec OfWidth(int width) => ThumbnailSpec.Create(width);

    // To the letter as it is written, so that one thumbnail has one name.
    private static int? ParseWidth(string name) =>
        name is not ['0', ..] && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int width) ? width : null;
}
