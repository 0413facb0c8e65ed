namespace ImageAttach.AspNetCore.Html;

/// <summary>URLs as attributes contain them.</summary>
internal static class UrlText
{
    public static string Of(Uri url) => url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString;
}
