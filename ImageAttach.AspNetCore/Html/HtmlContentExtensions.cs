using Microsoft.AspNetCore.Html;

namespace ImageAttach.AspNetCore;

/// <summary>Pictures as content of a page, escaped already: <c>@user.Picture.AsHtmlContent()</c>.</summary>
public static class HtmlContentExtensions
{
    /// <summary>The original in the current store as an HTML element; nothing when nothing is attached.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The image set.</param>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    /// <exception cref="StoreContextException">No store is current.</exception>
    public static IHtmlContent AsHtmlContent<TImage>(this ImageSet<TImage> set)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        return new HtmlString(set.ToHtml());
    }

    /// <summary>The image in the current store as an HTML element.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="StoreContextException">No store is current.</exception>
    public static IHtmlContent AsHtmlContent(this Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new HtmlString(image.ToHtml());
    }
}
