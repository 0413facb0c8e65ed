using System.Globalization;
using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore.Html;

/// <summary>The addresses under which one picture can be had in several widths: thumbnails that are made, and those that can be.</summary>
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
        foreach (Image image in images.Reverse().Where(image => image.Recipe.Length == 0))
            Add(image.Width, image.Locate());
    }

    public Image Original { get; }

    /// <summary>The address to go to for a width: of the next that isn't narrower, else of the original.</summary>
    public string AddressOf(int width) => _addresses.FirstOrDefault(each => each.Key >= width) is { Value: { } address } ? address : _addresses[Original.Width];

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
