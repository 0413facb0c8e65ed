using ImageAttach.Tests.Support;
using ImageAttach.Tests.Web;

namespace ImageAttach.Tests.Journeys;

/// <summary>The sample's command line, run as people run it, in the folder of the test pictures.</summary>
internal sealed class AttachCommandTests
{
    private TemporaryFolder _data;

    [SetUp]
    public void MakeFolder() => _data = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _data.Dispose();

    [Test]
    public async Task Attach_prints_sizes_and_addresses_of_original_and_thumbnails()
    {
        (int exitCode, string output, string error) = await AttachAsync("painting-12mp.jpg");

        Assert.That(error, Is.Empty);
        Assert.That(exitCode, Is.Zero);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Does.Match(@"^original +4242×2828 +/images/user-picture/.+\.jpg$"));
        Assert.That(lines[1], Does.Match(@"^thumbnail +150×100 +/images/user-picture/.+\.jpg$"));
        Assert.That(lines[2], Does.Match(@"^thumbnail +640×427 +/images/user-picture/.+\.jpg$"));
        foreach (string line in lines)
            Assert.That(Path.Combine(_data.Path, line[line.IndexOf("images/", StringComparison.Ordinal)..]), Does.Exist);
    }

    [Test]
    public async Task Attach_takes_the_name_of_a_user()
    {
        (int exitCode, string output, _) = await AttachAsync("painting-12mp.jpg", "--user", "ada");
        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain("/images/user-picture/1/0/1.4242x2828."));
    }

    [Test]
    public async Task A_bad_picture_is_a_failure_with_a_message()
    {
        (int exitCode, string output, string error) = await AttachAsync("LICENSES.md");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain("image").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_missing_file_is_a_failure_and_leaves_no_folder()
    {
        string data = Path.Combine(_data.Path, "new");
        (int exitCode, _, string error) = await GalleryProgram.RunAsync("attach", "nowhere.jpg", "--data", data);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("nowhere.jpg").And.Not.Contain("   at "));
        Assert.That(data, Does.Not.Exist);
    }

    [Test]
    public async Task An_unknown_user_is_a_failure_that_lists_the_others()
    {
        (int exitCode, _, string error) = await AttachAsync("painting-12mp.jpg", "--user", "Nobody");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("Nobody").And.Contain("Ada").And.Contain("You"));
    }

    [TestCase("attach", "FILE")]
    [TestCase("attach one.jpg two.jpg", "two.jpg")]
    [TestCase("attach one.jpg --data", "--data")]
    [TestCase("attach one.jpg --colour red", "--colour")]
    [TestCase("attach --colour", "--colour")]
    [TestCase("--environment Development attach one.jpg --colour", "--colour")]
    [TestCase("attahc one.jpg", "attahc")]
    [TestCase("--data elsewhere attahc one.jpg", "attahc")]
    [TestCase("-x", "-x")]
    public async Task Wrong_usage_is_told_from_failure_and_explained(string arguments, string culprit)
    {
        (int exitCode, string output, string error) = await GalleryProgram.RunAsync(arguments.Split(' '));
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Is.Empty);
        Assert.That(error.Split('\n')[0], Does.Contain(culprit));
        Assert.That(error, Does.Contain("Gallery").And.Contain("attach <FILE>"));
    }

    [TestCase("--help", "Gallery [command] [options]")]
    [TestCase("attach --help", "Gallery attach <FILE> [options]")]
    public async Task Help_is_printed(string arguments, string usage)
    {
        (int exitCode, string output, string error) = await GalleryProgram.RunAsync(arguments.Split(' '));
        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain(usage).And.Contain("attach <FILE>").And.Contain("--data <DIR>"));
        Assert.That(error, Is.Empty);
    }

    private Task<(int ExitCode, string Output, string Error)> AttachAsync(params string[] arguments) =>
        GalleryProgram.RunAsync(["attach", .. arguments, "--data", _data.Path]);
}
