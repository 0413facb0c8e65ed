using System.Globalization;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Html;

/// <summary>The URLs of one picture's thumbnails by width: those that exist, and those that can be generated on demand.</summary>
internal sealed class ImageSources
{
    private readonly SortedDictionary<int, string> _addresses = [];

    /// <param name="images">The images of a set, the original first.</param>
    public ImageSources(IReadOnlyList<Image> images)
    {
        Original = images[0];
        CurrentThumbnailUrls? onDemand = CurrentThumbnailUrls.InRequest;
        foreach (int width in onDemand?.Widths ?? [])
            Add(width, onDemand!.Of(Original, width));
        foreach (Image image in images.Where(image => !image.Original && ThumbnailSpec.IsDefault(image.Recipe)))
            Add(image.Width, image.Locate());
    }

    public Image Original { get; }

    /// <summary>The URL to use for a width: of the next thumbnail that isn't narrower, else of the widest; of the original if there are no thumbnails.</summary>
    public string AddressOf(int width) => _addresses.FirstOrDefault(each => each.Key >= width).Value
        ?? _addresses.LastOrDefault().Value
        ?? AddressOfOriginal;

    /// <summary>The original's URL.</summary>
    public string AddressOfOriginal => Text(Original.Locate());

    /// <summary>All widths up to three times the one shown, as <c>srcset</c> has them; null when there is but one.</summary>
    public string? SetFor(int width)
    {
        string[] set = [.. _addresses
            .Where(each => each.Key <= 3L * width)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value} {each.Key}w"))];
        return set.Length > 1 ? string.Join(", ", set) : null;
    }

    /// <summary>The height that goes with a width.</summary>
    public int HeightFor(int width) => Math.Max(1, (int)Math.Round((double)Original.Height * width / Original.Width, MidpointRounding.AwayFromZero));

    /// <summary>An address as an attribute has it.</summary>
    public static string Text(Uri address) => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;

    // What is there already counts more than what could be made; neither gains by being made larger.
    private void Add(int width, Uri address)
    {
        if (width <= Original.Width)
            _addresses[width] = Text(address);
    }
}
