using System.Diagnostics;
using System.Text;
using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Puts beside plain writes that are synced, into folders like the store's, and gets beside plain reads; file by file in turns, so that all meet the same disk.</summary>
internal static class DiskBenchmark
{
    private const int BufferSize = 81_920;
    private const int Rounds = 7;
    private const int Little = 100_000;
    private const int Large = 100_000_000;

    public static async Task<string> TableAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        try
        {
            string warmUp = Path.Combine(folder, "warm-up");
            await MeasureAsync(new(Path.Combine(warmUp, "store")), warmUp, files: 20, Little, new(), new());
            Figures first = new(), put = new(), putLarge = new(), getLarge = new(), ignored = new();
            for (int round = 1; round <= Rounds; round++)
            {
                string own = Path.Combine(folder, $"round-{round}");
                FileSystemStore store = new(Path.Combine(own, "store"));
                await MeasureAsync(store, own, files: 200, Little, first, ignored);
                await MeasureAsync(store, own, files: 200, Little, put, ignored);
                await MeasureAsync(store, own, files: 5, Large, putLarge, getLarge);
            }

            StringBuilder text = new($"| medians of {Rounds} rounds | store, ms a file | to plain | to plain, name synced |\n| --- | --- | --- | --- |\n");
            Add("put 200 × 100 kB, folders there", put);
            Add("put 200 × 100 kB, first file in each folder", first);
            Add("put 5 × 100 MB", putLarge);
            Add("get 5 × 100 MB", getLarge);
            return text.ToString();

            void Add(string what, Figures figures) =>
                text.Append($"| {what} | {figures.Text("store", "0.00")} | {figures.Text("to plain", "0.00")} | {figures.Text("to named", "0.00")} |\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(FileSystemStore store, string folder, int files, int length, Figures puts, Figures gets)
    {
        byte[] bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        TimeSpan[] put = new TimeSpan[3], get = new TimeSpan[3];
        for (int i = 0; i < files; i++)
        {
            StoreKey key = new("benchmark", ObjectId.From(i), 1, 1, "image/jpeg", "r1");
            string path = Path.Combine(folder, "plain", key.ToPath()), named = Path.Combine(folder, "named", key.ToPath());
            await InTurnsAsync(
                i, put, () => WriteAsync(path, bytes), () => WriteNamedAsync(named, bytes), () => store.PutAsync(key, new MemoryStream(bytes, writable: false), reproducible: false));
            await InTurnsAsync(i, get, () => ReadAsync(() => OpenAsync(path)), () => ReadAsync(() => OpenAsync(named)), () => ReadAsync(() => store.OpenAsync(key)));
            File.Delete(path);
            File.Delete(named);
            await store.DeleteAsync(key);
        }

        foreach ((Figures figures, TimeSpan[] times) in new[] { (puts, put), (gets, get) })
        {
            figures.Add("store", times[2].TotalMilliseconds / files);
            figures.Add("to plain", times[0] / times[2]);
            figures.Add("to named", times[1] / times[2]);
        }
    }

    // Who comes next may find the disk still busy with the one before, so each comes after each other as often.
    private static async Task InTurnsAsync(int turn, TimeSpan[] times, params Func<Task>[] ways)
    {
        for (int i = 0; i < ways.Length; i++)
        {
            int which = (turn + (turn / ways.Length % 2 == 0 ? i : ways.Length - i)) % ways.Length;
            long start = Stopwatch.GetTimestamp();
            await ways[which]();
            times[which] += Stopwatch.GetElapsedTime(start);
        }
    }

    // Bytes that survive a power cut, under a name that may not: no folder is synced.
    private static async Task WriteAsync(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        for (int start = 0; start < bytes.Length; start += BufferSize)
            await file.WriteAsync(bytes.AsMemory(start, Math.Min(BufferSize, bytes.Length - start)));
        file.Flush(flushToDisk: true);
    }

    // The least that keeps a whole file under its name or none: it is named when it is synced, and then the name is.
    private static async Task WriteNamedAsync(string path, byte[] bytes)
    {
        string folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        await WriteAsync(path + ".new", bytes);
        File.Move(path + ".new", path);
        SyncFolder(folder);
    }

    private static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        string parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    private static void SyncFolder(string path)
    {
        using FolderHandle folder = FolderHandle.Open(path);
        folder.Sync();
    }

    private static Task<Stream> OpenAsync(string path) =>
        Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous));

    private static async Task ReadAsync(Func<Task<Stream>> open)
    {
        await using Stream file = await open();
        byte[] buffer = new byte[BufferSize];
        while (await file.ReadAsync(buffer) > 0)
        {
        }
    }
}
