using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Decodes every frame of an animation, to find what is broken.</summary>
internal static class FrameValidator
{
    /// <exception cref="ImageFormatException">A frame can't be decoded.</exception>
    public static void Run(ReadOnlyMemory<byte> file, string mimeType, CancellationToken cancellationToken)
    {
        using SKData data = SKData.CreateCopy(file.Span);
        using SKCodec codec = SKCodec.Create(data) ?? throw Refusal.Broken(mimeType, "its frames can't be read");
        SKCodecFrameInfo[] frames = codec.FrameInfo;
        if (frames.Length < 2)
            return;
        DecodePlan plan = new(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul), codec.Info.Width);
        using NativeBuffer buffer = new(plan.BytesFor(plan.Info.Height));
        for (int i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A frame drawn over the one before finds it in the buffer; over an earlier one, Skia decodes that again.
            int prior = frames[i].RequiredFrame == i - 1 ? i - 1 : -1;
            SKCodecResult result = codec.GetPixels(plan.Info, buffer.Pointer, plan.Info.RowBytes, new SKCodecOptions(i, prior));
            if (result != SKCodecResult.Success || !frames[i].FullyRecieved)
                throw Refusal.Broken(mimeType, $"its frame {i + 1} of {frames.Length} can't be decoded");
        }
    }
}
