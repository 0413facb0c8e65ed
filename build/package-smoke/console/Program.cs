// Attaches, makes a thumbnail, reads back and removes, in a transaction and outside of one; prints what it saw.
using System.ComponentModel.DataAnnotations;
using ImageAttach;
using ImageAttach.Generated;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

// A PNG of 2×1 pixels.
byte[] picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==");
string folder = Directory.CreateTempSubdirectory("imageattach-aot-").FullName;
await using SqliteConnection db = new($"Data Source={Path.Combine(folder, "shop.db")};Pooling=False");
await db.OpenAsync();
await db.CreateImageTableAsync<UserPicture>();
User user = new() { Id = 42 };

using (StoreContext.Use(new FileSystemStore(Path.Combine(folder, "images"), new Uri("https://images.example.com/"))))
{
    await user.Picture.FromBlobAsync(db, picture);
    await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
    {
        await user.Picture.GenerateThumbnailAsync(db, width: 4, transaction: tx);
        await tx.CommitAsync();
    }

    User again = new() { Id = 42 };
    await db.LoadImagesAsync([again], user => user.Picture);
    foreach (UserPicture image in again.Picture.Images)
        Console.WriteLine($"{image.Size} {image.MimeType} {image.Locate().AbsolutePath.Split('.')[0]} {(await image.MakeBlobAsync()).Length == image.Length}");
    await user.Picture.RemoveAsync(db);
    Console.WriteLine($"{ImageEntities.All.Count} entity, {(await user.Picture.LoadAsync(db)).Images.Count} images");
}

await db.CloseAsync();
Directory.Delete(folder, recursive: true);

internal sealed partial class User
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }
}

[ImageEntity]
internal sealed partial class UserPicture : Image
{
    [Key] public int UserId { get; set; }
}
