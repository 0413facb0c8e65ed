using System.Diagnostics;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class MutationTests
{
    private const int Mutations = 2000;

    private static readonly ImageLimits Small = new() { MaxPixels = 1_000_000 };

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void ATT_16_Whatever_is_wrong_with_a_file_only_our_exceptions_come_out(string mimeType)
    {
        var random = new Random(20);
        var originals = Enumerable.Range(0, 4).Select(i => Original(mimeType, i)).ToArray();
        var (slowest, whole) = (TimeSpan.Zero, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var mutation = Mutation.Of(originals[i % originals.Length], random);
            if (mimeType == MediaType.Png && i % 2 == 0)
                mutation = PngParts.WithChecksums(mutation);
            var started = Stopwatch.GetTimestamp();
            whole += Survives(mutation, $"Mutation {i} of {mimeType}") ? 1 : 0;
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        TestContext.Out.WriteLine($"{mimeType}: {whole} of {Mutations} still gave a thumbnail; the slowest took {slowest.TotalMilliseconds:F0} ms");
        Assert.That(slowest, Is.LessThan(TimeSpan.FromMinutes(2)), "on a machine that does much else");
    }

    private static byte[] Original(string mimeType, int seed) => (mimeType, seed) switch
    {
        (MediaType.Jpeg, 1) => Pictures.Jpeg(40, 30, seed, orientation: 6),
        (MediaType.Jpeg, 2) => JpegParts.Lossless(40, 30),
        (MediaType.Jpeg, 3) => Pictures.Profiled(SKEncodedImageFormat.Jpeg, 40, 30, seed),
        (MediaType.Png, 2) => Pictures.Profiled(SKEncodedImageFormat.Png, 24, 18, seed),
        (MediaType.Png, 1) => Pictures.Png(24, 18, seed, orientation: 5),
        (MediaType.WebP, 1) => Pictures.WebP(40, 30, seed, orientation: 8),
        (MediaType.WebP, 2) => WebPParts.Animation(Pictures.WebP(20, 15, seed), 20, 15, frames: 3),
        _ => Pictures.Of(mimeType, 24 + seed, 18, seed),
    };

    private static bool Survives(byte[] file, string what)
    {
        try
        {
            var size = Codec.ReadHeader(file, Small).Size;
            Codec.MakeThumbnail(file, Math.Max(1, size.Width / 5), Math.Max(1, size.Height / 5));
            return true;
        }
        catch (Exception e) when (e is ImageFormatException or ImageLimitException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new AssertionException($"{what} threw {e}", e);
        }
    }
}
