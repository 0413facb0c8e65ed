using ImageAttach.Imaging.Formats;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>Decodes all there is of a file, to see whether that goes well.</summary>
internal static class FullDecode
{
    /// <exception cref="ImageFormatException">Some of it can't be decoded.</exception>
    public static void Check(byte[] file, ImageHeader header, CancellationToken cancellationToken)
    {
        SkiaCodec.Instance.MakeThumbnails(file, [new ThumbnailRecipe(new ImageSize(1, 1))], cancellationToken);
        if (ImageCodecs.For(header.MimeType) is null)
            CheckFrames(file, header.MimeType, cancellationToken);
    }

    // The first frame was decoded for the thumbnail.
    private static void CheckFrames(byte[] file, string mimeType, CancellationToken cancellationToken)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw Refusal.Broken(mimeType, "its frames can't be read");
        var frames = codec.FrameInfo;
        if (frames.Length < 2)
            return;
        var plan = new DecodePlan(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul), codec.Info.Width);
        using var buffer = new NativeBuffer(plan.BytesFor(plan.Info.Height));
        for (var i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A frame drawn over the one before finds it in the buffer; over an earlier one, Skia decodes that again.
            var prior = frames[i].RequiredFrame == i - 1 ? i - 1 : -1;
            var result = codec.GetPixels(plan.Info, buffer.Pointer, plan.Info.RowBytes, new SKCodecOptions(i, prior));
            if (result != SKCodecResult.Success || !frames[i].FullyRecieved)
                throw Refusal.Broken(mimeType, $"its frame {i + 1} of {frames.Length} can't be decoded");
        }
    }
}
