using System.Globalization;
using ImageAttach.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ImageAttach.AspNetCore;

/// <summary>Shows an attached image, in the width that the browser needs: <c>&lt;img attachment="user.Picture" thumbnail-width="150" alt="Ada"&gt;</c>.</summary>
/// <remarks>
/// <para>The set's images must be loaded. Existing thumbnails are used, and those that <c>MapImageThumbnails</c> generates on demand. They go
/// into <c>srcset</c>, except those that are wider than the original.</para>
/// <para>An original may have a GPS position, a script, or a type that browsers don't show. So it stands in for a missing thumbnail only with
/// <c>original-fallback="true"</c>; otherwise the placeholder is shown, or no element at all. Without <c>thumbnail-width</c> and <c>thumbnail</c>, the element shows the original.</para>
/// <para>The element gets <c>src</c>, <c>srcset</c>, <c>sizes</c>, <c>width</c>, <c>height</c>, <c>loading="lazy"</c> and <c>decoding="async"</c>;
/// attributes that it has already stay. Set <c>sizes</c> yourself where a style makes the image wider or narrower than <c>thumbnail-width</c>.</para>
/// <para><c>thumbnail="avatar"</c> shows a thumbnail that the image type declares, in its own size and without <c>srcset</c>; <c>blur="true"</c> shows a blur until
/// the image is loaded.</para>
/// </remarks>
[HtmlTargetElement("img", Attributes = "attachment", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AttachmentTagHelper : TagHelper
{
    /// <summary>The image set.</summary>
    public IImageSets? Attachment { get; set; }

    /// <summary>The width at which the picture is shown, in pixels of the page; default: the original's.</summary>
    public int? ThumbnailWidth { get; set; }

    /// <summary>The name of a thumbnail that the image type declares by <see cref="ThumbnailAttribute"/>; default: none.</summary>
    public string? Thumbnail { get; set; }

    /// <summary>Whether the original is shown if the thumbnail doesn't exist and can't be generated on demand. Default: false.</summary>
    /// <remarks>Originals are shown as they were attached, with their metadata, unless <see cref="ImageLimits.StripMetadata"/> is set.</remarks>
    public bool OriginalFallback { get; set; }

    /// <summary>The URL of what is shown if nothing is attached or the thumbnail is missing; default: none.</summary>
    public string? Placeholder { get; set; }

    /// <summary>
    /// Whether the picture's blur, which a property marked [Placeholder] keeps, is shown until the picture itself has come. Default: false.
    /// </summary>
    /// <remarks>It is the element's background, written as <c>style</c>, so a content security policy must allow that. Where a picture is transparent it shines through.</remarks>
    public bool Blur { get; set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    /// <exception cref="ArgumentException">The image type declares no such thumbnail, or a width is given as well.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (ThumbnailWidth is { } requested)
            ArgumentOutOfRangeException.ThrowIfLessThan(requested, 1, nameof(ThumbnailWidth));
        if (Thumbnail is not null && ThumbnailWidth is not null)
            throw new ArgumentException($"The thumbnail '{Thumbnail}' has a width of its own. Give thumbnail or thumbnail-width, not both.");
        if (Attachment?.LoadedImages is not [{ Original: true }, ..] images || !TryShow(output, Attachment, images))
        {
            ShowPlaceholder(output);
            return;
        }

        Add(output, "loading", "lazy");
        Add(output, "decoding", "async");
        if (Blur && ((IImage)images[0]).Placeholder is { } blur)
            Add(output, "style", $"background:{blur.AverageColor} url({blur.ToDataUri()}) center/cover no-repeat");
    }

    private bool TryShow(TagHelperOutput output, IImageSets sets, IReadOnlyList<Image> images)
    {
        if (Thumbnail is not null)
            return TryShowNamed(output, sets, images[0]);
        if (ThumbnailWidth is { } width)
            return TryShowInWidths(output, images, width);
        Show(output, images[0].Locate(), images[0].Size);
        return true;
    }

    private bool TryShowNamed(TagHelperOutput output, IImageSets sets, Image original)
    {
        NamedSource? source = NamedSource.Find(sets, original, Thumbnail!) ?? (OriginalFallback ? new(original.Locate(), original.Size) : null);
        if (source is { } found)
            Show(output, found.Url, found.Size);
        return source is not null;
    }

    private bool TryShowInWidths(TagHelperOutput output, IReadOnlyList<Image> images, int width)
    {
        ImageSources sources = new(images);
        string? url = sources.UrlFor(width) ?? (OriginalFallback ? UrlText.Of(images[0].Locate()) : null);
        if (url is null)
            return false;
        output.Attributes.SetAttribute("src", url);
        if (sources.SetFor(width) is { } set)
        {
            Add(output, "srcset", set);
            Add(output, "sizes", string.Create(CultureInfo.InvariantCulture, $"{width}px"));
        }

        AddSize(output, width, sources.HeightFor(width));
        return true;
    }

    private static void Show(TagHelperOutput output, Uri url, ImageSize size)
    {
        output.Attributes.SetAttribute("src", UrlText.Of(url));
        AddSize(output, size.Width, size.Height);
    }

    private static void AddSize(TagHelperOutput output, int width, int height)
    {
        if (output.Attributes.ContainsName("width") || output.Attributes.ContainsName("height"))
            return;
        Add(output, "width", width.ToString(CultureInfo.InvariantCulture));
        Add(output, "height", height.ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(TagHelperOutput output, string name, string value)
    {
        if (!output.Attributes.ContainsName(name))
            output.Attributes.Add(name, value);
    }

    private void ShowPlaceholder(TagHelperOutput output)
    {
        if (Placeholder is null)
        {
            output.SuppressOutput();
            return;
        }

        output.Attributes.SetAttribute("src", Placeholder);
        if (ThumbnailWidth is { } width)
            Add(output, "width", width.ToString(CultureInfo.InvariantCulture));
    }
}
