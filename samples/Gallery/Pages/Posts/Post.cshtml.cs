using System.Data.Common;
using Gallery.Data;
using ImageAttach;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Gallery.Pages.Posts;

/// <summary>A post's photos: more of them, fewer, or in another order.</summary>
public sealed class PostModel(DbConnection db) : PageModel
{
    public Post Post { get; private set; } = null!;

    public string? Refusal { get; private set; }

    /// <summary>Finds the post, before whatever is done with it.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        long id = long.Parse((string)RouteData.Values["id"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (await db.FindPostAsync(id, HttpContext.RequestAborted) is { } post)
        {
            Post = post;
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAddAsync(IReadOnlyList<IFormFile> photos, CancellationToken cancellationToken)
    {
        if (photos.Count == 0)
            return Refuse("No photos were chosen. Choose some first.");
        try
        {
            await db.OpenAsync(cancellationToken);
            await using ImageTransaction tx = await db.BeginImageTransactionAsync(cancellationToken: cancellationToken);
            await Post.AddPhotosAsync(db, tx, photos, cancellationToken);
            await tx.CommitAsync(cancellationToken);
            return Back();
        }
        catch (PhotoRefusedException refusal)
        {
            await Post.Photos.LoadAsync(db, cancellationToken: cancellationToken);
            return Refuse($"{refusal.Message} No photo was added.");
        }
    }

    public async Task<IActionResult> OnPostMoveAsync(int order, int place, CancellationToken cancellationToken)
    {
        await Post.MovePhotoAsync(db, order, place, cancellationToken);
        return Back();
    }

    public async Task<IActionResult> OnPostDescribeAsync(int order, string? caption)
    {
        await db.DescribePhotoAsync(Post.Id, order, caption?.Trim());
        return Back();
    }

    public async Task<IActionResult> OnPostRemoveAsync(int order, CancellationToken cancellationToken)
    {
        await Post.Photos.GetImageSet(orderIndex: order).RemoveAsync(db, cancellationToken: cancellationToken);
        return Back();
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken)
    {
        await db.RemovePostAsync(Post, cancellationToken);
        return Redirect("/posts");
    }

    private RedirectResult Back() => Redirect($"/posts/{Post.Id}#photos");

    private PageResult Refuse(string message)
    {
        Refusal = message;
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
