using System.Diagnostics;
using ImageAttach.Tests.Support;
using ImageAttach.Tests.Web;

namespace ImageAttach.Tests.Journeys;

/// <summary>The sample's command line without a command.</summary>
internal sealed class ServeCommandTests
{
    [Test]
    public async Task Settings_of_the_web_host_reach_it()
    {
        using TemporaryFolder data = new();
        string[] arguments = ["--environment", "Rehearsal", "--urls", "http://127.0.0.1:0", "--data", data.Path];
        using Process gallery = GalleryProgram.Start(arguments);
        try
        {
            Assert.That(await LinesAsync(gallery).AnyAsync(line => line.Contains("environment: Rehearsal", StringComparison.Ordinal)));
            Assert.That(Path.Combine(data.Path, "gallery.db"), Does.Exist);
        }
        finally
        {
            gallery.Kill();
            await gallery.WaitForExitAsync();
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            yield return line;
    }
}
