using System.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Puts into a folder beside plain writes that are synced, and gets beside plain reads; file by file in turns, so that both meet the same disk.</summary>
internal static class DiskBenchmark
{
    private const int BufferSize = 81_920;
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        try
        {
            FileSystemStore store = new(Path.Combine(folder, "store"));
            string plain = Directory.CreateDirectory(Path.Combine(folder, "plain")).FullName;
            await MeasureAsync(store, plain, files: 20, length: 100_000, round: 0); // warms up, and isn't told
            Console.WriteLine("| files | | plain | plain, name synced | store | to plain | to plain, name synced |\n| --- | --- | --- | --- | --- | --- | --- |");
            for (int round = 1; round <= Rounds; round++)
            {
                foreach ((int files, int length) in new[] { (200, 100_000), (5, 100_000_000) })
                {
                    (Times put, Times get) = await MeasureAsync(store, plain, files, length, round);
                    Console.WriteLine(FormattableString.Invariant($"| {files} × {length / 1_000:N0} kB | put | {put} |"));
                    Console.WriteLine(FormattableString.Invariant($"| {files} × {length / 1_000:N0} kB | get | {get} |"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(Times Put, Times Get)> MeasureAsync(FileSystemStore store, string plain, int files, int length, int round)
    {
        byte[] bytes = new byte[length];
        new Random(round).NextBytes(bytes);
        Times put = new(), get = new();
        for (int i = 0; i < files; i++)
        {
            StoreKey key = new("benchmark", ObjectId.From(i), 1, 1, "image/jpeg", $"r{round}");
            string path = Path.Combine(plain, $"{i}.r{round}.jpg"), named = Path.Combine(plain, $"named-{i}.r{round}.jpg");
            await put.AddAsync(
                i, () => WriteAsync(path, bytes), () => WriteNamedAsync(named, bytes), () => store.PutAsync(key, new MemoryStream(bytes, writable: false), reproducible: false));
            await get.AddAsync(i, () => ReadAsync(() => OpenAsync(path)), () => ReadAsync(() => OpenAsync(named)), () => ReadAsync(() => store.OpenAsync(key)));
            File.Delete(path);
            File.Delete(named);
            await store.DeleteAsync(key);
        }

        return (put, get);
    }

    // Bytes that survive a power cut, under a name that may not: the folder isn't synced.
    private static async Task WriteAsync(string path, byte[] bytes)
    {
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        for (int start = 0; start < bytes.Length; start += BufferSize)
            await file.WriteAsync(bytes.AsMemory(start, Math.Min(BufferSize, bytes.Length - start)));
        file.Flush(flushToDisk: true);
    }

    // The least that keeps a whole file under its name or none: it is named when it is synced, and then the name is.
    private static async Task WriteNamedAsync(string path, byte[] bytes)
    {
        await WriteAsync(path + ".new", bytes);
        File.Move(path + ".new", path);
        Durable.SyncFolder(Path.GetDirectoryName(path)!);
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

    /// <summary>How long each took, in all.</summary>
    private sealed class Times
    {
        private readonly TimeSpan[] _times = new TimeSpan[3];

        public async Task AddAsync(int turn, params Func<Task>[] actions)
        {
            // Who comes next may find the disk still busy with the one before, so they change places.
            for (int i = 0; i < actions.Length; i++)
            {
                int which = (turn + i) % actions.Length;
                long start = Stopwatch.GetTimestamp();
                await actions[which]();
                _times[which] += Stopwatch.GetElapsedTime(start);
            }
        }

        public override string ToString() => FormattableString.Invariant(
            $"{_times[0].TotalMilliseconds:N0} ms | {_times[1].TotalMilliseconds:N0} ms | {_times[2].TotalMilliseconds:N0} ms | {_times[0] / _times[2]:0.00} | {_times[1] / _times[2]:0.00}");
    }
}
