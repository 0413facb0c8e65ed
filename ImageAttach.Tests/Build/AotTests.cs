using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Build;

public sealed class AotTests
{
    [Test]
    public async Task A_program_with_generated_types_publishes_as_Native_AOT_without_warnings_of_ours_and_runs()
    {
        if (!File.Exists("/usr/bin/clang"))
        {
            const string Reason = "Native AOT needs clang. As root on Debian build/test installs it.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Reason);
            Assert.Ignore(Reason);
        }

        (int exitCode, string output) = await Command.RunAsync(Path.Combine(Repository.Root, "build", "aot"));
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.ReplaceLineEndings("\n"), Is.EqualTo("""
            2×1 image/png /user-picture/42/0/42 True
            4×2 image/png /user-picture/42/0/42 True
            1 entity, 0 images

            """.ReplaceLineEndings("\n")));
    }
}
