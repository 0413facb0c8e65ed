using System.Text.RegularExpressions;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Docs;

/// <summary>The tutorial, followed word for word: its commands run, its files written, its output compared.</summary>
public sealed partial class TutorialTests
{
    [Test]
    public async Task Whoever_follows_it_sees_what_it_says()
    {
        using TemporaryFolder start = new();
        Directory.CreateSymbolicLink(Path.Combine(start.Path, "imageattach"), Repository.Root);
        string folder = start.Path, output = "";
        foreach (Match step in Step().Matches(Repository.Read("docs/tutorial.md")))
        {
            (string before, string kind, string text) = (step.Groups["before"].Value, step.Groups["kind"].Value, step.Groups["text"].Value);
            switch (kind)
            {
                case "sh":
                    (folder, output) = await RunAsync(folder, text);
                    break;
                case "text":
                    Assert.That(output, Does.Match($"^{Regex.Escape(text).Replace("…", "[^ ]+", StringComparison.Ordinal)}$"));
                    break;
                default:
                    string file = Path.Combine(folder, FileName().Matches(before)[^1].Groups[1].Value);
                    await File.WriteAllTextAsync(file, before.Contains("At the end of", StringComparison.Ordinal) ? await File.ReadAllTextAsync(file) + "\n" + text : text);
                    break;
            }
        }
    }

    /// <summary>Runs commands as a shell would, and tells where it then is and what it said.</summary>
    private static async Task<(string Folder, string Output)> RunAsync(string folder, string commands)
    {
        // Packages unpacked by an earlier run are those of an earlier build.
        string unpacked = Path.Combine(Repository.Root, "artifacts", "package-smoke", "packages");
        foreach (string ours in Directory.Exists(unpacked) && commands.Contains("dotnet add", StringComparison.Ordinal) ? Directory.GetDirectories(unpacked, "imageattach.*") : [])
            Directory.Delete(ours, recursive: true);

        (int exitCode, string output) = await Command.RunAsync("env", $"NUGET_PACKAGES={unpacked}", "DOTNET_NOLOGO=1", "DOTNET_CLI_TELEMETRY_OPTOUT=1",
            "bash", "-ec", $"cd '{folder}'\n{commands}echo \"now in $PWD\"");
        Assert.That(exitCode, Is.Zero, commands + output);
        string[] said = output.ReplaceLineEndings("\n").Split("now in ");
        return (said[^1].TrimEnd('\n'), said[0]);
    }

    /// <summary>A block, with the paragraph before it.</summary>
    [GeneratedRegex("(?<before>(?:[^\n]+\n)*)\n?```(?<kind>sh|xml|csharp|text)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();

    [GeneratedRegex("`([A-Za-z]+\\.[a-z]+)`")]
    private static partial Regex FileName();
}
