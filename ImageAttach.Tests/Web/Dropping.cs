using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>Files that are dragged from elsewhere, which no mouse of a test can.</summary>
internal static class Dropping
{
    private const string Transfer =
        """
        ([content, name]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name, { type: 'image/jpeg' }));
            return transfer;
        }
        """;

    public static async Task DropFileAsync(this ILocator target, string path, Func<Task> hover)
    {
        string content = Convert.ToBase64String(await File.ReadAllBytesAsync(path));
        IJSHandle dragged = await target.Page.EvaluateHandleAsync(Transfer, new[] { content, Path.GetFileName(path) });
        await target.DispatchEventAsync("dragover", new { dataTransfer = dragged });
        await hover();
        await target.DispatchEventAsync("drop", new { dataTransfer = dragged });
    }
}
