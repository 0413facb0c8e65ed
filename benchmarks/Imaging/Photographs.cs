using System.Diagnostics;
using NetVips;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>Nine photographs and three drawn pictures of 12 to 20 megapixels, out of Debian's packages of wallpapers, each as JPEG, PNG and WebP.</summary>
/// <remarks>
/// Made once, in artifacts/photographs, by libvips: JPEGs baseline, 4:2:0 and of quality 90, as cameras write them, whatever the wallpaper
/// was. Four photographs are published smaller and enlarged to 12.5 megapixels.
/// </remarks>
internal static class Photographs
{
    private const double LeastPixels = 12_500_000;

    private static readonly string[] Packages = ["lomiri-wallpapers-20.04", "lomiri-wallpapers-16.04", "mate-backgrounds", "plasma-workspace-wallpapers"];

    private static readonly string[] Files =
    [
        "backgrounds/sunset_by_Aitzol_Berasategi.jpg", "backgrounds/Dragonfly_by_Bolly.jpg", "backgrounds/seeding_by_Clements_Engelhardt.jpg",
        "backgrounds/mate/abstract/Elephants_5640x3172.jpg", "backgrounds/Kleiber_by_Lukas_Baubkus.jpg", "backgrounds/picosdeeuropa_by_Aitzol_Berasategi.jpg",
        "backgrounds/Bridge_by_Sander_Klootwijk.jpg", "backgrounds/Wine_by_Jakkub_Mede.jpg", "backgrounds/umang_by_Abhishek_Mudgal.jpg",
        "backgrounds/Infinite-Sea_by_Aury88.jpg", "wallpapers/SafeLanding/contents/images/5120x2880.jpg", "wallpapers/Patak/contents/images/5120x2880.png",
    ];

    /// <summary>How many are used: all, unless IMAGING_PHOTOGRAPHS says less.</summary>
    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("IMAGING_PHOTOGRAPHS"), out int count) ? Math.Clamp(count, 1, Files.Length) : Files.Length;

    /// <summary>The photographs' files with an extension, made unless they are there.</summary>
    public static IReadOnlyList<string> Get(string extension)
    {
        string folder = Path.GetFullPath("artifacts/photographs");
        string[] names = [.. Enumerable.Range(1, Files.Length).Select(number => Path.Combine(folder, $"{number:00}{extension}"))];
        if (!names.All(File.Exists))
            Prepare(folder);
        return [.. names.Take(Count)];
    }

    private static void Prepare(string folder)
    {
        string unpacked = Path.Combine(folder, "packages");
        Directory.CreateDirectory(unpacked);
        bool areUnpacked = Files.All(file => File.Exists(Path.Combine(unpacked, "usr/share", file)));
        foreach (string package in areUnpacked ? [] : Packages)
            Shell(unpacked, $"apt-get download -qq {package} && dpkg -x {package}_*.deb . && rm {package}_*.deb");
        for (int i = 0; i < Files.Length; i++)
        {
            string target = Path.Combine(folder, $"{i + 1:00}");
            using NetVips.Image original = NetVips.Image.NewFromFile(Path.Combine(unpacked, "usr/share", Files[i])).Autorot().Colourspace(Enums.Interpretation.Srgb).ExtractBand(0, n: 3);
            double scale = Math.Max(1, Math.Sqrt(LeastPixels / ((double)original.Width * original.Height)));
            using NetVips.Image picture = scale > 1 ? original.Resize(scale).CopyMemory() : original.CopyMemory();
            Console.WriteLine($"{target}: {Files[i]}, {picture.Width}×{picture.Height}");
            picture.Jpegsave(target + ".jpg", q: 90, subsampleMode: Enums.ForeignSubsample.On, keep: Enums.ForeignKeep.None);
            picture.Pngsave(target + ".png", keep: Enums.ForeignKeep.None);
            picture.Webpsave(target + ".webp", q: 85, keep: Enums.ForeignKeep.None);
        }
    }

    private static void Shell(string folder, string command)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"`{command}` failed. The photographs come from Debian packages, so apt-get and dpkg are needed.");
    }
}
