using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Architecture;

/// <summary>The projects form layers as well: integrations use the libraries below them, and of those the public types alone.</summary>
public sealed class PackageLayerTests
{
    private static readonly string[] TestPrograms = ["ImageAttach.Tests", "ImageAttach.Benchmarks", "CrashStates", "CrashSubject", "QueueSubject"];

    private static readonly string[] Libraries = ["ImageAttach.Imaging", "ImageAttach.Core", "ImageAttach.Stores"];

    // Integrations use the libraries. What else one uses is decided here, and so is what a library uses.
    private static readonly Dictionary<string, string[]> Decided = new()
    {
        ["ImageAttach.Imaging"] = [],
        ["ImageAttach.Core"] = ["ImageAttach.Imaging"],
        ["ImageAttach.Stores"] = ["ImageAttach.Core", "ImageAttach.Imaging"],
        ["ImageAttach.Generators"] = [],
        ["ImageAttach.Generators.CodeFixes"] = ["ImageAttach.Generators"],
        ["ImageAttach.Hangfire"] = [.. Libraries, "ImageAttach.AspNetCore"],
        ["ImageAttach.Formats"] = [.. Libraries, "ImageAttach.WebAssembly"],
        ["ImageAttach.Tool"] = [.. Libraries, "ImageAttach.Azure"],
        ["ImageAttach.Vector"] = [.. Libraries, "ImageAttach.WebAssembly"],
    };

    private static readonly Lazy<CompiledPackage[]> Packages = new(() =>
        [.. Repository.Packages.Union(Decided.Keys).Order(StringComparer.Ordinal).Select(CompiledPackage.Read)]);

    [Test]
    public void Each_project_uses_those_below_it_alone() => Assert.That(
        Edges()
            .Where(edge => !Decided.GetValueOrDefault(edge.From.Name, Libraries).Contains(edge.To.Name))
            .Select(edge => $"{edge.From.Name} -> {edge.To.Name}: {edge.Type.Name} uses {edge.Used.Name}"),
        Is.Empty);

    [Test]
    public void Projects_use_public_types_of_others_alone() => Assert.That(
        Edges()
            .Where(edge => !edge.Used.IsPublic)
            .Select(edge => $"{edge.From.Name} -> {edge.To.Name}: {edge.Type.Name} uses {edge.Used.Name}, which is internal"),
        Is.Empty);

    [Test]
    public void Internals_are_visible_to_test_programs_alone() => Assert.That(
        Packages.Value
            .SelectMany(package => package.VisibleTo.Except(TestPrograms).Select(other => $"{package.Name} shows its internals to {other}")),
        Is.Empty);

    // The rules above see nothing where nothing is read.
    [Test]
    public void Edges_that_are_there_are_found() => Assert.That(
        Edges().Select(edge => (edge.From.Name, edge.To.Name)).Distinct(),
        Is.SupersetOf(new[]
        {
            ("ImageAttach.Core", "ImageAttach.Imaging"),
            ("ImageAttach.Stores", "ImageAttach.Core"),
            ("ImageAttach.AspNetCore", "ImageAttach.Stores"),
            ("ImageAttach.Hangfire", "ImageAttach.AspNetCore"),
            ("ImageAttach.Tool", "ImageAttach.Core"),
            ("ImageAttach.Vector", "ImageAttach.Imaging"),
        }));

    private static IEnumerable<(CompiledPackage From, CompiledPackage.PackageType Type, CompiledPackage To, CompiledPackage.PackageType Used)> Edges()
    {
        ILookup<string, (CompiledPackage Package, CompiledPackage.PackageType Type)> types = Packages.Value
            .SelectMany(package => package.Types.Select(type => (Package: package, Type: type)))
            .ToLookup(each => each.Type.Name);
        return
            from package in Packages.Value
            from type in package.Types
            from used in type.Uses
            where !types[used].Any(each => each.Package == package)
            from target in types[used]
            select (package, type, target.Package, target.Type);
    }
}
