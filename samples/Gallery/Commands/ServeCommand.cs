using Gallery.Data;
using Gallery.Web;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Commands;

/// <summary>Serves the gallery until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using WebApplication app = GalleryApplication.Build(args, out DataFolder folder);
        await using (SqliteConnection db = folder.Connect())
        {
            await db.OpenAsync();
            using (StoreContext.Use(folder.Store))
                await GallerySetup.RunAsync(db);
        }

        await app.RunAsync();
        return 0;
    }
}
