using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Contract;

/// <summary>The code that users write, run as it stands.</summary>
public sealed class ContractTests
{
    [Test]
    [NonParallelizable]
    public async Task OneImage_runs_from_a_real_file_to_its_removal()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(world.ImageFolder)!; // the contract keeps files in var/images
        try
        {
            User user = new() { Id = 7 };
            await Attaching.OneImage(world.Db, user, Path.Combine(TestContext.CurrentContext.TestDirectory, "Assets", "painting-12mp.jpg"));
            Assert.That(await world.RowsAsync(), Is.Zero);
            Assert.That(Directory.EnumerateFiles("var/images", "*", SearchOption.AllDirectories), Is.Empty);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Test]
    [NonParallelizable]
    public async Task Page_shows_the_pictures_there_are()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        User[] users = [new() { Id = 1 }, new() { Id = 2 }];
        UserPicture picture = await users[1].Picture.FromBlobAsync(world.Db, Imaging.Pictures.Jpeg(40, 30), store: world.Store);

        TextWriter before = Console.Out;
        using StringWriter shown = new();
        Console.SetOut(shown);
        try
        {
            using (StoreContext.Use(world.Store))
                await Attaching.Page(world.Db, [new User { Id = 1 }, new User { Id = 2 }]);
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.That(shown.ToString().ReplaceLineEndings("\n"), Is.EqualTo($"\n{picture.ToHtml(world.Store)}\n"));
    }
}
