using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;

namespace ImageAttach.AspNetCore;

/// <summary>Pictures as content of a page, escaped already: <c>@user.Picture.AsHtmlContent()</c>.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "Whether it is an image or a set tells the two apart.")]
public static class HtmlContentExtensions
{
    /// <summary>The original as an HTML element; nothing when nothing is attached.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The image set.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public static IHtmlContent AsHtmlContent<TImage>(this ImageSet<TImage> set, IImageStore? store = null)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        return new HtmlString(set.ToHtml(store));
    }

    /// <summary>The image as an HTML element.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public static IHtmlContent AsHtmlContent(this Image image, IImageStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new HtmlString(image.ToHtml(store));
    }
}
