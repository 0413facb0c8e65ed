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

    public Card CardOf(User user) => new(user, _refusal is { } refusal && refusal.UserId == user.Id ? refusal.Message : null);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Users = await db.LoadUsersAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(int id, IFormFile? picture, CancellationToken cancellationToken)
    {
        if (await db.FindUserAsync(id, cancellationToken) is not { } user)
            return NotFound();
        if (picture is null)
            return await RefuseAsync(user, "No picture was chosen. Choose one first.", cancellationToken);

        try
        {
            // One transaction: a picture whose thumbnails can't be made doesn't replace the old one.
            await db.OpenAsync(cancellationToken);
            await using ImageTransaction tx = await db.BeginImageTransactionAsync(cancellationToken: cancellationToken);
            await user.Picture.FromFormFileAsync(db, picture, limits: Uploads.Limits, transaction: tx, cancellationToken: cancellationToken);
            await user.Picture.MakeThumbnailsAsync(db, tx, cancellationToken);
            await tx.CommitAsync(cancellationToken);
        }
        catch (ImageAttachException bad) when (bad is ImageFormatException or ImageLimitException)
        {
            return await RefuseAsync(user, bad.Message, cancellationToken);
        }

        return RedirectToPage(pageName: null, pageHandler: null, routeValues: null, fragment: $"user-{user.Id}");
    }

    private async Task<IActionResult> RefuseAsync(User user, string message, CancellationToken cancellationToken)
    {
        _refusal = (user.Id, message);
        await OnGetAsync(cancellationToken);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
