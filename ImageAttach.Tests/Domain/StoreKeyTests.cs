namespace ImageAttach.Tests.Domain;

public sealed class StoreKeyTests
{
    private static StoreKey Key(System.Numerics.BigInteger id, string mimeType = "image/jpeg", string revision = "", string objectType = "testing") =>
        new(objectType, ObjectId.From(id), 405, 640, mimeType, revision);

    [Test]
    public void Paths_turn_back_into_their_keys()
    {
        Random random = new(1);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] number = new byte[random.Next(1, 24)];
            random.NextBytes(number);
            string[] types = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/svg+xml", "application/pdf", "image/tiff"];
            StoreKey key = new(
                random.Next(2) == 0 ? "user-picture" : "A_1",
                ObjectId.From(new System.Numerics.BigInteger(number)),
                random.Next(1, 20_000),
                random.Next(1, 20_000),
                types[random.Next(types.Length)],
                random.Next(3) == 0 ? "" : Guid.NewGuid().ToString("N"));
            Assert.That(StoreKey.TryParse(key.ToPath(), out StoreKey? parsed), Is.True, key.ToPath());
            Assert.That(parsed, Is.EqualTo(key));
            Assert.That(StoreKey.TryParseObjectName(key.ToObjectName(), out parsed), Is.True, key.ToObjectName());
            Assert.That(parsed, Is.EqualTo(key));
        }
    }

    [TestCase("")]
    [TestCase("testing/007/405x640.jpe")]
    [TestCase("testing/7/0405x640.jpe")]
    [TestCase("testing/7/405x640.exe")]
    [TestCase("testing/7/405x640")]
    [TestCase("testing/7/405.jpe")]
    [TestCase("testing/7/405x640x2.jpe")]
    [TestCase("testing/7/x640.jpe")]
    [TestCase("testing/7/405x.jpe")]
    [TestCase("testing/7/405x-640.jpe")]
    [TestCase("testing/7/405x99999999999.jpe")]
    [TestCase("testing/ 7/405x640.jpe")]
    [TestCase("testing/+7/405x640.jpe")]
    [TestCase("testing/7/405x640..jpg")]
    [TestCase("testing/7/405x640.a.b.jpg")]
    [TestCase("../7/405x640.jpe")]
    [TestCase("testing/7/0/7.405x640.jpe")]
    public void What_is_no_object_name_of_a_key_is_none(string name) => Assert.That(StoreKey.TryParseObjectName(name, out _), Is.False);

    [TestCase("")]
    [TestCase("testing")]
    [TestCase("testing/7/0/007.405x640.jpe")]
    [TestCase("testing/8/0/7.405x640.jpe")]
    [TestCase("testing/7/0/7.0405x640.jpe")]
    [TestCase("testing/7/0/7.0x640.jpe")]
    [TestCase("testing/7/0/7.405x640.exe")]
    [TestCase("testing/7/0/7.405x640.UPPER.jpg")]
    [TestCase("testing/7/0/7.405x640.a.b.jpg")]
    [TestCase("testing/7/0/7.405x640.jpg")]
    [TestCase("../7/0/7.405x640.jpe")]
    [TestCase("testing/7/0/7.405x640.jpe/x")]
    [TestCase("testing/7/0/seven.405x640.jpe")]
    public void What_is_no_path_of_a_key_is_none(string path) => Assert.That(StoreKey.TryParse(path, out _), Is.False);

    [TestCase("0", "testing/0/0/0.405x640.jpe")]
    [TestCase("7", "testing/7/0/7.405x640.jpe")]
    [TestCase("999", "testing/999/0/999.405x640.jpe")]
    [TestCase("1000", "testing/0/1/1000.405x640.jpe")]
    [TestCase("1234", "testing/234/1/1234.405x640.jpe")]
    [TestCase("1234567", "testing/567/1234/1234567.405x640.jpe")]
    [TestCase("-1", "testing/999/-1/-1.405x640.jpe")]
    [TestCase("-1000", "testing/0/-1/-1000.405x640.jpe")]
    [TestCase("-1234", "testing/766/-2/-1234.405x640.jpe")]
    [TestCase("170141183460469231731687303715884105728", "testing/728/170141183460469231731687303715884105/170141183460469231731687303715884105728.405x640.jpe")]
    public void FS_02_Paths_are_those_of_the_original_library(string id, string path) =>
        Assert.That(Key(System.Numerics.BigInteger.Parse(id)).ToPath(), Is.EqualTo(path));

    // Paths that SQLAlchemy-ImageAttach 1.1.0 made, one of each kind.
    [TestCase("user-picture", "1", 150, 101, "image/jpeg", "user-picture/1/0/1.150x101.jpe")]
    [TestCase("user-picture", "1000000", 128, 96, "image/png", "user-picture/0/1000/1000000.128x96.png")]
    [TestCase("document-scan", "158166530401166902469325588563807197535", 420, 290, "image/jpeg", "document-scan/535/158166530401166902469325588563807197/158166530401166902469325588563807197535.420x290.jpe")]
    [TestCase("post-photo", "557563894114376219383097073379578661709307912897", 340, 230, "image/jpeg", "post-photo/897/557563894114376219383097073379578661709307912/557563894114376219383097073379578661709307912897.340x230.jpe")]
    public void Files_of_the_original_library_are_found_where_they_are(string objectType, string id, int width, int height, string mimeType, string path) =>
        Assert.That(
            new StoreKey(objectType, ObjectId.From(System.Numerics.BigInteger.Parse(id)), width, height, mimeType).ToPath(), Is.EqualTo(path));

    [Test]
    public void A_revision_is_part_of_the_name_and_JPEG_is_then_called_jpg()
    {
        Assert.That(Key(1234, revision: "k3f9").ToPath(), Is.EqualTo("testing/234/1/1234.405x640.k3f9.jpg"));
        Assert.That(Key(1234, revision: "k3f9").ToObjectName(), Is.EqualTo("testing/1234/405x640.k3f9.jpg"));
        Assert.That(Key(1234).ToObjectName(), Is.EqualTo("testing/1234/405x640.jpe"));
    }

    [TestCase("image/jpeg", ".jpe")]
    [TestCase("image/png", ".png")]
    [TestCase("image/gif", ".gif")]
    [TestCase("image/webp", ".webp")]
    [TestCase("image/bmp", ".bmp")]
    [TestCase("image/tiff", ".tiff")]
    [TestCase("image/svg+xml", ".svg")]
    [TestCase("application/pdf", ".pdf")]
    [TestCase("image/avif", ".avif")]
    [TestCase("image/heic", ".heic")]
    [TestCase("image/x-unheard-of", ".bin")]
    public void FS_03_and_FS_04_Extensions_are_the_same_on_every_machine(string mimeType, string extension) =>
        Assert.That(Key(1, mimeType).ToPath(), Does.EndWith("405x640" + extension));

    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("../x")]
    [TestCase("/etc")]
    [TestCase("a/b")]
    [TestCase("a\\b")]
    [TestCase("a\0b")]
    [TestCase("C:")]
    [TestCase("a b")]
    [TestCase("ä")]
    [TestCase("%2e%2e")]
    [TestCase(".incoming")]
    public void FS_09_An_object_type_that_is_no_plain_name_makes_no_key(string objectType) => Assert.That(
        () => Key(1, objectType: objectType), Throws.ArgumentException.With.Message.Contains("can't name a folder"));

    [Test]
    public void FS_09_An_endless_object_type_makes_no_key() =>
        Assert.That(() => Key(1, objectType: new string('a', 101)), Throws.ArgumentException);

    [TestCase("../x")]
    [TestCase("A")]
    [TestCase("a.b")]
    [TestCase("0123456789abcdef0123456789abcdef0")]
    public void A_revision_that_is_no_plain_name_makes_no_key(string revision) =>
        Assert.That(() => Key(1, revision: revision), Throws.ArgumentException.With.Message.Contains("Revision"));

    [Test]
    public void A_size_below_one_makes_no_key()
    {
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 0, 1, "image/png"), Throws.ArgumentException.With.Message.Contains("a 1 can't be 0×1"));
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 1, 0, "image/png"), Throws.ArgumentException.With.Message.Contains("1×0"));
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 1, -1, "image/png"), Throws.ArgumentException);
    }

    [Test]
    public void Parts_may_be_as_short_and_as_long_as_was_said()
    {
        Assert.That(new StoreKey("a", ObjectId.From(0), 1, 1, "image/png").ToPath(), Is.EqualTo("a/0/0/0.1x1.png"));
        (string type, string revision) = (new('a', 100), new('0', 32));
        StoreKey key = new(type, ObjectId.From(1), int.MaxValue, int.MaxValue, "image/png", revision);
        Assert.That(key.ToObjectName(), Is.EqualTo($"{type}/1/2147483647x2147483647.{revision}.png"));
        Assert.That(StoreKey.TryParseObjectName(key.ToObjectName(), out StoreKey? parsed), Is.True);
        Assert.That(parsed, Is.EqualTo(key));
    }

    [Test]
    public void A_part_that_is_missing_is_named()
    {
        Assert.That(() => new StoreKey(null!, ObjectId.From(1), 1, 1, "image/png"), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("objectType"));
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 1, 1, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("mimeType"));
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 1, 1, ""), Throws.ArgumentException.With.Property("ParamName").EqualTo("mimeType"));
        Assert.That(() => new StoreKey("a", ObjectId.From(1), 1, 1, "image/png", null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("revision"));
        Assert.That(() => StoreKey.TryParse(null!, out _), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("path"));
        Assert.That(() => StoreKey.TryParseObjectName(null!, out _), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("objectName"));
    }

    [Test]
    public void In_messages_a_key_says_owner_size_and_revision()
    {
        Assert.That(Key(-1234).ToString(), Is.EqualTo("testing -1234 (405×640)"));
        Assert.That(Key(1234, revision: "k3f9").ToString(), Is.EqualTo("testing 1234 (405×640, revision k3f9)"));
    }

    [Test]
    public void Whatever_a_key_is_made_of_its_path_stays_below_the_folder()
    {
        const string Letters = "ab1-_./\\:\0%~ *?\"<>|\u2024\u2215\uff0e\u0130é\ud83d\ude00\r\n";
        string root = Path.GetFullPath("/srv/images/");
        Random random = new(3);
        int made = 0;
        for (int i = 0; i < 100_000; i++)
        {
            try
            {
                StoreKey key = new(Text(random, Letters), ObjectId.From(random.NextInt64()), random.Next(1, 9), 1, Text(random, Letters) + "/", Text(random, Letters + "z9"));
                made++;
                Assert.That(Path.GetFullPath(root + key.ToPath()), Does.StartWith(root + key.ObjectType + Path.DirectorySeparatorChar));
            }
            catch (ArgumentException)
            {
                // Refused: as good as staying below.
            }
        }

        Assert.That(made, Is.GreaterThan(50), "some keys were made");
    }

    private static string Text(Random random, string letters) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => letters[random.Next(letters.Length)]));
}
