using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Build;

/// <summary>The packages as build/pack makes them, and what programs that have nothing else make of them.</summary>
public sealed class PackageTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "package", "release");

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        (int exitCode, string output) = await Command.RunAsync(Path.Combine(Repository.Root, "build", "pack"));
        Assert.That(exitCode, Is.Zero, output);
    }

    [Test]
    public void Every_library_and_the_tool_have_a_package_with_symbols() => Assert.That(
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Is.EqualTo(Repository.Packages.Order(StringComparer.Ordinal).SelectMany(name => new[] { $"{name}.{Version}.nupkg", $"{name}.{Version}.snupkg" })));

    [TestCaseSource(typeof(Repository), nameof(Repository.Packages))]
    public void A_package_has_a_readme_an_icon_and_a_description_and_its_symbols_name_no_folder_of_ours(string name)
    {
        using ZipArchive package = Open(name, "nupkg"), symbols = Open(name, "snupkg");
        XElement metadata = Nuspec(package, name);
        Assert.That(Value(metadata, "description"), Is.Not.Empty);
        Assert.That(package.GetEntry(Value(metadata, "readme")!), Is.Not.Null);
        Assert.That(package.GetEntry(Value(metadata, "icon")!), Is.Not.Null);
        foreach (ZipArchiveEntry entry in symbols.Entries.Where(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)))
            Assert.That(Sources(entry), Is.Not.Empty.And.All.StartsWith("/_"), entry.FullName);
    }

    [TestCase("ImageAttach.Core", "Fault")]
    [TestCase("ImageAttach.Stores", "StoreFault")]
    public void The_points_where_tests_stop_an_operation_are_in_no_package(string name, string type)
    {
        using ZipArchive package = Open(name, "nupkg");
        using MemoryStream bytes = new();
        using (Stream stream = package.GetEntry($"lib/net10.0/{name}.dll")!.Open())
            stream.CopyTo(bytes);
        bytes.Position = 0;
        using PEReader assembly = new(bytes);
        MetadataReader reader = assembly.GetMetadataReader();
        TypeDefinition points = reader.TypeDefinitions.Select(reader.GetTypeDefinition).Single(definition => reader.GetString(definition.Name) == type);
        Assert.That(points.GetProperties(), Is.Empty, "nothing can be called at a point");
        Assert.That(points.GetMethods().Select(method => reader.GetString(reader.GetMethodDefinition(method).Name)), Is.EqualTo(new[] { "At" }));
    }

    [Test]
    public void The_generator_is_in_the_package_of_Core_and_comes_with_every_package_that_refers_to_Core()
    {
        using ZipArchive core = Open("ImageAttach.Core", "nupkg");
        Assert.That(core.GetEntry("analyzers/dotnet/cs/ImageAttach.Generators.dll"), Is.Not.Null);
        Assert.That(core.GetEntry("analyzers/dotnet/cs/ImageAttach.Generators.CodeFixes.dll"), Is.Not.Null);
        foreach (string name in Repository.Packages.Except(["ImageAttach.Core", "ImageAttach.Imaging", "ImageAttach.Tool"]))
        {
            using ZipArchive package = Open(name, "nupkg");
            XElement[] ours = [.. Nuspec(package, name).Descendants().Where(element => ((string?)element.Attribute("id"))?.StartsWith("ImageAttach.", StringComparison.Ordinal) == true)];
            Assert.That(ours, Is.Not.Empty, name);
            Assert.That(ours.Select(element => (string?)element.Attribute("exclude")), Is.All.Null, name);
        }
    }

    [TestCase("console", """
        2×1 image/png /user-picture/42/0/42 True
        4×2 image/png /user-picture/42/0/42 True
        1 entity, 0 images
        create table if not exists "user_picture" (
        2×1 image/png /user-picture/42/0/42 True
        4×2 image/png /user-picture/42/0/42 True
        1 entity, 0 images

        """)]
    [TestCase("web", """
        attached 200
        original 200 image/png True
        thumbnail 200 image/png False
        tampered 404  False
        attached 200
        original 200 image/png True
        thumbnail 200 image/png False
        tampered 404  False

        """)]
    public async Task A_fresh_program_of_packages_alone_runs_and_publishes_as_Native_AOT_without_warnings_of_ours_and_runs(string program, string expected)
    {
        if (!File.Exists("/usr/bin/clang"))
        {
            const string Reason = "Native AOT needs clang. As root on Debian build/test installs it.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Reason);
            Assert.Ignore(Reason);
        }

        (int exitCode, string output) = await Command.RunAsync(Path.Combine(Repository.Root, "build", "package-smoke", "run"), program);
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.ReplaceLineEndings("\n"), Is.EqualTo(expected.ReplaceLineEndings("\n")));
    }

    // Without the targets of the package a build has 524 MB: symbols for Windows, and the libraries of sixteen platforms.
    [Test]
    public async Task A_programs_output_is_small()
    {
        (int exitCode, string output) = await Command.RunAsync(Path.Combine(Repository.Root, "build", "package-smoke", "size"));
        Assert.That(exitCode, Is.Zero, output);
        Dictionary<string, int> sizes = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(
            line => line[0], line => int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(sizes["built"], Is.LessThan(60), output);
        Assert.That(sizes["published"], Is.LessThan(25), output);
        Assert.That(sizes["published-portable"], Is.InRange(150, 260), "all platforms, without symbols");
    }

    private static ZipArchive Open(string name, string extension) => ZipFile.OpenRead(Path.Combine(Folder, $"{name}.{Version}.{extension}"));

    private static XElement Nuspec(ZipArchive package, string name)
    {
        using Stream stream = package.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string[] Sources(ZipArchiveEntry entry)
    {
        using MemoryStream bytes = new();
        using (Stream stream = entry.Open())
            stream.CopyTo(bytes);
        bytes.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(bytes);
        MetadataReader reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
    }
}
