using System.Data.Common;
using Gallery.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Gallery.Pages;

/// <summary>Shows what becomes of rows and files when a transaction ends one way or the other.</summary>
public sealed class TransactionsModel(DbConnection db, DataFolder folder) : PageModel
{
    public IReadOnlyList<Finding>? Findings { get; private set; }

    public bool Committed { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(string? ending)
    {
        Committed = ending == "commit";
        await using DbConnection others = folder.Connect();
        await using FileStream picture = SamplePictures.Open("ladybird.jpg");
        Findings = await new TransactionTrial(db, others, folder.Store).RunAsync(picture, Committed);
    }
}
