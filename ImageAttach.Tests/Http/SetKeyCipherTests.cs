using System.Buffers.Text;
using System.Net;
using System.Text;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Imaging;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Text keys in the URLs of thumbnails.</summary>
internal sealed class SetKeyCipherTests
{
    private const string Mail = "ada@example.com";

    private static readonly string Key = "t" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mail));

    [Test]
    public async Task A_text_key_is_not_readable_in_a_URL_and_the_thumbnail_is_shown()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        TagIcon original = await new Tag { Name = Mail }.Icon.FromBlobAsync(site.World.Db, Pictures.Jpeg(200, 100), store: site.World.Store);
        string url = site.Urls.Of(original, 50).OriginalString;
        Assert.That(Readable(url), Does.Not.Contain("ada").And.Not.Contain("example"));
        Assert.That(site.Urls.Of(original, 50).OriginalString, Is.EqualTo(url), "caches find it again");
        Assert.That(await site.Client.GetByteArrayAsync(url), Is.Not.Empty);

        string key = url.Split('/')[3];
        foreach (string forged in new[] { key[..^1] + (key[^1] == 'A' ? 'Q' : 'A'), "~", "~AAAA", "~" + new string('A', 60), "~%%%" })
        {
            using HttpResponseMessage response = await site.Client.GetAsync(url.Replace(key, forged));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), forged);
        }

        Assert.That(await site.Client.GetByteArrayAsync(url.Replace(key, Key)), Is.Not.Empty, "a URL of version 0.1");
    }

    [Test]
    public void A_key_is_read_by_the_secrets_that_may_have_written_it_and_for_its_type_alone()
    {
        string older = new('o', 32), newer = new('n', 32);
        string written = new SetKeyCipher([older]).Write("user-picture", Key);
        Assert.That(new SetKeyCipher([newer, older]).Read("user-picture", written), Is.EqualTo(Key));
        Assert.That(new SetKeyCipher([newer]).Read("user-picture", written), Is.Null);
        Assert.That(new SetKeyCipher([older]).Read("post-photo", written), Is.Null);
        Assert.That(new SetKeyCipher([newer, older]).Write("user-picture", Key), Is.Not.EqualTo(written));
        Assert.That(new SetKeyCipher([older]).Write("post-photo", Key), Is.Not.EqualTo(written), "equal keys of two types can't be matched");
    }

    [TestCase("n42")]
    [TestCase("g0123456789abcdef0123456789abcdef")]
    [TestCase("n42~b1")]
    public void A_key_without_text_stays_readable(string key) => Assert.That(new SetKeyCipher([ThumbnailSite.Secret]).Write("user-picture", key), Is.EqualTo(key));

    [Test]
    public void A_text_in_a_key_of_several_columns_is_encrypted_as_well() =>
        Assert.That(new SetKeyCipher([ThumbnailSite.Secret]).Write("user-picture", "n42~" + Key), Does.StartWith("~").And.Not.Contain(Key));

    // The URL, and whatever its parts are in base64.
    private static string Readable(string url) => url + string.Concat(url.Split('/', '?', '~').SelectMany(part => Enumerable.Range(0, part.Length).Select(start => part[start..]))
        .Where(part => Base64Url.IsValid(part)).Select(part => Encoding.Latin1.GetString(Base64Url.DecodeFromChars(part))));
}
