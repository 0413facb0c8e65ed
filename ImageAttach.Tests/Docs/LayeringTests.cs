using System.Xml.Linq;

namespace ImageAttach.Tests.Docs;

/// <summary>Which room may name what.</summary>
public sealed class LayeringTests
{
    [TestCase("using Dapper", "ImageAttach.Core/Databases/", "ImageAttach.Core/Transactions/Rows/", "integrations/ImageAttach.Tool/", "samples/")]
    [TestCase("using SkiaSharp", "ImageAttach.Imaging/Codecs/Skia/")]
    [TestCase("using Microsoft.CodeAnalysis", "ImageAttach.Generators/")]
    [TestCase("using Wasmtime", "integrations/ImageAttach.WebAssembly/", "integrations/ImageAttach.Formats/")]
    [TestCase("using Microsoft.AspNetCore", "integrations/ImageAttach.AspNetCore/", "samples/")]
    [TestCase("using Hangfire", "integrations/ImageAttach.Hangfire/")]
    [TestCase("using Minio", "ImageAttach.Stores/S3/")]
    [TestCase("using Azure", "integrations/ImageAttach.Azure/")]
    [TestCase("using Microsoft.Data.Sqlite", "integrations/ImageAttach.Sqlite/", "integrations/ImageAttach.Tool/", "samples/")]
    [TestCase("using Npgsql", "integrations/ImageAttach.Tool/")]
    [TestCase("using MySqlConnector", "integrations/ImageAttach.Tool/")]
    [TestCase("using Spectre.Console", "integrations/ImageAttach.Tool/")]
    [TestCase("using System.CommandLine", "integrations/ImageAttach.Tool/", "samples/")]
    [TestCase("using Hangfire", "integrations/ImageAttach.Hangfire/")]
    public void A_vendor_is_named_in_its_own_room_alone(string naming, params string[] rooms)
    {
        string[] naughty = [.. Repository.Sources()
            .Where(file => File.ReadAllText(file).Contains(naming, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !rooms.Any(room => file.StartsWith(room, StringComparison.Ordinal)))];
        Assert.That(naughty, Is.Empty);
    }

    [Test]
    public void Imaging_refers_to_SkiaSharp_alone() => Assert.That(
        typeof(ImageSize).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)),
        Is.EqualTo(new[] { "SkiaSharp" }));

    [TestCaseSource(typeof(Repository), nameof(Repository.Packages))]
    public void A_package_shows_its_internals_to_test_programs_alone(string package) => Assert.That(
        XDocument.Load(Path.Combine(Repository.ProjectFolder(package), $"{package}.csproj")).Descendants("InternalsVisibleTo").Select(visible => (string)visible.Attribute("Include")!),
        Is.SubsetOf(new[] { "ImageAttach.Tests", "ImageAttach.Benchmarks", "CrashStates", "CrashSubject", "QueueSubject" }));

    [Test]
    public void Internals_are_shown_by_projects_alone() => Assert.That(
        Repository.Sources().Where(file => File.ReadAllText(file).Contains("assembly: InternalsVisibleTo", StringComparison.Ordinal)), Is.Empty);

    // An image type may name its store. Uploads are signed before their image type is known.
    [Test]
    public void The_current_store_is_read_only_where_a_table_chooses_its_store() => Assert.That(
        Repository.Sources()
            .Where(file => file.Contains("/ImageAttach.", StringComparison.Ordinal) && File.ReadAllText(file).Contains("StoreContext.Current", StringComparison.Ordinal))
            .Select(Path.GetFileName),
        Is.SubsetOf(new[] { "StoreContext.cs", "ImageUploads.cs" }));

    [Test]
    public void Models_of_the_generator_know_nothing_of_the_compiler() => Assert.That(
        Repository.Sources().Where(file => file.Contains("/Model/") && File.ReadAllText(file).Contains("Microsoft.CodeAnalysis")), Is.Empty);

    [Test]
    public void No_file_is_longer_than_400_lines_without_a_reason_at_its_top() => Assert.That(
        Repository.Sources().Concat(Repository.OtherSources())
            .Where(file => File.ReadLines(file).Count() > 400 && !File.ReadLines(file).First().StartsWith("// Long, because ", StringComparison.Ordinal)),
        Is.Empty);

    [Test]
    public void No_type_can_be_derived_from_that_was_not_made_for_it() => Assert.That(
        typeof(Image).Assembly.GetTypes()
            .Concat(typeof(ImageSize).Assembly.GetTypes())
            .Concat(typeof(ImageAttach.Stores.FileSystemStore).Assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Namespace?.StartsWith("ImageAttach", StringComparison.Ordinal) == true)
            .Where(type => type.GetConstructors().Length > 0)
            .Select(type => type.FullName),
        Is.Empty);
}
