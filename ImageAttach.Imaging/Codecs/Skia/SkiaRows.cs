using System.Runtime.InteropServices;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Decodes with Skia, and emits rows from top to bottom.</summary>
internal static class SkiaRows
{
    // Enough for Skia not to be called for each row, few enough to stay in the processor's cache.
    private const int RowsPerBatch = 16;

    // What stands for missing pixels of an opaque image, as in libjpeg.
    private const uint Gray = 0xFF808080;

    /// <summary>What is done with each row of pixels of four bytes.</summary>
    internal delegate void PixelRowCallback(ReadOnlySpan<byte> row);

    /// <summary>Decodes the image, or the first frame of it.</summary>
    /// <exception cref="ImageFormatException">The pixels are broken, or some are missing.</exception>
    public static void Decode(SKCodec codec, DecodePlan plan, string mimeType, PixelRowCallback onRow)
    {
        // Skia says top-down of an icon, although the bitmaps in icons are stored bottom-up.
        bool canStream = mimeType != MediaType.Ico && !plan.AllowDamaged
            && codec.ScanlineOrder == SKCodecScanlineOrder.TopDown
            && codec.StartScanlineDecode(plan.Info) == SKCodecResult.Success;
        if (canStream)
            Stream(codec, plan, mimeType, onRow);
        else
            DecodeWhole(codec, plan, mimeType, onRow);
    }

    private static void Stream(SKCodec codec, DecodePlan plan, string mimeType, PixelRowCallback onRow)
    {
        using NativeBuffer buffer = new(plan.BytesFor(RowsPerBatch));
        for (int done = 0; done < plan.Info.Height;)
        {
            int rows = Math.Min(RowsPerBatch, plan.Info.Height - done);
            if (codec.GetScanlines(buffer.Pointer, rows, plan.Info.RowBytes) != rows)
                throw Refusal.Broken(mimeType, "some of its pixels are missing");
            EmitRows(buffer, plan.Info, rows, onRow);
            done += rows;
        }
    }

    // WebP, GIF and PNG decode only as a whole in Skia, and most bitmaps come bottom up.
    private static void DecodeWhole(SKCodec codec, DecodePlan plan, string mimeType, PixelRowCallback onRow)
    {
        using NativeBuffer buffer = new(plan.BytesFor(plan.Info.Height));
        // With alpha, what is missing is transparent, even in an opaque image.
        SKImageInfo info = plan.AllowDamaged ? plan.Info.WithAlphaType(SKAlphaType.Premul) : plan.Info;
        SKCodecResult result = codec.GetPixels(info, buffer.Pointer, info.RowBytes, SKCodecOptions.Default);
        bool isPartial = result is SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput;
        if (isPartial && plan.AllowDamaged)
        {
            EmitDamagedRows(buffer, plan.Info, onRow);
            return;
        }

        if (result == SKCodecResult.IncompleteInput)
            throw Refusal.Broken(mimeType, "some of its pixels are missing");
        if (result != SKCodecResult.Success)
            throw Refusal.Broken(mimeType, $"its pixels can't be decoded ({result})");
        EmitRows(buffer, plan.Info, plan.Info.Height, onRow);
    }

    private static void EmitDamagedRows(NativeBuffer buffer, SKImageInfo info, PixelRowCallback onRow)
    {
        uint[] row = new uint[info.Width];
        for (int y = 0; y < info.Height; y++)
        {
            MemoryMarshal.Cast<byte, uint>(buffer.Slice((long)y * info.RowBytes, info.RowBytes)).CopyTo(row);
            if (info.IsOpaque)
                row.AsSpan().Replace(0u, Gray);
            onRow(MemoryMarshal.AsBytes<uint>(row));
        }
    }

    private static void EmitRows(NativeBuffer buffer, SKImageInfo info, int rows, PixelRowCallback onRow)
    {
        for (int i = 0; i < rows; i++)
            onRow(buffer.Slice((long)i * info.RowBytes, info.RowBytes));
    }
}
