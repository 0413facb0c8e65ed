using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Stores.S3;

namespace ImageAttach.Tests.Stores;

public sealed class HostileKeyTests
{
    private const int Keys = 100_000;
    private const int Seed = 20_261_124;

    private static readonly string[] Pieces =
    [
        "..", "../", "..\\", "/", "\\", ".", "\0", "\n", "%2e%2e", "%00", "C:", "con", "nul.jpg", "~", "$HOME", " ", "", "a", "user-picture", "é", "\u202e",
        "\u2215", "\uff0e\uff0e", "\ud800", "image/", "jpeg", "png", "svg+xml", ";", "|", "*", new('x', 90), new('y', 300), "r1", "0", "-1",
    ];

    [Test]
    public void No_key_leaves_the_folder_of_its_object_type()
    {
        Random random = new(Seed);
        StoreFolder folder = new("/srv/images");
        S3Location bucket = new(new S3StoreOptions { Bucket = "images", Prefix = "shop" }, endpoint: null, "us-east-1");
        int accepted = 0;
        for (int i = 0; i < Keys; i++)
        {
            string objectType = Join(random), mimeType = Join(random), revision = random.Next(2) == 0 ? "r1" : Join(random);
            ObjectId id = ObjectId.From(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
            StoreKey key;
            try
            {
                key = new(objectType, id, random.Next(1, 9_999), random.Next(1, 9_999), mimeType, revision);
            }
            catch (ArgumentException)
            {
                continue;
            }

            accepted++;
            string path = folder.PathOf(key);
            Assert.That(path, Does.StartWith($"/srv/images/{objectType}/").And.EqualTo(Path.GetFullPath(path)), $"key {i} of seed {Seed}");
            Assert.That(path.AsSpan().ContainsAnyExceptInRange('-', 'z') || path.Contains('\\'), Is.False, $"key {i} of seed {Seed}: {path}");
            Assert.That(Path.GetFileName(path), Has.Length.LessThanOrEqualTo(255), $"key {i} of seed {Seed}");

            Uri url = bucket.RequestUrlOf(bucket.NameOf(key));
            Assert.That(url.AbsoluteUri, Is.EqualTo($"https://s3.us-east-1.amazonaws.com/images/shop/{key.ToObjectName()}"), $"key {i} of seed {Seed}");
            Assert.That(url.PathAndQuery, Does.StartWith($"/images/shop/{objectType}/").And.Length.LessThan(1024), $"key {i} of seed {Seed}");
        }

        Assert.That(accepted, Is.GreaterThan(Keys / 100), "The pieces hardly ever make a key, so nothing was tried.");
    }

    private static string Join(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
