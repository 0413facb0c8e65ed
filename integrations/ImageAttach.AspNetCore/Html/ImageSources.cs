using System.Globalization;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Html;

/// <summary>The URLs of one image's thumbnails by width: those that exist, and those that can be generated on demand. The original isn't among them.</summary>
internal sealed class ImageSources
{
    private readonly Image _original;
    private readonly SortedDictionary<int, string> _urls = [];

    /// <param name="images">The images of a set, the original first.</param>
    public ImageSources(IReadOnlyList<Image> images)
    {
        _original = images[0];
        CurrentThumbnailUrls? onDemand = CurrentThumbnailUrls.InRequest;
        foreach (int width in onDemand?.Widths ?? [])
            _urls[width] = UrlText.Of(onDemand!.Of(_original, width));

        // A thumbnail that exists is preferred to one that is generated on demand.
        foreach (Image image in images.Where(image => !image.Original && ThumbnailSpec.IsDefault(image.Recipe)))
            _urls[image.Width] = UrlText.Of(image.Locate());
        RemoveEnlarged();
    }

    /// <summary>The URL to use for a width: of the next thumbnail that isn't narrower, else of the widest; null if there are no thumbnails.</summary>
    public string? UrlFor(int width) => _urls.FirstOrDefault(each => each.Key >= width).Value ?? _urls.LastOrDefault().Value;

    /// <summary>All widths up to three times the one shown, as <c>srcset</c> lists them; null if there is at most one.</summary>
    public string? SetFor(int width)
    {
        string[] set = [.. _urls
            .Where(each => each.Key <= 3L * width)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value} {each.Key}w"))];
        return set.Length > 1 ? string.Join(", ", set) : null;
    }

    /// <summary>The height that goes with a width.</summary>
    public int HeightFor(int width) =>
        Math.Max(1, (int)Math.Round((double)_original.Height * width / _original.Width, MidpointRounding.AwayFromZero));

    // A thumbnail gains nothing by being wider than its original. Of a small original the narrowest one stays, so that there is one.
    private void RemoveEnlarged()
    {
        foreach (int width in _urls.Keys.Where(width => width > _original.Width).OrderDescending().ToArray())
        {
            if (_urls.Count > 1)
                _urls.Remove(width);
        }
    }
}
