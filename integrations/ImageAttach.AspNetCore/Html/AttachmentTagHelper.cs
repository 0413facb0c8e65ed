using System.Globalization;
using ImageAttach.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ImageAttach.AspNetCore;

/// <summary>Shows an attached picture, in the width that the browser needs: <c>&lt;img attachment="user.Picture" thumbnail-width="150" alt="Ada"&gt;</c>.</summary>
/// <remarks>
/// <para>The set's images must be loaded. Thumbnails that are made are used, and those that <c>MapImageThumbnails</c> makes on demand; where
/// there are none the original is. Thumbnails go into <c>srcset</c>, but none wider than the original.</para>
/// <para>Given are <c>src</c>, <c>srcset</c>, <c>sizes</c>, <c>width</c>, <c>height</c>, <c>loading="lazy"</c> and <c>decoding="async"</c>; what the
/// element has already stays. Say <c>sizes</c> yourself where a style makes the picture wider or narrower than <c>thumbnail-width</c>. When
/// nothing is attached there is the placeholder, or no element at all.</para>
/// <para><c>thumbnail="avatar"</c> shows a thumbnail that the image type declares, in its own size and without <c>srcset</c>; <c>blur="true"</c> shows a blur until
/// the picture has come.</para>
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

    /// <summary>The address of what is shown when nothing is attached; default: none.</summary>
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
        if (ThumbnailWidth is { } asked)
            ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1, nameof(ThumbnailWidth));
        if (Thumbnail is not null && ThumbnailWidth is not null)
            throw new ArgumentException($"The thumbnail '{Thumbnail}' has a width of its own. Give thumbnail or thumbnail-width, not both.");
        if (Attachment?.OfOneSet is not [{ Original: true }, ..] images)
        {
            ShowPlaceholder(output);
            return;
        }

        if (Thumbnail is not null)
            ShowNamed(output, NamedSource.Of(Attachment, images[0], Thumbnail));
        else
            ShowInWidths(output, new(images));
        Add(output, "loading", "lazy");
        Add(output, "decoding", "async");
        if (Blur && ((IImage)images[0]).Placeholder is { } blur)
            Add(output, "style", $"background:{blur.AverageColour} url({blur.ToDataUri()}) center/cover no-repeat");
    }

    private static void ShowNamed(TagHelperOutput output, NamedSource source)
    {
        output.Attributes.SetAttribute("src", ImageSources.Text(source.Address));
        AddSize(output, source.Size.Width, source.Size.Height);
    }

    private void ShowInWidths(TagHelperOutput output, ImageSources sources)
    {
        int width = ThumbnailWidth ?? sources.Original.Width;
        output.Attributes.SetAttribute("src", ThumbnailWidth is null ? sources.AddressOfOriginal : sources.AddressOf(width));
        if (ThumbnailWidth is not null && sources.SetFor(width) is { } set)
        {
            Add(output, "srcset", set);
            Add(output, "sizes", string.Create(CultureInfo.InvariantCulture, $"{width}px"));
        }

        AddSize(output, width, sources.HeightFor(width));
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
