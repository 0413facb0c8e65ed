using ImageAttach.ImageSets;

namespace ImageAttach.Tests.Imaging;

internal sealed class DecodeFullyTests
{
    private static readonly ImageLimits Strict = new() { DecodeFully = true };

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void A_sound_file_is_accepted(string mimeType) =>
        Assert.That(async () => await TakeAsync(Pictures.Of(mimeType, 40, 30), Strict), Throws.Nothing);

    [Test]
    public void A_png_whose_pixels_are_cut_out_is_accepted_by_its_structure_and_refused_when_decoded()
    {
        byte[] broken = PngParts.WithPixelsCutOut(Pictures.Png(200, 150));

        Assert.That(async () => await TakeAsync(broken, ImageLimits.Default), Throws.Nothing);
        Assert.That(async () => await TakeAsync(broken, Strict), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void An_animation_is_decoded_to_its_last_frame()
    {
        byte[] sound = Pictures.Gif(40, 30, frames: 3);
        byte[] broken = [.. sound];
        broken.AsSpan(broken.Length - 40, 20).Fill(0xFE); // codes that mean nothing

        Assert.That(async () => await TakeAsync(sound, Strict), Throws.Nothing);
        Assert.That(async () => await TakeAsync(broken, Strict), Throws.TypeOf<ImageFormatException>().With.Message.Contains("3 of 3"));
    }

    [Test]
    public void Cancelling_stops_it() => Assert.That(
        async () => await TakeAsync(Pictures.Gif(40, 30, frames: 3), Strict, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    private static async Task TakeAsync(byte[] file, ImageLimits limits, CancellationToken cancellationToken = default)
    {
        using MemoryStream stream = new(file);
        await using BufferedUpload upload = await BufferedUpload.CreateAsync(stream, long.MaxValue, CancellationToken.None);
        await UploadValidator.ValidateAsync(upload, limits, cancellationToken);
    }
}
