using System.Diagnostics;
using System.Globalization;

namespace ImageAttach.Benchmarks.Original;

/// <summary>The Python original at work, in a process that stays, so that nobody waits for its start.</summary>
internal sealed class OriginalProcess : IDisposable
{
    private readonly Process _python;

    private OriginalProcess(Process python, string versions) => (_python, Versions) = (python, versions);

    /// <summary>Of the original, and of what it is built on.</summary>
    public string Versions { get; }

    /// <exception cref="InvalidOperationException">The original isn't installed.</exception>
    public static async Task<OriginalProcess> StartAsync(string folder, int thumbnail)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Original", "original.py");
        Process python = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", script, folder, thumbnail.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new(python, await python.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            "`python3` can't use the original. Install it, with ImageMagick for Wand: pip install 'SQLAlchemy-ImageAttach==1.1.0' 'SQLAlchemy<2'"));
    }

    /// <summary>Attaches the picture, makes its thumbnail, commits.</summary>
    /// <returns>How many milliseconds that took.</returns>
    public async Task<double> AttachAsync(string picture)
    {
        await _python.StandardInput.WriteLineAsync(picture);
        await _python.StandardInput.FlushAsync();
        return double.Parse(
            await _python.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The original failed; see above why."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }
}
