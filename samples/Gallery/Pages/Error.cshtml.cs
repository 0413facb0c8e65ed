using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Gallery.Pages;

/// <summary>What a visitor is told when there is no page to show. It also answers forms, whose token may be what went wrong.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    [FromRoute]
    public int Status { get; set; }

    public string Title => Status switch
    {
        400 => "That form couldn't be read",
        404 => "There is nothing here",
        413 => "That file is too large",
        _ => "Something went wrong",
    };

    public string Advice => Status switch
    {
        400 => "It was open for too long, or the file is too large. Go back, reload the page and try again.",
        404 => "Perhaps the picture was replaced or removed meanwhile.",
        413 => "Choose a smaller picture.",
        _ => "The fault is ours, and has been noted. No picture was lost.",
    };
}
