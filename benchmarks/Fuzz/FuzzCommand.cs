using System.Diagnostics;
using ImageAttach.ImageSets;
using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Vector;
using ImageAttach.Vector;

namespace ImageAttach.Benchmarks.Fuzz;

/// <summary>Attaches and scales broken files by the ten thousand, in one process, and tells how that went.</summary>
internal static class FuzzCommand
{
    private const int Seed = 20;
    private const int Mutations = 50_000;
    private const int ReportEvery = 5_000;

    private static readonly ImageLimits Limits = new() { MaxPixels = 4_000_000, MaxFrames = 100 };
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <param name="folders">Folders with files to begin from, besides those that are made on the spot.</param>
    /// <returns>0 when nothing crashed, hung or grew.</returns>
    public static async Task<int> RunAsync(string[] folders)
    {
        VectorOptions options = new() { MaxMemory = 128L << 20, MaxTime = TimeSpan.FromSeconds(1) };
        using IDisposable context = new ImageAttachSettings { Codecs = [new SvgCodec(options), new PdfCodec(options)] }.Use();
        List<byte[]> seeds = [.. FuzzSeeds.Made(), .. FuzzSeeds.In(folders)];
        Console.WriteLine($"{seeds.Count} files to begin from, {Mutations} mutations, seed {Seed}");

        // Once a process the sandbox's programs are compiled, which takes seconds.
        await TryAsync(Drawings.Svg(), new FuzzTally());
        await TryAsync(Drawings.Pdf(), new FuzzTally());
        FuzzTally tally = new();
        foreach (byte[] seed in seeds)
            await TryAsync(seed, tally);
        tally.Report("the files themselves");
        Random random = new(Seed);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutation = Mutation.Of(seeds[random.Next(seeds.Count)], random);
            // With its checksums put right, damage reaches a PNG decoder's inside.
            await TryAsync(i % 2 == 0 && mutation is [0x89, (byte)'P', ..] ? PngParts.WithChecksums(mutation) : mutation, tally);
            if ((i + 1) % ReportEvery == 0)
                tally.Report($"{i + 1} mutations");
        }

        return tally.Crashes == 0 && tally.Slowest <= Longest ? 0 : 1;
    }

    private static async Task TryAsync(byte[] file, FuzzTally tally)
    {
        long started = Stopwatch.GetTimestamp();
        string kind = ImageAttach.Imaging.FileSignature.TypeOf(file) ?? "unknown";
        try
        {
            using MemoryStream stream = new(file);
            await using BufferedUpload upload = await BufferedUpload.CreateAsync(stream, Limits.MaxBytes, CancellationToken.None);
            ImageHeader header = await UploadValidator.ValidateAsync(upload, Limits, CancellationToken.None);
            ImageSize size = new(Math.Max(1, header.Size.Width / 5), Math.Max(1, header.Size.Height / 5));
            ImageAttachSettings.Current.Engine.MakeThumbnails(file, [new ThumbnailSpec(size)], CancellationToken.None);
            tally.Made(kind, Stopwatch.GetElapsedTime(started));
        }
        catch (ImageAttachException)
        {
            tally.Refused(kind, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception e)
        {
            tally.Crashed(file, e);
        }
    }
}
