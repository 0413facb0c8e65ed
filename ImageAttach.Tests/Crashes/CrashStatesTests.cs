using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>A few of the states that build/crash-states enumerates. All of them: docs/reliability.md.</summary>
public sealed class CrashStatesTests
{
    private const int NoStrace = 2;

    [Test]
    public async Task A_power_cut_breaks_no_promise([Values("own", "explicit", "ambient")] string front)
    {
        (int exitCode, string output) = await RunAsync("--mode", "delete/full", "--operation", "replace", "--front", front, "--max-states", "3000");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Match(@"(?m)^[1-9][0-9,]+ states, 0 violations\.$"));
    }

    [Test]
    public async Task A_power_cut_takes_a_file_that_is_removed_before_its_commit_is_durable()
    {
        (int exitCode, string output) = await RunAsync("--mode", "delete/full", "--operation", "remove", "--unprotected");
        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("the row of 60 pixels has no file").And.Contain("lost: remove shop.db-journal"));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Command.RunAsync(BuiltProgram.Host, [BuiltProgram.PathOf("CrashStates"), .. arguments]);
        if (exitCode == NoStrace && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(output);
        if (exitCode == NoStrace)
            Assert.Ignore(output);
        return (exitCode, output);
    }
}
