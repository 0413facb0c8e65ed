using System.Data.Common;
using Gallery.Data;
using ImageAttach;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Gallery.Pages.Posts;

/// <summary>All posts, and a form for a new one.</summary>
public sealed class PostsModel(DbConnection db) : PageModel
{
    public IReadOnlyList<Post> Posts { get; private set; } = [];

    public IReadOnlyList<User> Users { get; private set; } = [];

    public string? TypedTitle { get; private set; }

    public string? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Posts = await db.LoadPostsAsync(cancellationToken);
        Users = await db.LoadUsersAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(int userId, string? title, IReadOnlyList<IFormFile> photos, CancellationToken cancellationToken)
    {
        TypedTitle = title?.Trim();
        if (await db.FindUserAsync(userId, cancellationToken) is null)
            return NotFound();
        if (TypedTitle is not { Length: >= 1 and <= 80 })
            return await RefuseAsync("A post needs a title of 1 to 80 characters.", cancellationToken);

        try
        {
            await db.OpenAsync(cancellationToken);
            await using ImageTransaction tx = await db.BeginImageTransactionAsync(cancellationToken: cancellationToken);
            Post post = await db.InsertPostAsync(userId, TypedTitle, tx);
            await post.AddPhotosAsync(db, tx, photos, cancellationToken);
            await tx.CommitAsync(cancellationToken);
            return Redirect($"/posts/{post.Id}");
        }
        catch (PhotoRefusedException refusal)
        {
            return await RefuseAsync($"{refusal.Message} Nothing was published.", cancellationToken);
        }
    }

    private async Task<IActionResult> RefuseAsync(string message, CancellationToken cancellationToken)
    {
        Refusal = message;
        await OnGetAsync(cancellationToken);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
