using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using ImageAttach.Generators;
using ImageAttach.Generators.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace ImageAttach.Tests.Generators;

/// <summary>Each fix, from the mistake to a source without it.</summary>
public sealed class CodeFixTests
{
    private const string Usings = "using System.ComponentModel.DataAnnotations;\nusing ImageAttach;\n\n";

    private static readonly CodeFixProvider[] Providers =
        [new AddPartialFix(), new DeriveFromImageFix(), new AddKeyFix(), new AddNotMappedFix(), new AttachmentPropertyFix()];

    private static IEnumerable<TestCaseData<string, string, string>> Mends()
    {
        yield return Mend(
            "IMGA001",
            "// A photo.\n[ImageEntity]\npublic sealed class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n}\n",
            "// A photo.\n[ImageEntity]\npublic sealed partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n}\n");
        yield return Mend(
            "IMGA001",
            "// A photo.\n[ImageEntity] class Photo : Image { [Key] public int OwnerId { get; set; } }\n",
            "// A photo.\n[ImageEntity] partial class Photo : Image { [Key] public int OwnerId { get; set; } }\n");
        yield return Mend(
            "IMGA004",
            "public class Outer\n{\n    [ImageEntity]\n    public partial class Photo : Image\n    {\n        [Key] public int OwnerId { get; set; }\n    }\n}\n",
            "public partial class Outer\n{\n    [ImageEntity]\n    public partial class Photo : Image\n    {\n        [Key] public int OwnerId { get; set; }\n    }\n}\n");
        yield return Mend(
            "IMGA005",
            "[ImageEntity]\npublic partial class Photo // of an owner\n{\n    [Key] public int OwnerId { get; set; }\n}\n",
            "[ImageEntity]\npublic partial class Photo : Image // of an owner\n{\n    [Key] public int OwnerId { get; set; }\n}\n");
        yield return Mend(
            "IMGA010",
            "[ImageEntity]\npublic partial class Photo : Image\n{\n    public string Title { get; set; } = \"\";\n\n    // Whose it is.\n    public int OwnerId { get; set; }\n}\n",
            "[ImageEntity]\npublic partial class Photo : Image\n{\n    public string Title { get; set; } = \"\";\n\n    // Whose it is.\n    [Key]\n    public int OwnerId { get; set; }\n}\n");
        yield return Mend(
            "IMGA042",
            "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n    public string? Note { get; private set; }\n}\n",
            "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n    [System.ComponentModel.DataAnnotations.Schema.NotMapped]\n    public string? Note { get; private set; }\n}\n");
        yield return Mend("IMGA032", Owner("public class Owner", "public partial ImageSet<Photo> Photo { get; }"), Owner("public partial class Owner", "public partial ImageSet<Photo> Photo { get; }"));
        foreach (string wrong in new[] { "public ImageSet<Photo> Photo { get; set; } = null!;", "public ImageSet<Photo>? Photo { get; }", "public Photo Photo { get; set; } = null!;", "public Photo? Photo { get; set; }" })
            yield return Mend("IMGA030", Owner("public partial class Owner", wrong), Owner("public partial class Owner", "public partial ImageSet<Photo> Photo { get; }"));
    }

    [TestCaseSource(nameof(Mends))]
    public async Task A_fix_mends_what_it_is_offered_for(string id, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, source);
        Diagnostic diagnostic = (await DiagnosticsAsync(document)).Single(found => found.Id == id);
        CodeAction fix = (await FixesAsync(document, diagnostic))[0];
        Document mended = await ApplyAsync(document, fix);

        Assert.That((await mended.GetTextAsync()).ToString(), Is.EqualTo(Usings + expected));
        Assert.That((await DiagnosticsAsync(mended)).Select(found => found.Id), Does.Not.Contain(id));
    }

    [Test]
    public async Task All_mistakes_of_a_kind_can_be_mended_at_once()
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, """
            [ImageEntity] public class One : Image { [Key] public int Id { get; set; } }
            [ImageEntity] public class Two : Image { [Key] public int Id { get; set; } }
            """);
        AddPartialFix provider = new();
        ImmutableArray<Diagnostic> found = [.. await DiagnosticsAsync(document)];
        CodeAction? all = await provider.GetFixAllProvider().GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Document, "Add 'partial'", ["IMGA001"], new Found(found), CancellationToken.None));
        Document mended = await ApplyAsync(document, all!);
        Assert.That(await DiagnosticsAsync(mended), Is.Empty);
    }

    [Test]
    public async Task A_base_class_of_the_users_is_left_to_the_user()
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, "public class Mine { }\n[ImageEntity] public partial class Photo : Mine { [Key] public int Id { get; set; } }\n");
        Assert.That(await FixesAsync(document, (await DiagnosticsAsync(document)).Single()), Is.Empty);
    }

    private static TestCaseData<string, string, string> Mend(string id, string source, string expected) => new(id, source, expected);

    private static string Owner(string declaration, string property) =>
        $"{declaration}\n{{\n    public int Id {{ get; set; }}\n\n    [ImageAttachment]\n    {property} // the newest\n}}\n\n" +
        "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n}\n";

    private static Document NewDocument(AdhocWorkspace workspace, string source) => workspace
        .AddProject("Consumer", LanguageNames.CSharp)
        .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
        .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
        .WithMetadataReferences([.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Image).Assembly.Location)])
        .AddDocument("Source.cs", Usings + source.ReplaceLineEndings("\n"));

    private static async Task<Diagnostic[]> DiagnosticsAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        return [.. await compilation.WithAnalyzers([new ImageAttachAnalyzer()]).GetAnalyzerDiagnosticsAsync()];
    }

    private static async Task<List<CodeAction>> FixesAsync(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> fixes = [];
        foreach (CodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (fix, _) => fixes.Add(fix), CancellationToken.None));
        return fixes;
    }

    // What an editor does after a fix: simplify and format what it marked.
    private static async Task<Document> ApplyAsync(Document document, CodeAction fix)
    {
        ApplyChangesOperation changes = (await fix.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        Document changed = changes.ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed);
        return await Formatter.FormatAsync(changed, Formatter.Annotation);
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
