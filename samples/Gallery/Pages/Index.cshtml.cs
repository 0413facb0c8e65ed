using System.Data.Common;
using Gallery.Data;
using ImageAttach;
using ImageAttach.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Gallery.Pages;

/// <summary>Everyone's pictures, and the way to replace them.</summary>
public sealed class IndexModel(DbConnection db) : PageModel
{
    private (int UserId, string Message)? _refusal;

    public IReadOnlyList<User> Users { get; private set; } = [];

    public Person PersonOf(User user) => new(user, _refusal is { } refusal && refusal.UserId == user.Id ? refusal.Message : null);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Users = await db.LoadUsersAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(int id, IFormFile? picture, CancellationToken cancellationToken)
    {
        if (await db.FindUserAsync(id, cancellationToken) is not { } user)
            return NotFound();
        if (picture is null)
            return await RefuseAsync(user, "No picture was chosen. Choose one first.", cancellationToken);

        try
        {
            // A transaction of its own. Once that is committed the queue makes the thumbnails.
            await user.Picture.FromFormFileAsync(db, picture, limits: Uploads.Limits, cancellationToken: cancellationToken);
        }
        catch (ImageAttachException bad) when (bad is ImageFormatException or ImageLimitException)
        {
            return await RefuseAsync(user, bad.Message, cancellationToken);
        }

        return BackTo(user);
    }

    public async Task<IActionResult> OnPostRemoveAsync(int id, CancellationToken cancellationToken)
    {
        if (await db.FindUserAsync(id, cancellationToken) is not { } user)
            return NotFound();
        await user.Picture.RemoveAsync(db, cancellationToken: cancellationToken);
        return BackTo(user);
    }

    private RedirectToPageResult BackTo(User user) => RedirectToPage(pageName: null, pageHandler: null, routeValues: null, fragment: $"user-{user.Id}");

    private async Task<IActionResult> RefuseAsync(User user, string message, CancellationToken cancellationToken)
    {
        _refusal = (user.Id, message);
        await OnGetAsync(cancellationToken);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
