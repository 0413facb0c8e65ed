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

    private string _host = "";

    [OneTimeSetUp]
    public async Task BuildHostAsync()
    {
        string project = Path.Combine(Repository.Root, "build", "roslyn-host", "RoslynHost.csproj");
        string folder = Path.Combine(Repository.Root, "artifacts", "roslyn-host");
        (int exitCode, string output) = await Command.RunAsync("dotnet", "build", project, "--artifacts-path", folder, "-nologo", "-v", "quiet");
        Assert.That(exitCode, Is.Zero, output);
        _host = Path.Combine(folder, "bin", "RoslynHost", "debug", "RoslynHost.dll");
    }

    // Partial properties came with 4.11, as a preview.
    [TestCase("4.8.0", false)]
    [TestCase("4.11.0", true)]
    [TestCase("4.14.0", true)]
    [TestCase("5.0.0", true)]
    [TestCase("5.9.0", true)]
    public async Task The_generator_loads_and_what_it_writes_compiles(string version, bool hasPartialProperties)
    {
        string source = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"roslyn-{version}.cs");
        await File.WriteAllTextAsync(source, Entity + (hasPartialProperties ? Owner : ""));

        (int exitCode, string output) = await Command.RunAsync(
            "dotnet", _host, version, typeof(ImageAttach.Generators.ImageAttachGenerator).Assembly.Location, typeof(Image).Assembly.Location, source);

        Assert.That(output, Does.Contain($"loaded Microsoft.CodeAnalysis {version}.0").And.Contain($"loaded Microsoft.CodeAnalysis.CSharp {version}.0"));
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("generated Photo.ImageAttach.g.cs"));
        Assert.That(output.Contains("generated Owner.image-sets.ImageAttach.g.cs", StringComparison.Ordinal), Is.EqualTo(hasPartialProperties));
    }
}
