using System.Data.Common;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Imaging;

/// <summary>What is known of an original of which a part is missing.</summary>
internal sealed class DamagedAttachTests
{
    private static readonly ImageLimits Lenient = new() { AllowDamaged = true };

    [Test]
    public async Task Attaching_says_so_in_the_image_to_configure_and_in_the_log()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        using NotedLogs logs = NotedLogs.Use();
        await using DbConnection db = world.Database.Connect();
        User user = new() { Id = 7 };
        byte[] cut = Pictures.Jpeg(96, 120)[..^1000];
        bool? known = null;

        UserPicture attached = await user.Picture.AttachAsync(
            db, new MemoryStream(cut), new AttachOptions<UserPicture> { Store = world.Store, Limits = Lenient, Configure = image => known = image.IsDamaged });
        UserPicture thumbnail = await user.Picture.GenerateThumbnailAsync(db, width: 30, store: world.Store);

        Assert.That((attached.IsDamaged, known, thumbnail.IsDamaged), Is.EqualTo((true, (bool?)true, false)));
        Assert.That(logs.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { 8 }));
        Assert.That(logs.Entries[0].Message, Does.Contain("user-picture 7").And.Contain("image/jpeg"));
    }
}
