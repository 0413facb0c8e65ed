using System.Diagnostics;
using ImageAttach.Tests.Support;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Thumbnails are the same on every processor: build/imaging-subject makes them with parts of this one turned off.</summary>
internal sealed class CpuIndependenceTests
{
    // Only a process that hangs takes this long.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    [TestCase("DOTNET_EnableAVX2")]
    [TestCase("DOTNET_EnableHWIntrinsic")]
    public async Task Thumbnails_are_the_same_without(string part)
    {
        Dictionary<string, byte[]> usual = await MakeAsync([]), without = await MakeAsync(new() { [part] = "0" });

        Assert.That(usual, Has.Count.EqualTo(Originals.Count * 6), "five thumbnails of each original, and the original");
        Assert.That(without.Keys, Is.EquivalentTo(usual.Keys));
        foreach ((string name, byte[] file) in usual)
            Assert.That(without[name].AsSpan().SequenceEqual(file), Is.True, name);
    }

    private static Dictionary<string, byte[]> Originals => new()
    {
        ["photograph"] = Pictures.Jpeg(500, 333, seed: 1),
        ["odd"] = Pictures.Jpeg(397, 251, seed: 2),
        ["progressive"] = Assets.Read("progressive.jpg"),
        ["cmyk"] = JpegParts.WithProfile(Assets.Read("ycck.jpg"), PressProfile.Write(isWide: true)),
        ["png"] = Pictures.Png(320, 241, seed: 3),
        ["alpha"] = PngWriter16.Write(200, 150, 6, depth: 16),
        ["bright"] = RampPng.Write([[64, 64, 64], [60, 195, 164], [140, 115, 212]], PngParts.Chunk("cICP"u8, [9, 16, 0, 1])),
        ["bitmap"] = Pictures.Bmp(150, 100, seed: 4),
        ["gif"] = Pictures.Gif(150, 100, seed: 5),
        ["profile"] = Pictures.Profiled(SKEncodedImageFormat.Jpeg, 200, 150, seed: 6),
    };

    private static async Task<Dictionary<string, byte[]>> MakeAsync(Dictionary<string, string> environment)
    {
        string folder = Directory.CreateTempSubdirectory("imaging-subject").FullName;
        try
        {
            foreach ((string name, byte[] file) in Originals)
                await File.WriteAllBytesAsync(Path.Combine(folder, name), file);
            await RunAsync(folder, environment);
            return Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(BuiltProgram.Host, [BuiltProgram.PathOf("ImagingSubject"), folder]) { RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout);
        Assert.That(process.ExitCode, Is.Zero, await errors);
    }
}
