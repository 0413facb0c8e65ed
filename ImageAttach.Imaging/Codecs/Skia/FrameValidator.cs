using ImageAttach.Imaging.Containers;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Decodes every frame of an animation, to find what is broken.</summary>
internal static class FrameValidator
{
    /// <exception cref="ImageFormatException">A frame can't be decoded.</exception>
    public static void Run(ReadOnlyMemory<byte> file, ContainerFacts facts, CancellationToken cancellationToken)
    {
        using SKData data = SKData.CreateCopy(file.Span);
        using SKCodec codec = SKCodec.Create(data) ?? throw Refusal.Broken(facts.MimeType, "its frames can't be read");
        SKCodecFrameInfo[] frames = codec.FrameInfo;
        // Skia passes over a last frame that is cut short before its first pixel.
        if (frames.Length < facts.Frames && facts.Frames > 1)
            throw Refusal.Broken(facts.MimeType, "its last frame is cut short");
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
                throw Refusal.Broken(facts.MimeType, $"its frame {i + 1} of {frames.Length} can't be decoded");
        }
    }
}
