using System.Buffers;
using System.Runtime.InteropServices;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging;

/// <summary>Pixels side by side, in rows from top to bottom, as Skia has them. In memory of the shared pool: see <see cref="PooledBytes"/>.</summary>
internal sealed class Raster : IDisposable
{
    private uint[]? _pixels;

    /// <summary>A raster with whatever was in its memory before.</summary>
    /// <param name="size">Width and height.</param>
    public Raster(ImageSize size)
    {
        Size = size;
        _pixels = ArrayPool<uint>.Shared.Rent(checked((int)size.Pixels));
    }

    public ImageSize Size { get; }

    /// <summary>Red, green, blue and alpha, a byte each in memory order, colors multiplied by alpha.</summary>
    public Span<uint> Pixels => _pixels.AsSpan(0, (int)Size.Pixels);

    /// <param name="image">Red, green, blue, and perhaps alpha.</param>
    public static Raster Of(PlanarImage image)
    {
        Raster raster = new(image.Size);
        Span<uint> pixels = raster.Pixels;
        (byte[] red, byte[] green, byte[] blue) = (image.Planes[0].Pixels, image.Planes[1].Pixels, image.Planes[2].Pixels);
        if (image.Kind != PixelKind.Rgba)
        {
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = red[i] | (uint)green[i] << 8 | (uint)blue[i] << 16 | 0xFF000000;
            return raster;
        }

        byte[] alpha = image.Planes[3].Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            // Kernels overshoot at edges. A color above its alpha would be no color at all once alpha is divided out.
            byte a = alpha[i];
            pixels[i] = Math.Min(red[i], a) | (uint)Math.Min(green[i], a) << 8 | (uint)Math.Min(blue[i], a) << 16 | (uint)a << 24;
        }

        return raster;
    }

    /// <summary>The same, in planes.</summary>
    public PlanarImage ToImage(PixelKind kind)
    {
        Plane[] planes = new Plane[kind == PixelKind.Rgba ? 4 : 3];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = new Plane(Size);
            PixelRow.ExtractChannel(MemoryMarshal.AsBytes(Pixels), i, planes[i].Pixels);
        }

        return new(kind, Size, planes);
    }

    public void Dispose()
    {
        if (_pixels is null)
            return;
        ArrayPool<uint>.Shared.Return(_pixels);
        _pixels = null;
    }
}
