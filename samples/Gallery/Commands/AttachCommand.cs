using System.CommandLine;
using Gallery.Data;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Commands;

/// <summary>Attaches a picture without a browser.</summary>
internal static class AttachCommand
{
    public static Command Define(Option<string?> data)
    {
        Argument<string> file = new("FILE") { Description = "The picture" };
        // Otherwise an option that there isn't would be taken for the file.
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', _, ..] option }])
                result.AddError($"There is no option '{option}'.");
        });
        Option<string> user = new("--user")
        {
            Description = "Whose picture it is",
            HelpName = "NAME",
            DefaultValueFactory = _ => SamplePeople.Visitor,
        };
        Command attach = new("attach", "Attaches a picture and prints its addresses") { file, user };
        attach.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(user), parsed.GetValue(data)));
        return attach;
    }

    private static async Task RunAsync(string path, string userName, string? data)
    {
        // Opened first: a file that isn't there shouldn't cost a new data folder.
        await using FileStream file = File.OpenRead(path);
        DataFolder folder = DataFolder.At(data);
        await using SqliteConnection db = folder.Connect();
        await db.OpenAsync();

        ImageAttachSettings settings = new() { Store = folder.Store, Codecs = Uploads.Codecs };
        using (settings.Use())
        {
            await GallerySetup.RunAsync(db);
            User user = await FindUserAsync(db, userName);
            await AttachAsync(user.Picture, db, file);
            await user.Picture.LoadAsync(db);
            foreach (UserPicture image in user.Picture.Images)
            {
                // Where the page will be isn't known here, so its addresses are shown as paths.
                string address = $"{folder.Store.RequestPath}/{image.Key.ToPath()}";
                await Console.Out.WriteLineAsync($"{(image.Original ? "original " : "thumbnail")}  {image.Size,-11}  {address}");
            }
        }
    }

    // Without a queue in this process the thumbnails are made here. All or nothing: a picture that none can be made of doesn't replace the old one.
    private static async Task AttachAsync(ImageSet<UserPicture> set, SqliteConnection db, Stream file)
    {
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await set.FromFileAsync(db, file, limits: Uploads.Limits, transaction: tx);
        await set.GenerateThumbnailsAsync(db, Uploads.Widths, transaction: tx);
        await tx.CommitAsync();
    }

    private static async Task<User> FindUserAsync(SqliteConnection db, string name)
    {
        IReadOnlyList<User> users = await db.LoadUsersAsync();
        return users.FirstOrDefault(user => user.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserNotFoundException(name, users.Select(user => user.Name));
    }
}
