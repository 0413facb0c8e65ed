using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>The engine alone, as a program without a database uses it.</summary>
public sealed class ImagingEngineTests
{
    private static readonly ImagingEngine Engine = new();

    [Test]
    public async Task Thumbnails_of_all_specifications_come_from_one_file()
    {
        ThumbnailSpec[] specs =
        [
            ThumbnailSpec.Create(width: 30),
            ThumbnailSpec.Create(ratio: 0.25),
            ThumbnailSpec.Create(20, 20, options: new() { Fit = Fit.Cover, Format = ThumbnailFormat.WebP }),
            ThumbnailSpec.Create(20, 20, options: new() { Fit = Fit.Contain }),
        ];
        using MemoryStream file = new(Pictures.Jpeg(80, 60));

        IReadOnlyList<EncodedImage> thumbnails = await Engine.MakeThumbnailsAsync(file, specs);

        Assert.That(thumbnails.Select(thumbnail => Engine.ReadHeader(thumbnail.Content)), Is.EqualTo(new ImageHeader[]
        {
            new(MediaType.Jpeg, new(30, 23)),
            new(MediaType.Jpeg, new(20, 15)),
            new(MediaType.WebP, new(20, 20)),
            new(MediaType.Jpeg, new(20, 15)),
        }));
    }

    [Test]
    public void The_limits_of_the_options_hold_where_none_are_given()
    {
        ImagingEngine engine = new(new ImagingOptions { Limits = new() { MaxPixels = 100 } });
        byte[] file = Pictures.Png(20, 20);
        Assert.Multiple(() =>
        {
            Assert.That(() => engine.ReadHeader(file), Throws.TypeOf<ImageLimitException>());
            Assert.That(() => engine.MakeThumbnailsAsync(new MemoryStream(file), [ThumbnailSpec.Create(width: 5)]), Throws.TypeOf<ImageLimitException>());
            Assert.That(engine.ReadHeader(new MemoryStream(file), ImageLimits.Unrestricted).Size, Is.EqualTo(new ImageSize(20, 20)));
            Assert.That(() => engine.ReadHeader(ReadOnlyMemory<byte>.Empty), Throws.TypeOf<ImageFormatException>().With.Message.Contains("empty"));
        });
    }

    [Test]
    public void Engines_with_different_codecs_live_side_by_side()
    {
        ImagingEngine tiff = new(new ImagingOptions { Codecs = [new FlatCodec()] });
        Assert.Multiple(() =>
        {
            Assert.That(tiff.MediaTypes, Does.Contain("image/tiff"));
            Assert.That(tiff.ReadHeader(FlatCodec.File).Size, Is.EqualTo(FlatCodec.Size));
            Assert.That(() => tiff.CheckType("image/tiff"), Throws.Nothing);
            Assert.That(() => Engine.CheckType("image/tiff"), Throws.TypeOf<ImageFormatException>());
            Assert.That(() => Engine.ReadHeader(FlatCodec.File), Throws.TypeOf<ImageFormatException>().With.Message.Contains("ImagingOptions.Codecs"));
        });
    }

    [Test]
    public void Of_two_codecs_for_a_type_the_later_one_reads_it()
    {
        FlatCodec first = new(), second = new();
        ImagingEngine engine = new(new ImagingOptions { Codecs = [first, second] });
        engine.MakeThumbnails(FlatCodec.File, [ThumbnailSpec.Create(width: 30)]);
        Assert.That((first.RequestedSize, second.RequestedSize), Is.EqualTo(((ImageSize?)null, (ImageSize?)new ImageSize(30, 20))));
    }

    [Test]
    public void An_image_decodes_to_a_small_one_upright()
    {
        DecodedImage decoded = Engine.Decode(Pictures.Jpeg(80, 40, orientation: 6), maxSide: 20);
        Assert.Multiple(() =>
        {
            Assert.That(decoded.Size, Is.EqualTo(new ImageSize(10, 20)));
            Assert.That(decoded.Pixels.Length, Is.EqualTo(decoded.Size.Pixels * 4));
            Assert.That(decoded.IsOpaque);
            Assert.That(() => Engine.Decode(Pictures.Jpeg(8, 4), maxSide: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void A_placeholder_has_the_images_color()
    {
        using SKBitmap red = new(30, 30);
        red.Erase(SKColors.Red);
        ThumbHash placeholder = Engine.CreatePlaceholder(Pictures.Encode(red, SKEncodedImageFormat.Png, 100));
        Assert.That(placeholder.AverageColor, Does.Match("^#f[d-f]0[0-2]0[0-2]$"));
    }

    [Test]
    public void Pixels_that_are_broken_are_found()
    {
        byte[] png = Pictures.Png(64, 64);
        Engine.CheckPixels(png);
        byte[] broken = PngParts.WithChecksums([.. png[..(png.Length / 2)], .. new byte[20], .. png[((png.Length / 2) + 20)..]]);
        Assert.That(() => Engine.CheckPixels(broken), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void Metadata_is_removed_without_a_copy_or_to_one()
    {
        byte[] file = Pictures.Jpeg(40, 30, orientation: 6);
        using MemoryStream image = new(file), copy = new();
        ImageHeader header = Engine.ReadHeader(image);
        Engine.RemoveMetadata(image, copy);
        image.Position = 0;
        using Stream view = Engine.OpenWithoutMetadata(image, header);
        byte[] viewed = new byte[view.Length];
        view.ReadExactly(viewed);
        Assert.Multiple(() =>
        {
            Assert.That(viewed, Is.EqualTo(copy.ToArray()));
            Assert.That(Engine.ReadHeader(viewed), Is.EqualTo(header));
        });
    }

    [TestCase(1, 30)]
    [TestCase(29, 1)]
    public void Metadata_is_not_removed_if_the_image_were_another_then(int width, int height) => Assert.That(
        () => Engine.OpenWithoutMetadata(new MemoryStream(Pictures.Jpeg(40, 30)), new ImageHeader(MediaType.Jpeg, new(width, height))),
        Throws.TypeOf<ImageFormatException>());

    [Test]
    public void A_file_too_long_is_refused_by_its_length() => Assert.Multiple(() =>
    {
        Assert.That(() => new ImageLimits { MaxBytes = 5 }.CheckBytes(5), Throws.Nothing);
        Assert.That(() => new ImageLimits { MaxBytes = 5 }.CheckBytes(6), Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxBytes"));
        Assert.That(() => ImageLimits.CheckBytes(5, maxBytes: 5), Throws.Nothing);
        Assert.That(() => ImageLimits.CheckBytes(6, maxBytes: 5), Throws.TypeOf<ImageLimitException>().With.Message.Contains("6 bytes"));
    });

    [Test]
    public void A_type_is_found_by_first_bytes_and_by_extension() => Assert.Multiple(() =>
    {
        Assert.That(FileSignature.TypeOf(Pictures.Gif(8, 8).AsSpan(0, 16)), Is.EqualTo(MediaType.Gif));
        Assert.That(FileSignature.TypeOf(new byte[FileSignature.MaxLength]), Is.Null);
        Assert.That(MediaType.FromExtension(".jpe"), Is.EqualTo(MediaType.Jpeg));
        Assert.That(MediaType.FromExtension(".txt"), Is.Null);
    });

    [Test]
    public async Task Engines_that_share_a_limit_wait_for_each_other()
    {
        ImagingConcurrency one = new(maxParallel: 1);
        ImagingEngine first = new(new ImagingOptions { Concurrency = one }), second = new(new ImagingOptions { Concurrency = one });
        TaskCompletionSource<int> release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<int> running = first.Options.Concurrency.RunAsync(() => release.Task);
        Task<IReadOnlyList<EncodedImage>> waiting = second.MakeThumbnailsAsync(new MemoryStream(Pictures.Png(8, 8)), [ThumbnailSpec.Create(width: 4)]);
        Assert.That((one.MaxParallel, one.WaitingCount, waiting.IsCompleted), Is.EqualTo((1, 1, false)));
        release.SetResult(1);

        Assert.That(await running, Is.EqualTo(1));
        Assert.That(await waiting, Has.Count.EqualTo(1));
    }

    [Test]
    public void None_at_all_is_refused() => Assert.That(() => new ImagingConcurrency(0), Throws.TypeOf<ArgumentOutOfRangeException>());
}
