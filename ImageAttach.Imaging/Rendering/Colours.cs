using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Brings pictures from one kind of planes to another.</summary>
internal static class Colours
{
    private const int AtOnce = 8;

    /// <summary>Red, green and blue of a picture whose planes all have its size; one that has them stays as it is.</summary>
    public static Picture ToRgb(Picture picture)
    {
        switch (picture.Kind)
        {
            case PixelKind.Grey:
                return new(PixelKind.Rgb, picture.Size, [picture.Planes[0], picture.Planes[0], picture.Planes[0]]);
            case PixelKind.YCbCr:
                Plane[] rgb = [new(picture.Size), new(picture.Size), new(picture.Size)];
                FromYCbCr(picture.Planes, rgb);
                return new(PixelKind.Rgb, picture.Size, rgb);
            default:
                return picture;
        }
    }

    /// <summary>Brightness, and differences of colour with half the pixels on each axis; of a picture without alpha.</summary>
    public static Picture ToHalvedYCbCr(Picture rgb)
    {
        Plane[] whole = [new(rgb.Size), new(rgb.Size), new(rgb.Size)];
        FromRgb(rgb.Planes, whole);
        return new(PixelKind.YCbCr, rgb.Size, [whole[0], Halve(whole[1]), Halve(whole[2])]);
    }

    /// <summary>A colour seen through another that may be transparent.</summary>
    public static Colour Over(Colour behind, Colour colour)
    {
        return new(Mix(behind.Red, colour.Red), Mix(behind.Green, colour.Green), Mix(behind.Blue, colour.Blue));

        byte Mix(byte far, byte near) => (byte)((((255 - colour.Alpha) * far) + (colour.Alpha * near) + 127) / 255);
    }

    /// <summary>Puts a picture on a background.</summary>
    /// <returns>The picture; without alpha where the background has none.</returns>
    public static Picture Over(Picture rgba, Colour background)
    {
        if (rgba.Kind != PixelKind.Rgba)
            return rgba;
        Plane[] planes = [new(rgba.Size), new(rgba.Size), new(rgba.Size), new(rgba.Size)];
        byte[] alpha = rgba.Planes[3].Pixels;
        // All multiplied by alpha, as the picture is.
        int[] behind = [Premultiplied(background.Red, background.Alpha), Premultiplied(background.Green, background.Alpha), Premultiplied(background.Blue, background.Alpha), background.Alpha];
        for (int i = 0; i < planes.Length; i++)
        {
            (byte[]? from, byte[]? to) = (rgba.Planes[i].Pixels, planes[i].Pixels);
            for (int at = 0; at < to.Length; at++)
                to[at] = (byte)Math.Min(255, from[at] + (((behind[i] * (255 - alpha[at])) + 127) / 255));
        }

        return background.Alpha == 255 ? new(PixelKind.Rgb, rgba.Size, planes[..3]) : new(PixelKind.Rgba, rgba.Size, planes);
    }

    /// <summary>Puts a picture in the middle of a larger one of a colour.</summary>
    /// <param name="picture">The picture, with or without alpha.</param>
    /// <param name="size">The larger size.</param>
    /// <param name="colour">The colour around it.</param>
    public static Picture InTheMiddle(Picture picture, ImageSize size, Colour colour)
    {
        (int left, int top) = ((size.Width - picture.Size.Width) / 2, (size.Height - picture.Size.Height) / 2);
        bool hasAlpha = picture.Kind == PixelKind.Rgba || colour.Alpha < 255;
        byte[] around =
        [
            (byte)Premultiplied(colour.Red, colour.Alpha), (byte)Premultiplied(colour.Green, colour.Alpha),
            (byte)Premultiplied(colour.Blue, colour.Alpha), colour.Alpha,
        ];
        Plane[] planes = new Plane[hasAlpha ? 4 : 3];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = new Plane(size);
            planes[i].Pixels.AsSpan().Fill(around[i]);
            for (int y = 0; y < picture.Size.Height; y++)
            {
                Span<byte> row = planes[i].Row(top + y).Slice(left, picture.Size.Width);
                if (i < picture.Planes.Count)
                    picture.Planes[i].Row(y).CopyTo(row);
                else
                    row.Fill(255);
            }
        }

        return new(hasAlpha ? PixelKind.Rgba : PixelKind.Rgb, size, planes);
    }

    private static int Premultiplied(int part, int alpha) => ((part * alpha) + 127) / 255;

    private static void FromYCbCr(IReadOnlyList<Plane> from, Plane[] to)
    {
        ForEach(from, to, static (ref byte y, ref byte blue, ref byte red, ref byte r, ref byte g, ref byte b) =>
        {
            Vector256<float> brightness = Turning.ToNumbers(ref y) + Vector256.Create(0.5f);
            (Vector256<float> toBlue, Vector256<float> toRed) = (Turning.ToNumbers(ref blue) - Vector256.Create(128f), Turning.ToNumbers(ref red) - Vector256.Create(128f));
            Store(ref r, brightness + (toRed * Vector256.Create(1.402f)));
            Store(ref g, brightness - (toBlue * Vector256.Create(0.344136f)) - (toRed * Vector256.Create(0.714136f)));
            Store(ref b, brightness + (toBlue * Vector256.Create(1.772f)));
        });
    }

    private static void FromRgb(IReadOnlyList<Plane> from, Plane[] to)
    {
        ForEach(from, to, static (ref byte r, ref byte g, ref byte b, ref byte y, ref byte blue, ref byte red) =>
        {
            (Vector256<float> reds, Vector256<float> greens, Vector256<float> blues) = (Turning.ToNumbers(ref r), Turning.ToNumbers(ref g), Turning.ToNumbers(ref b));
            Vector256<float> brightness = (reds * Vector256.Create(0.299f)) + (greens * Vector256.Create(0.587f)) + (blues * Vector256.Create(0.114f));
            Store(ref y, brightness + Vector256.Create(0.5f));
            Store(ref blue, ((blues - brightness) * Vector256.Create(1 / 1.772f)) + Vector256.Create(128.5f));
            Store(ref red, ((reds - brightness) * Vector256.Create(1 / 1.402f)) + Vector256.Create(128.5f));
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
        for (; at + AtOnce <= length; at += AtOnce)
        {
            convert(
                ref Unsafe.Add(ref a, at), ref Unsafe.Add(ref b, at), ref Unsafe.Add(ref c, at),
                ref Unsafe.Add(ref toA, at), ref Unsafe.Add(ref toB, at), ref Unsafe.Add(ref toC, at));
        }

        // What is left, in eights with nothing behind it.
        Span<byte> last = stackalloc byte[6 * AtOnce];
        for (int i = 0; i < 3; i++)
            from[i].Pixels.AsSpan(at).CopyTo(last[(i * AtOnce)..]);
        convert(ref last[0], ref last[8], ref last[16], ref last[24], ref last[32], ref last[40]);
        for (int i = 0; i < 3; i++)
            last.Slice((3 + i) * AtOnce, length - at).CopyTo(to[i].Pixels.AsSpan(at));
    }

    private static void Store(ref byte pixel, Vector256<float> numbers) => Unsafe.WriteUnaligned(ref pixel, Turning.ToBytes(numbers));

    private static Plane Halve(Plane plane)
    {
        Plane half = new Plane(new ImageSize((plane.Size.Width + 1) / 2, (plane.Size.Height + 1) / 2));
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
