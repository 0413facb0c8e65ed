using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>Uploads that don't fit in memory: their temporary files go with the process, however that ends.</summary>
public sealed class TemporaryFileTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31))];

    [Test]
    public async Task A_temporary_file_has_no_name_that_a_killed_process_could_leave_behind()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows removes such files itself when their process ends.");
        using TemporaryFolder folder = new();
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", folder.Path);
        try
        {
            await using BufferedUpload upload = await BufferedUpload.CreateAsync(new AwkwardStream(Bytes, atATime: 50_000), long.MaxValue, CancellationToken.None);
            Assert.That(upload.Content, Is.InstanceOf<FileStream>());
            Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
            Assert.That(await upload.ReadAllAsync(CancellationToken.None), Is.EqualTo(Bytes));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }
}
