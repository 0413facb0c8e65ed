using System.Text.RegularExpressions;
using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Architecture;

/// <summary>A test that makes sense on some databases alone is in a fixture of those: a run with every server skips none.</summary>
public sealed partial class SkippedTests
{
    [Test]
    public void No_test_is_skipped_because_of_its_database() => Assert.That(
        Repository.OtherSources().Where(file => SkipByDatabase().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file)),
        Is.Empty);

    [GeneratedRegex(@"if \([^\n]*\b(Dialect|Kind|DatabaseKind)\b[^\n]*\s+\{?\s*Assert\.Ignore")]
    private static partial Regex SkipByDatabase();
}
