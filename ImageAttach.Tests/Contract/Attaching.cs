// What an application does with its image sets: from the contract, unchanged, but for what isn't built yet.
using System.Data.Common;
using Dapper;
using ImageAttach;
using ImageAttach.Stores;

namespace Shop;

public static class Attaching
{
    public static async Task OneImage(DbConnection db, User user, string path)
    {
        IImageStore store = new FileSystemStore("var/images", new Uri("https://images.example.com/"));
        await db.CreateImageTableAsync<UserPicture>();            // or UserPicture.CreateTableSql(SqlDialect.Sqlite) in your own migration

        using (StoreContext.Use(store))                           // flows with async calls; nests; StoreContext.Push/Pop for hooks
        {
            await using (Stream file = File.OpenRead(path))
                await user.Picture.FromFileAsync(db, file);       // on its own: one transaction, all or nothing

            UserPicture half  = await user.Picture.GenerateThumbnailAsync(db, ratio: 0.5);
            UserPicture small = await user.Picture.GenerateThumbnailAsync(db, width: 150);
            UserPicture same  = await user.Picture.GenerateThumbnailAsync(db, width: 150);   // finds the one that is there
            UserPicture tall  = await user.Picture.FindOrGenerateThumbnailAsync(db, height: 300);
            UserPicture found = await user.Picture.FindThumbnailAsync(db, width: 150);       // ImageNotFoundException when there is none
            UserPicture? none = await user.Picture.TryFindThumbnailAsync(db, width: 151);    // null when there is none

            Uri url = small.Locate();                             // computed, no I/O
            string html = small.ToHtml();                         // <img src="…" width="150" height="…">
            byte[] bytes = await user.Picture.MakeBlobAsync(db);
            await using Stream original = await user.Picture.OpenFileAsync(db);
        }

        // The store may always be given explicitly instead; without either, StoreContextException says so.
        await user.Picture.FromBlobAsync(db, await File.ReadAllBytesAsync(path), store: store);
        Uri original2 = (await user.Picture.LoadAsync(db)).RequireOriginal().Locate(store);
        await user.Picture.RemoveAsync(db, store: store);         // rows now, files once committed
    }

    // A transaction that owns the files put in it: rolled back, or disposed uncommitted, it removes them.
    public static async Task WithImageTransaction(DbConnection db, User user, Stream upload)
    {
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await db.ExecuteAsync("update users set name = @Name where id = @Id", user, tx.DbTransaction);
        await user.Picture.FromFileAsync(db, upload, transaction: tx);        // replaces: the old files go after the commit, not before
        await using (ImageSavepoint savepoint = await tx.SaveAsync())
        {
            await user.Picture.GenerateThumbnailAsync(db, width: 150, transaction: tx);
            await savepoint.RollbackAsync();                                  // the thumbnail's row and file are gone, the original stays
        }
        await tx.CommitAsync();
    }

    public static async Task ManyImages(DbConnection db, Post post, Stream upload)
    {
        ImageSubset<PostPhoto> ninth = post.Photos.GetImageSet(orderIndex: 9);    // need not exist yet
        PostPhoto photo = await ninth.FromFileAsync(db, upload, configure: p => p.Caption = "Harbour");
        PostPhoto thumb = await ninth.GenerateThumbnailAsync(db, width: 300);     // carries OrderIndex 9 and the caption
        await foreach (ImageSubset<PostPhoto> set in post.Photos.ImageSetsAsync(db))
            Console.WriteLine($"{set.IdentityMap["order_index"]}: {set.RequireOriginal().Locate()}");
    }

    // A page of owners costs one query, not one each; after it everything below is in memory.
    public static async Task Page(DbConnection db, IReadOnlyList<User> users)
    {
        await db.LoadImagesAsync(users, u => u.Picture);
        foreach (User user in users)
            Console.WriteLine(user.Picture.ToHtml());                             // "" when nothing is attached
    }

    // Generated types also work in plain Dapper queries: snake_case columns map without any set-up.
    public static Task<IEnumerable<UserPicture>> Plain(DbConnection db) =>
        db.QueryAsync<UserPicture>("select * from user_picture where original");
}
