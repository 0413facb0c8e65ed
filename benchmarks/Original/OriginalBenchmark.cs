using System.Diagnostics;
using System.Text;
using ImageAttach.Benchmarks.Imaging;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Original;

/// <summary>The whole path, on SQLite and a folder, by ImageAttach and by the Python original in turns: a transaction, a photograph attached, its thumbnail, the commit.</summary>
internal static class OriginalBenchmark
{
    private const int Thumbnail = 150;
    private const int Warmup = 5;
    private const int Rounds = 25;

    public static async Task<string> TableAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        try
        {
            using OriginalProcess original = await OriginalProcess.StartAsync(folder, Thumbnail);
            await using SqliteConnection db = new($"Data Source={Path.Combine(folder, "own.db")};Pooling=False");
            await db.OpenAsync();
            await db.CreateImageTableAsync<UserPicture>();
            FileSystemStore store = new(Path.Combine(folder, "own"));
            StringBuilder text = new($"| JPEG, medians of {Rounds} rounds | original, ms | ImageAttach, ms | original to ImageAttach |\n| --- | --- | --- | --- |\n");
            int owner = 0;
            foreach (int megapixels in new[] { 1, 12 })
            {
                string picture = Save(folder, megapixels);
                Figures figures = await InTurnsAsync(() => original.AttachAsync(picture), () => AttachAsync(db, store, picture, ++owner));
                text.Append($"| {megapixels} MP, {new FileInfo(picture).Length / 1_000:N0} kB | {figures.Text("original", "0.0")} | {figures.Text("own", "0.0")} | {figures.Text("ratio", "0.0")} |\n");
            }

            return $"{text}\n{original.Versions}.";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> InTurnsAsync(Func<Task<double>> original, Func<Task<double>> own)
    {
        Figures figures = new();
        for (int round = -Warmup; round < Rounds; round++)
        {
            bool originalFirst = round % 2 == 0;
            double first = await (originalFirst ? original : own)(), second = await (originalFirst ? own : original)();
            (double theirs, double ours) = originalFirst ? (first, second) : (second, first);
            if (round < 0)
                continue;
            figures.Add("original", theirs);
            figures.Add("own", ours);
            figures.Add("ratio", theirs / ours);
        }

        return figures;
    }

    private static async Task<double> AttachAsync(SqliteConnection db, FileSystemStore store, string path, int owner)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        ImageSet<UserPicture> picture = ImageSet.Create(() => new UserPicture { UserId = owner });
        Stopwatch watch = Stopwatch.StartNew();
        await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
        {
            await picture.FromBlobAsync(db, bytes, store: store, transaction: tx);
            await picture.GenerateThumbnailAsync(db, width: Thumbnail, store: store, transaction: tx);
            await tx.CommitAsync();
        }

        double elapsed = watch.Elapsed.TotalMilliseconds;
        await picture.LoadAsync(db);
        if (!picture.Images.Select(image => image.Width == Thumbnail).Order().SequenceEqual([false, true]))
            throw new InvalidOperationException("A picture and its thumbnail should be there.");
        return elapsed;
    }

    // The first photograph in that size, as a camera would have written it.
    private static string Save(string folder, int megapixels)
    {
        string path = Path.Combine(folder, $"{megapixels}.jpg");
        using NetVips.Image photograph = NetVips.Image.NewFromFile(Photographs.Get(".jpg")[0]);
        using NetVips.Image picture = photograph.Resize(Math.Sqrt(megapixels * 1_000_000.0 / ((double)photograph.Width * photograph.Height)));
        picture.Jpegsave(path, q: 90, subsampleMode: NetVips.Enums.ForeignSubsample.On);
        return path;
    }
}
