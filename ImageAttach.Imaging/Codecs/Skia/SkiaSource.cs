using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Decodes with Skia: whatever it opens, in red, green, blue and alpha, converted to sRGB.</summary>
internal sealed class SkiaSource : IPixelSource
{
    private readonly SKCodec _codec;
    private readonly DecodePlan _plan;
    private readonly string _mimeType;

    public SkiaSource(SKCodec codec, DecodePlan plan, string mimeType)
    {
        (_codec, _plan, _mimeType) = (codec, plan, mimeType);
        Kind = plan.Info.IsOpaque ? PixelKind.Rgb : PixelKind.Rgba;
        PlaneShape shape = new(
            plan.Info.Width, plan.Info.Height, (double)plan.Info.Width / codec.Info.Width, (double)plan.Info.Height / codec.Info.Height);
        Planes = [.. Enumerable.Repeat(shape, Kind == PixelKind.Rgb ? 3 : 4)];
    }

    public PixelKind Kind { get; }

    public IReadOnlyList<PlaneShape> Planes { get; }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        byte[] plane = new byte[Planes[0].Width];
        SkiaRows.Decode(_codec, _plan, _mimeType, row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < Planes.Count; i++)
            {
                PixelRow.ExtractChannel(row, i, plane);
                onRow(i, plane);
            }
        });
        return true;
    }

    public void Dispose() => _codec.Dispose();
}
