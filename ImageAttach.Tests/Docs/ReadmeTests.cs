using System.Text.RegularExpressions;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Docs;

/// <summary>What the documents say is so. Their samples: <see cref="SampleTests"/>.</summary>
public sealed partial class ReadmeTests
{
    [Test]
    public void The_limits_that_the_README_names_are_those_in_the_code()
    {
        string readme = Repository.Read("README.md");
        Assert.That(readme, Does.Contain($"{ImageLimits.Default.MaxBytes >> 20} MiB"));
        Assert.That(readme, Does.Contain($"{ImageLimits.Default.MaxPixels / 1_000_000} million"));
        Assert.That(readme, Does.Contain($"({ImageLimits.Default.MaxFrames:N0})"));
    }

    [Test]
    public void Links_inside_the_documents_lead_somewhere()
    {
        Assert.Multiple(() =>
        {
            foreach (string document in Repository.Documents())
            {
                foreach (Match link in Link().Matches(File.ReadAllText(document)))
                {
                    string target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                    Assert.That(Path.Exists(target), $"{document}: {link.Groups[1].Value}");
                }
            }
        });
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
