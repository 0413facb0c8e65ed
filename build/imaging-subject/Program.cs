// imaging-subject FOLDER: makes thumbnails of the files in a folder, and writes them beside the originals, with the width and the format behind the name.
using System.Globalization;
using ImageAttach;
using ImageAttach.Imaging;

ImagingEngine engine = new();
foreach (string file in Directory.GetFiles(args[0]))
{
    (int Width, ThumbnailOptions Options)[] wanted =
    [
        (90, new() { Format = ThumbnailFormat.Png }),
        (61, new() { Format = ThumbnailFormat.Png, Sharpen = 0.5 }),
        (300, new() { Format = ThumbnailFormat.Png }),
        (90, new() { Format = ThumbnailFormat.Jpeg }),
        (40, new() { Format = ThumbnailFormat.Jpeg, Quality = 95, Effort = Effort.Small }),
    ];
    IReadOnlyList<EncodedImage> made = engine.MakeThumbnails(
        File.ReadAllBytes(file), [.. wanted.Select(one => ThumbnailSpec.Create(width: one.Width, options: one.Options))]);
    for (int i = 0; i < wanted.Length; i++)
        File.WriteAllBytes(string.Create(CultureInfo.InvariantCulture, $"{file}.{wanted[i].Width}.{wanted[i].Options.Format}"), made[i].Content);
}
