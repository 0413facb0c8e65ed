using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Vector;
using SkiaSharp;

namespace ImageAttach.Benchmarks.Fuzz;

/// <summary>Files that mutations are made of.</summary>
internal static class FuzzSeeds
{
    private const int Longest = 300_000;

    /// <summary>A few of every type, with orientations, animations and what else takes other paths.</summary>
    public static IEnumerable<byte[]> Made()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            yield return Pictures.Jpeg(60 + seed, 40, seed, orientation: seed % 9);
            yield return Pictures.Profiled(seed % 2 == 0 ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, 60 + seed, 40, seed);
            yield return JpegParts.Lossless(40, 30 + seed, components: seed % 2 == 0 ? 1 : 3);
            yield return Pictures.Png(48 + seed, 36, seed, orientation: seed % 9, exifBehindPixels: seed % 2 == 0);
            yield return Pictures.WebP(60 + seed, 40, seed, orientation: seed % 9);
            yield return WebPParts.Animation(Pictures.WebP(20, 15, seed), 20, 15, frames: 3);
            yield return Pictures.Gif(40 + seed, 30, seed, frames: 1 + (seed % 3));
            yield return Pictures.Bmp(40 + seed, 30, seed);
            yield return Pictures.Ico(40 + seed, 30, seed);
            yield return Drawings.Svg(seed: seed);
            yield return Drawings.Svg("width='60' height='40'", "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient><filter id='f'><feGaussianBlur stdDeviation='2'/></filter><clipPath id='c'><circle cx='30' cy='20' r='15'/></clipPath></defs><g clip-path='url(#c)' filter='url(#f)'><rect width='60' height='40' fill='url(#g)'/><path d='M0 0 C 20 40 40 0 60 40 Z' stroke='#000'/></g><text x='5' y='30' font-size='12'>text</text>");
            yield return Drawings.Pdf(pages: 1 + seed, seed: seed);
            yield return Drawings.PdfPage("/MediaBox [0 0 200 100] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", "BT /F 12 Tf 20 20 Td (text) Tj ET 1 0 0 rg 0 0 50 50 re f");
        }
    }

    /// <summary>The files in some folders, but for very long ones.</summary>
    public static IEnumerable<byte[]> In(string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Where(file => new FileInfo(file).Length is > 0 and <= Longest)
        .Select(File.ReadAllBytes)
        .Where(file => ImageAttach.Imaging.FileSignature.TypeOf(file) is not null);
}
