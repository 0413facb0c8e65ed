using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Converts images between RGB, YCbCr and gray.</summary>
internal static class ColorConversion
{
    private const int VectorLength = 8;

    /// <summary>Converts an image to RGB. An image that is RGB already, with or without alpha, is returned as it is.</summary>
    public static PlanarImage ToRgb(PlanarImage image)
    {
        switch (image.Kind)
        {
            case PixelKind.Gray:
                return new(PixelKind.Rgb, image.Size, [image.Planes[0], image.Planes[0], image.Planes[0]]);
            case PixelKind.YCbCr:
                Plane[] rgb = [new(image.Size), new(image.Size), new(image.Size)];
                FromYCbCr(image.Planes, rgb);
                return new(PixelKind.Rgb, image.Size, rgb);
            default:
                return image;
        }
    }

    /// <summary>Converts an image without alpha to YCbCr.</summary>
    /// <param name="rgb">The image.</param>
    /// <param name="subsamples">Whether chroma gets half the resolution on each axis (4:2:0).</param>
    public static PlanarImage ToYCbCr(PlanarImage rgb, bool subsamples)
    {
        Plane[] whole = [new(rgb.Size), new(rgb.Size), new(rgb.Size)];
        FromRgb(rgb.Planes, whole);
        return new(PixelKind.YCbCr, rgb.Size, subsamples ? [whole[0], Subsample(whole[1]), Subsample(whole[2])] : whole);
    }

    private static void FromYCbCr(IReadOnlyList<Plane> from, Plane[] to)
    {
        ForEach(from, to, static (ref byte y, ref byte cb, ref byte cr, ref byte r, ref byte g, ref byte b) =>
        {
            Vector256<float> luma = PixelVector.ToSingles(ref y) + Vector256.Create(0.5f);
            Vector256<float> blueDifference = PixelVector.ToSingles(ref cb) - Vector256.Create(128f);
            Vector256<float> redDifference = PixelVector.ToSingles(ref cr) - Vector256.Create(128f);
            Store(ref r, luma + (redDifference * Vector256.Create(1.402f)));
            Store(ref g, luma - (blueDifference * Vector256.Create(0.344136f)) - (redDifference * Vector256.Create(0.714136f)));
            Store(ref b, luma + (blueDifference * Vector256.Create(1.772f)));
        });
    }

    private static void FromRgb(IReadOnlyList<Plane> from, Plane[] to)
    {
        ForEach(from, to, static (ref byte r, ref byte g, ref byte b, ref byte y, ref byte cb, ref byte cr) =>
        {
            Vector256<float> red = PixelVector.ToSingles(ref r);
            Vector256<float> green = PixelVector.ToSingles(ref g);
            Vector256<float> blue = PixelVector.ToSingles(ref b);
            Vector256<float> luma = (red * Vector256.Create(0.299f)) + (green * Vector256.Create(0.587f)) + (blue * Vector256.Create(0.114f));
            Store(ref y, luma + Vector256.Create(0.5f));
            Store(ref cb, ((blue - luma) * Vector256.Create(1 / 1.772f)) + Vector256.Create(128.5f));
            Store(ref cr, ((red - luma) * Vector256.Create(1 / 1.402f)) + Vector256.Create(128.5f));
        });
    }

    private delegate void EightPixels(ref byte a, ref byte b, ref byte c, ref byte toA, ref byte toB, ref byte toC);

    private static void ForEach(IReadOnlyList<Plane> from, Plane[] to, EightPixels convert)
    {
        int length = to[0].Pixels.Length;
        if (from[1].Pixels.Length != length || from[2].Pixels.Length != length)
            throw new ArgumentException("The planes have different sizes.", nameof(from));
        ref byte a = ref MemoryMarshal.GetArrayDataReference(from[0].Pixels);
        ref byte b = ref MemoryMarshal.GetArrayDataReference(from[1].Pixels);
        ref byte c = ref MemoryMarshal.GetArrayDataReference(from[2].Pixels);
        ref byte toA = ref MemoryMarshal.GetArrayDataReference(to[0].Pixels);
        ref byte toB = ref MemoryMarshal.GetArrayDataReference(to[1].Pixels);
        ref byte toC = ref MemoryMarshal.GetArrayDataReference(to[2].Pixels);
        int at = 0;
        for (; at + VectorLength <= length; at += VectorLength)
        {
            convert(
                ref Unsafe.Add(ref a, at), ref Unsafe.Add(ref b, at), ref Unsafe.Add(ref c, at),
                ref Unsafe.Add(ref toA, at), ref Unsafe.Add(ref toB, at), ref Unsafe.Add(ref toC, at));
        }

        // The rest, copied to where eight pixels can be read.
        Span<byte> last = stackalloc byte[6 * VectorLength];
        for (int i = 0; i < 3; i++)
            from[i].Pixels.AsSpan(at).CopyTo(last[(i * VectorLength)..]);
        convert(ref last[0], ref last[8], ref last[16], ref last[24], ref last[32], ref last[40]);
        for (int i = 0; i < 3; i++)
            last.Slice((3 + i) * VectorLength, length - at).CopyTo(to[i].Pixels.AsSpan(at));
    }

    private static void Store(ref byte pixel, Vector256<float> numbers) => Unsafe.WriteUnaligned(ref pixel, PixelVector.ToBytes(numbers));

    private static Plane Subsample(Plane plane)
    {
        Plane half = new(new ImageSize((plane.Size.Width + 1) / 2, (plane.Size.Height + 1) / 2));
        for (int y = 0; y < half.Size.Height; y++)
        {
            Span<byte> upper = plane.Row(2 * y), lower = plane.Row(Math.Min((2 * y) + 1, plane.Size.Height - 1)), row = half.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                (int left, int right) = (2 * x, Math.Min((2 * x) + 1, upper.Length - 1));
                row[x] = (byte)((upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2);
            }
        }

        return half;
    }
}
