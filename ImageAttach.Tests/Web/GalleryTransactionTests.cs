using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

[TestFixture(true)]
[TestFixture(false)]
internal sealed class GalleryTransactionTests(bool withScript) : GalleryBrowserTests
{
    private static readonly string[] Tables = ["Rows, as the transaction sees them", "Rows, as all others see them", "Files"];

    [Test]
    public async Task Page_shows_what_transactions_did_to_rows_and_files()
    {
        IPage page = await OpenAsync("/transactions", new() { JavaScriptEnabled = withScript });

        await EndAsync(page, "Attach, and roll back", "Rolled back");
        await ShowsAsync(page, "010", "", "010");

        await EndAsync(page, "Attach, and commit", "Committed");
        await ShowsAsync(page, "011", "001", "011");

        await EndAsync(page, "Attach, and roll back", "Rolled back");
        await ShowsAsync(page, "101 010", "111", "111 010");
        await Screenshot.KeepAsync(page, "rolled-back");

        // What is replaced goes from the rows at once, from the disk with the commit, and from the eyes of others with it.
        await EndAsync(page, "Attach, and commit", "Committed");
        await ShowsAsync(page, "100 011", "110 001", "110 011");
    }

    private static async Task EndAsync(IPage page, string button, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(page.Locator("#findings h2")).ToHaveTextAsync(title);
    }

    // Each kind of image, an original and two thumbnails, is there at the same moments: before, inside, after.
    private static async Task ShowsAsync(IPage page, params string[] expected)
    {
        for (int i = 0; i < Tables.Length; i++)
        {
            ILocator rows = page.GetByRole(AriaRole.Table, new() { Name = Tables[i] }).Locator("tbody tr");
            string[] seen = [.. (await rows.AllAsync()).Select(row => string.Concat(row.Locator("td").AllTextContentsAsync().Result.Select(cell => cell.Contains('●') ? '1' : '0')))];
            Assert.That(seen.GroupBy(moments => moments).Select(group => (group.Key, group.Count())), Is.EquivalentTo(
                expected[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(moments => (moments, 3))), Tables[i]);
        }
    }
}
