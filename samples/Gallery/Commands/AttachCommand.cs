using Gallery.Data;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Commands;

/// <summary>Attaches a picture without a browser.</summary>
internal static class AttachCommand
{
    public static async Task<int> RunAsync(AttachArguments arguments)
    {
        // Opened first: a file that isn't there shouldn't cost a new data folder.
        await using FileStream file = File.OpenRead(arguments.File);
        DataFolder folder = DataFolder.At(arguments.Data);
        await using SqliteConnection db = folder.Connect();
        await db.OpenAsync();

        using (StoreContext.Use(folder.Store))
        {
            await GallerySetup.RunAsync(db);
            User user = await FindUserAsync(db, arguments.User);
            await user.Picture.FromFileAsync(db, file, limits: Uploads.Limits);
            await user.Picture.MakeThumbnailsAsync(db);
            await user.Picture.LoadAsync(db);
            foreach (UserPicture image in user.Picture.Images)
                await Console.Out.WriteLineAsync($"{(image.Original ? "original " : "thumbnail")}  {image.Size,-11}  {image.Locate()}");
        }

        return 0;
    }

    private static async Task<User> FindUserAsync(SqliteConnection db, string name)
    {
        IReadOnlyList<User> users = await db.LoadUsersAsync();
        return users.FirstOrDefault(user => user.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserNotFoundException(name, users.Select(user => user.Name));
    }
}
