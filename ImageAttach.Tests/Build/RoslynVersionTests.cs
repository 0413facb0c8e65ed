using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Build;

/// <summary>The generator in compilers of other versions than ours, from its floor on. The SDK's own builds the samples and these tests.</summary>
public sealed class RoslynVersionTests
{
    private const string Entity = """
        using System.ComponentModel.DataAnnotations;
        using ImageAttach;

        [ImageEntity]
        public partial class Photo : Image
        {
            [Key] public int OwnerId { get; set; }
        }
        """;

    private const string Owner = """


        public partial class Owner
        {
            public int Id { get; set; }
            [ImageAttachment] public partial ImageSet<Photo> Photo { get; }
        }
        """;

    // Partial properties came with 4.11, as a preview.
    [TestCase("4.8.0", false)]
    [TestCase("4.11.0", true)]
    [TestCase("4.14.0", true)]
    [TestCase("5.0.0", true)]
    [TestCase("5.9.0", true)]
    public async Task The_generator_loads_and_what_it_writes_compiles(string version, bool hasPartialProperties)
    {
        string host = await BuildHostAsync(version);
        string source = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"roslyn-{version}.cs");
        await File.WriteAllTextAsync(source, Entity + (hasPartialProperties ? Owner : ""));

        (int exitCode, string output) = await Command.RunAsync(
            "dotnet", host, typeof(ImageAttach.Generators.ImageAttachGenerator).Assembly.Location, typeof(Image).Assembly.Location, source);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("generated Photo.ImageAttach.g.cs").And.Contain("generated PhotoTable.ImageAttach.g.cs"));
        Assert.That(output.Contains("generated Owner.Photo.ImageAttach.g.cs", StringComparison.Ordinal), Is.EqualTo(hasPartialProperties));
        Assert.That(output, Does.Contain($"Roslyn {version[..version.LastIndexOf('.')]}"));
    }

    private static async Task<string> BuildHostAsync(string version)
    {
        string project = Path.Combine(Repository.Root, "build", "roslyn-host", "RoslynHost.csproj");
        string folder = Path.Combine(Repository.Root, "artifacts", "roslyn-host", version);
        (int exitCode, string output) = await Command.RunAsync(
            "dotnet", "build", project, $"-p:RoslynVersion={version}", "--artifacts-path", folder, "-nologo", "-v", "quiet");
        Assert.That(exitCode, Is.Zero, output);
        return Path.Combine(folder, "bin", "RoslynHost", "debug", "RoslynHost.dll");
    }
}
