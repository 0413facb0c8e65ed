using ImageAttach.Stores;

namespace ImageAttach.Tests.Stores;

internal sealed class StoreObjectNamesTests
{
    private static readonly StoreKey Key = new("user-picture", ObjectId.From(7), 40, 30, "image/jpeg", "r1");

    [TestCase("", "")]
    [TestCase("shop/images", "shop/images/")]
    [TestCase("shop//", "shop/")]
    public void Files_lie_below_the_prefix_and_uploads_beside_it(string prefix, string expected)
    {
        StoreObjectNames names = new(prefix);
        Assert.That(names.Prefix, Is.EqualTo(expected));
        Assert.That(names.GetName(Key), Does.StartWith(names.GetTypePrefix("user-picture")).And.StartWith($"{expected}user-picture/"));
        Assert.That(names.FindKey(names.GetName(Key)), Is.EqualTo(Key));
        Assert.That(names.Mark, Is.EqualTo($"{expected}.belongs-to"));
        Assert.That(names.GetUploadName("a1"), Is.EqualTo(names.UploadPrefix + "a1"));
        Assert.That(names.UploadPrefix, Is.EqualTo($".uploads/{expected}"));
    }

    [Test]
    public void Other_names_are_neither_files_nor_uploads()
    {
        StoreObjectNames names = new("shop"), all = new("");
        Assert.That(new[] { all.GetName(Key), names.Mark, "shop/other.txt" }.Select(names.FindKey), Has.All.Null);
        Assert.That(names.IsUpload(names.GetUploadName("a1")), Is.True);
        Assert.That(new[] { names.UploadPrefix, names.UploadPrefix + "a/b", names.GetName(Key) }.Select(names.IsUpload), Has.None.True);
        Assert.That(all.IsUpload(names.GetUploadName("a1")), Is.False, "that of a longer prefix");
    }

    [Test]
    public void Prefixes_and_uploads_of_other_characters_are_refused()
    {
        foreach (string prefix in new[] { "a//b", "../a", "a b", "ä" })
            Assert.That(() => new StoreObjectNames(prefix), Throws.ArgumentException.With.Message.Contains(prefix));
        Assert.That(() => new StoreObjectNames("shop").GetUploadName("../a"), Throws.ArgumentException.With.Message.Contains("letters and digits"));
    }
}
