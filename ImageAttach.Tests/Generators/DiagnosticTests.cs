using ImageAttach.Tests.Docs;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

/// <summary>Every wrong declaration: the error, where it squiggles, and that <c>#pragma</c> silences it.</summary>
public sealed class DiagnosticTests
{
    private const string Usings = """
        using System;
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using ImageAttach;

        """;

    private static IEnumerable<TestCaseData<string, string, string, string>> Mistakes()
    {
        yield return Mistake("IMGA001", "Photo", "add `partial`", "[ImageEntity] public class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA004", "Outer", "add `partial` to 'Outer'", "public class Outer { [ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } } }");
        yield return Mistake("IMGA005", "Photo", "write `: Image`", "[ImageEntity] public partial class Photo { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA006", "Site", "'System.Uri'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public Uri? Site { get; set; } }");
        yield return Mistake("IMGA010", "Photo", "with [Key]", "[ImageEntity] public partial class Photo : Image { public int Id { get; set; } }");
        yield return Mistake("IMGA011", "Photo", "one integer", "[ImageEntity] public partial class Photo : Image { [Key] public double Id { get; set; } }");
        yield return Mistake("IMGA011", "Photo", "can't be null", "[ImageEntity] public partial class Photo : Image { [Key] public int? Id { get; set; } }");
        yield return Mistake("IMGA011", "Photo", "one integer", "[ImageEntity] public partial class Photo : Image { [Key] public int A { get; set; } [Key] public int B { get; set; } }");
        yield return Mistake("IMGA020", "Photo", "'../etc'", "[ImageEntity(ObjectType = \"../etc\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA020", "Photo", "''", "[ImageEntity(ObjectType = \"\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public string Photo { get; } = \"\";"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public ImageSet<Picture> Photo { get; } = null!;"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public ImageSet<Plain> Photo { get; } = null!;"));
        yield return Mistake("IMGA031", "Photo", "[Key] property 'OwnerId'", Owner("[ImageAttachment] public partial ImageSet<Stranger> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "which is 'int'", Owner("[ImageAttachment] public partial ImageSet<Longer> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "[Key] property 'Nowhere'", Owner("[ImageAttachment(ForeignKey = \"Nowhere\")] public partial ImageSet<Picture> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "mark the key property of 'Owner'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: ""));
        yield return Mistake("IMGA032", "Owner", "add `partial` to 'Owner'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", modifier: ""));
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task A_mistake_is_reported_where_it_is_mended(string id, string place, string message, string source)
    {
        Diagnostic found = (await GeneratorRun.Of(Usings + source).AnalyzeAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(found.Id, Is.EqualTo(id));
            Assert.That(found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.Contain(message));
            Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo(place));
            Assert.That(found.Descriptor.HelpLinkUri, Does.EndWith($"docs/diagnostics/{id}.md"));
        });
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task A_pragma_silences_it(string id, string place, string message, string source)
    {
        Diagnostic[] found = await GeneratorRun.Of($"{Usings}#pragma warning disable {id}\n{source}").AnalyzeAsync();
        Assert.That(found.Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [TestCaseSource(nameof(Mistakes))]
    public void Nothing_is_generated_for_the_mistaken_type(string id, string place, string message, string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);
        string mistaken = id is "IMGA030" or "IMGA031" or "IMGA032" ? "Owner.Photo.ImageAttach" : "Photo.ImageAttach";
        Assert.That(run.Files.Keys, Has.None.Contains(mistaken));
    }

    [Test]
    public void Every_diagnostic_is_raised_listed_and_has_its_page()
    {
        string ledger = Repository.Read("ImageAttach.Generators/AnalyzerReleases.Unshipped.md");
        Assert.Multiple(() =>
        {
            foreach (DiagnosticDescriptor descriptor in new ImageAttach.Generators.ImageAttachAnalyzer().SupportedDiagnostics)
            {
                string title = descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Assert.That(Mistakes().Select(mistake => mistake.Arguments[0]), Does.Contain(descriptor.Id));
                Assert.That(ledger, Does.Contain($"{descriptor.Id} | ImageAttach | {descriptor.DefaultSeverity} | {title}"));
                string page = Path.Combine(Repository.Root, "docs", "diagnostics", $"{descriptor.Id}.md");
                Assert.That(File.Exists(page) ? File.ReadAllText(page) : "", Does.StartWith($"# {descriptor.Id}: {title}"), page);
            }
        });
    }

    private static TestCaseData<string, string, string, string> Mistake(string id, string place, string message, string source) =>
        new TestCaseData<string, string, string, string>(id, place, message, source).SetArgDisplayNames(id, message);

    private static string Owner(string attachment, string key = "public int Id { get; set; }", string modifier = "partial ") => $$"""
        public {{modifier}}class Owner { {{key}} {{attachment}} }
        public class Plain : Image { public override string ObjectType => ""; public override ObjectId ObjectId => default; public override System.Collections.Generic.IReadOnlyList<string> IdentityAttributes => []; public override System.Collections.Generic.IReadOnlyDictionary<string, object> IdentityMap => null!; }
        [ImageEntity] public partial class Picture : Image { [Key] public int OwnerId { get; set; } }
        [ImageEntity] public partial class Longer : Image { [Key] public long OwnerId { get; set; } }
        [ImageEntity] public partial class Stranger : Image { [Key] public int SomebodyId { get; set; } }
        """;
}
