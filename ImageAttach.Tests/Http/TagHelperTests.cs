using System.Text.Encodings.Web;
using ImageAttach.AspNetCore;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>The element that shows an attached picture.</summary>
internal sealed class TagHelperTests
{
    private ShopWorld _world = null!;
    private User _user = null!;
    private UserPicture _original = null!;

    [SetUp]
    public async Task AttachAsync()
    {
        _world = await ShopWorld.OpenAsync();
        _user = new() { Id = 7 };
        _original = await _user.Picture.FromBlobAsync(_world.Db, Pictures.Jpeg(400, 300), store: _world.Store);
    }

    [TearDown]
    public async Task ClearAsync() => await _world.DisposeAsync();

    [Test]
    public async Task Thumbnails_that_are_made_are_shown_in_the_width_that_the_browser_needs()
    {
        UserPicture[] made = await _user.Picture.GenerateThumbnailsAsync(_world.Db, [100, 200], store: _world.Store);
        string At(UserPicture image) => image.Locate(_world.Store).AbsoluteUri;
        Assert.That(Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 100 }), Is.EqualTo(
            $"""<img src="{At(made[0])}" srcset="{At(made[0])} 100w, {At(made[1])} 200w" sizes="100px" width="100" height="75" loading="lazy" decoding="async">"""));
    }

    [Test]
    public void Without_thumbnails_the_original_is_shown_only_on_request()
    {
        Assert.That(Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 150 }), Is.Empty);
        Assert.That(Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 150, Placeholder = "/none.svg" }), Is.EqualTo("""<img src="/none.svg" width="150">"""));
        Assert.That(Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 150, OriginalFallback = true, Placeholder = "/none.svg" }), Is.EqualTo(
            $"""<img src="{_original.Locate(_world.Store).AbsoluteUri}" width="150" height="113" loading="lazy" decoding="async">"""));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_original_smaller_than_its_thumbnails_is_shown_by_the_narrowest_of_them(bool onDemand)
    {
        User small = new() { Id = 8 };
        UserPicture original = await small.Picture.FromBlobAsync(_world.Db, Pictures.Jpeg(40, 30), store: _world.Store);
        UserPicture[] made = onDemand ? [] : await small.Picture.GenerateThumbnailsAsync(_world.Db, [100, 200], store: _world.Store);
        ThumbnailUrls urls = new(new() { SigningKeys = { ThumbnailSite.Secret }, Widths = { 100, 200 } }, TimeProvider.System);
        urls.ShowAt("/thumbs");
        using IDisposable? request = onDemand ? BeginRequest(urls, "") : null;
        string url = onDemand ? urls.Of(original, 100).OriginalString : made[0].Locate(_world.Store).AbsoluteUri;
        Assert.That(Shown(new() { Attachment = small.Picture, ThumbnailWidth = 150 }), Is.EqualTo($"""<img src="{url}" width="150" height="113" loading="lazy" decoding="async">"""));
    }

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public async Task A_document_is_never_shown_in_place_of_its_thumbnail(string mimeType)
    {
        await _world.Db.CreateImageTableAsync<MemberPicture>();
        Member member = new() { Id = 7 };
        MemberPicture original = await member.Picture.FromBlobAsync(_world.Db, Pictures.Jpeg(400, 300), store: _world.Store);
        original.MimeType = mimeType;
        Assert.That(Shown(new() { Attachment = member.Picture, ThumbnailWidth = 100 }), Is.Empty);
        Assert.That(Shown(new() { Attachment = member.Picture, Thumbnail = "avatar" }), Is.Empty);
    }

    [Test]
    public async Task A_blur_is_shown_until_the_picture_has_come()
    {
        await _world.Db.CreateImageTableAsync<ArticleCover>();
        Article article = new() { Id = 7 };
        ArticleCover cover = await article.Cover.FromBlobAsync(_world.Db, Pictures.Jpeg(400, 300), store: _world.Store);
        ThumbHash blur = ThumbHash.Parse(cover.Blur!);
        string shown = Shown(new() { Attachment = article.Cover, Blur = true });
        Assert.That(shown, Does.Contain($"style=\"{HtmlEncoder.Default.Encode($"background:{blur.AverageColor} url({blur.ToDataUri()}) center/cover no-repeat")}\""));
        Assert.That(Shown(new() { Attachment = article.Cover }), Does.Not.Contain("style"));
        Assert.That(Shown(new() { Attachment = _user.Picture, Blur = true }), Does.Not.Contain("style"), "has none");
    }

    [Test]
    public void Without_a_width_the_original_is_shown_in_its_own() =>
        Assert.That(Shown(new() { Attachment = _user.Picture }), Does.Contain("width=\"400\" height=\"300\"").And.Not.Contain("srcset"));

    [Test]
    public void Thumbnails_on_demand_have_signed_addresses_and_none_is_wider_than_the_original()
    {
        ThumbnailUrlOptions options = new() { SigningKeys = { ThumbnailSite.Secret }, Widths = { 100, 200, 1000 } };
        ThumbnailUrls urls = new(options, TimeProvider.System);
        urls.ShowAt("/thumbs");
        using IDisposable request = BeginRequest(urls, "/shop");
        string shown = Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 150 });
        Assert.That(shown, Does.Contain($"src=\"/shop{urls.Of(_original, 200)}\"").And.Contain($"/shop{urls.Of(_original, 100)} 100w").And.Not.Contain("400w").And.Not.Contain("1000"));
    }

    [Test]
    public async Task A_declared_thumbnail_is_shown_by_its_name_in_its_own_size()
    {
        await _world.Db.CreateImageTableAsync<MemberPicture>();
        Member member = new() { Id = 7 };
        MemberPicture original = await member.Picture.FromBlobAsync(_world.Db, Pictures.Jpeg(400, 300), store: _world.Store);
        string Element(Uri address, string size) =>
            $"""<img src="{(address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString)}" {size} loading="lazy" decoding="async">""";

        Assert.That(Shown(new() { Attachment = member.Picture, Thumbnail = "avatar" }), Is.Empty, "missing");
        Assert.That(Shown(new() { Attachment = member.Picture, Thumbnail = "avatar", Placeholder = "/none.svg" }), Is.EqualTo("""<img src="/none.svg">"""), "missing");
        Assert.That(
            Shown(new() { Attachment = member.Picture, Thumbnail = "avatar", OriginalFallback = true }), Is.EqualTo(Element(original.Locate(_world.Store), "width=\"400\" height=\"300\"")), "on request");
        ThumbnailUrlOptions options = new() { SigningKeys = { ThumbnailSite.Secret } };
        NamedThumbnailTests.AddMembers(options);
        ThumbnailUrls urls = new(options, TimeProvider.System);
        urls.ShowAt("/thumbs");
        using IDisposable request = BeginRequest(urls, "");
        Assert.That(Shown(new() { Attachment = member.Picture, Thumbnail = "avatar" }), Is.EqualTo(Element(urls.Of(original, "avatar"), "width=\"60\" height=\"60\"")), "on demand");
        MemberPicture made = await member.Picture.Avatar.GenerateAsync(_world.Db, _world.Store);
        Assert.That(Shown(new() { Attachment = member.Picture, Thumbnail = "avatar" }), Is.EqualTo(Element(made.Locate(_world.Store), "width=\"60\" height=\"60\"")), "made");
        Assert.That(() => Shown(new() { Attachment = member.Picture, Thumbnail = "nothing" }), Throws.ArgumentException.With.Message.Contains("avatar, padded-avatar, list-item"));
        Assert.That(() => Shown(new() { Attachment = member.Picture, Thumbnail = "avatar", ThumbnailWidth = 60 }), Throws.ArgumentException.With.Message.Contains("not both"));
    }

    [Test]
    public void What_the_author_says_stays()
    {
        TagHelperAttribute[] said = [new("sizes", "50vw"), new("loading", "eager"), new("width", "10"), new("alt", "Ada")];
        string shown = Shown(new() { Attachment = _user.Picture, ThumbnailWidth = 100, OriginalFallback = true }, said);
        Assert.That(shown, Does.Contain("sizes=\"50vw\" loading=\"eager\" width=\"10\" alt=\"Ada\"").And.Not.Contain("height").And.Not.Contain("lazy"));
    }

    [Test]
    public async Task Addresses_are_encoded()
    {
        MemoryStore odd = new(new Uri("https://images.example.com/a'b&c/"));
        await _user.Picture.FromBlobAsync(_world.Db, Pictures.Jpeg(40, 30), store: odd);
        using (StoreContext.Use(odd))
            Assert.That(Run(new() { Attachment = _user.Picture }), Does.Contain("a&#x27;b&amp;c/").Or.Contain("a%27b&amp;c/"));
        string shown = Shown(new() { Attachment = new User { Id = 8 }.Picture, Placeholder = "\"><script>" }, load: true);
        Assert.That(shown, Does.Not.Contain("<script>"));
    }

    [Test]
    public void Where_nothing_is_attached_there_is_the_placeholder_or_no_element()
    {
        Assert.That(Shown(new() { Attachment = new User { Id = 8 }.Picture }, load: true), Is.Empty);
        Assert.That(
            Shown(new() { Attachment = new User { Id = 8 }.Picture, ThumbnailWidth = 50, Placeholder = "/nobody.svg" }, load: true), Is.EqualTo("""<img src="/nobody.svg" width="50">"""));
    }

    [Test]
    public void Images_that_are_not_loaded_and_many_sets_are_told()
    {
        Assert.That(() => Shown(new() { Attachment = new User { Id = 7 }.Picture }), Throws.InvalidOperationException.With.Message.Contains("aren't loaded"));
        Assert.That(() => Shown(new() { Attachment = new Post { Id = 7 }.Photos }), Throws.InvalidOperationException.With.Message.Contains("GetImageSet"));
    }

    [Test]
    public void AsHtmlContent_is_written_as_it_is()
    {
        using StringWriter page = new();
        using IDisposable context = StoreContext.Use(_world.Store);
        _user.Picture.AsHtmlContent().WriteTo(page, HtmlEncoder.Default);
        _original.AsHtmlContent().WriteTo(page, HtmlEncoder.Default);
        Assert.That(page.ToString(), Is.EqualTo(_original.ToHtml() + _original.ToHtml()));
    }

    [Test]
    public void AsHtmlContent_takes_the_store_that_it_is_given()
    {
        MemoryStore other = new(new Uri("https://other.example.com/"));
        using StringWriter page = new();
        _user.Picture.AsHtmlContent(other).WriteTo(page, HtmlEncoder.Default);
        _original.AsHtmlContent(other).WriteTo(page, HtmlEncoder.Default);
        Assert.That(page.ToString(), Is.EqualTo(_original.ToHtml(other) + _original.ToHtml(other)).And.Contain("https://other.example.com/"));
    }

    private IDisposable BeginRequest(ThumbnailUrls urls, string pathBase)
    {
        urls.BeginRequest(pathBase);
        return new ImageAttachSettings { Store = _world.Store, Services = new ServiceCollection().AddSingleton(urls).BuildServiceProvider() }.Use();
    }

    private string Shown(AttachmentTagHelper helper, TagHelperAttribute[]? attributes = null, bool load = false)
    {
        if (load)
            ((ImageSet<UserPicture>)helper.Attachment!).LoadAsync(_world.Db).GetAwaiter().GetResult();
        using (StoreContext.Use(_world.Store))
            return Run(helper, attributes);
    }

    private static string Run(AttachmentTagHelper helper, TagHelperAttribute[]? attributes = null)
    {
        TagHelperOutput output = new("img", [.. attributes ?? []], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())) { TagMode = TagMode.StartTagOnly };
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);
        using StringWriter page = new();
        output.WriteTo(page, HtmlEncoder.Default);
        return page.ToString();
    }
}
