using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using ImageAttach.Generators;
using ImageAttach.Generators.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Tests.Generators;

/// <summary>Each fix, from the mistake to a source without it.</summary>
public sealed class CodeFixTests
{
    private const string Usings = "using System.ComponentModel.DataAnnotations;\nusing System.ComponentModel.DataAnnotations.Schema;\nusing ImageAttach;\n\n";

    private static readonly CodeFixProvider[] Providers =
        [new AddPartialFix(), new DeriveFromImageFix(), new AddKeyFix(), new FieldToPropertyFix(), new AddNotMappedFix(), new AttachmentPropertyFix(), new OverrideObjectIdFix(),
         new InitToSetFix(), new ObsoleteToWarningFix(), new SplitTableNameFix(), new JoinTransactionFix()];

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
            "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n    [NotMapped]\n    public string? Note { get; private set; }\n}\n");
        foreach ((string id, string before, string after) in new[]
        {
            ("IMGA017", "[DatabaseGenerated(DatabaseGeneratedOption.Identity)]\n    public int Number { get; set; }", "[NotMapped]\n    [DatabaseGenerated(DatabaseGeneratedOption.Identity)]\n    public int Number { get; set; }"),
            ("IMGA018", "// Shown below.\n    public string? Caption; // short", "// Shown below.\n    public string? Caption { get; set; } // short"),
            ("IMGA018", "[Column(\"title\")] public string Caption = \"\";", "[Column(\"title\")] public string Caption { get; set; } = \"\";"),
            ("IMGA018", "public readonly int Rank;", "[NotMapped]\n    public readonly int Rank;"),
            ("IMGA019", "public required string Title { get; init; } = \"\"; // set once", "public required string Title { get; set; } = \"\"; // set once"),
            ("IMGA019", "public int Views { get => field; internal init => field = value; }", "public int Views { get => field; internal set => field = value; }"),
            ("IMGA038", "[System.Obsolete(\"Use Title.\", error: true)] public required string Name { get; set; }", "[System.Obsolete(\"Use Title.\")] public required string Name { get; set; }"),
        })
            yield return Mend(id, Member(before), Member(after));
        yield return Mend("IMGA025", Class("ImageEntity(Table = \"shop.photo\", ObjectType = \"photo\")"), Class("ImageEntity(Schema = \"shop\", Table = \"photo\", ObjectType = \"photo\")"));
        yield return Mend("IMGA025", Class("ImageEntity(ObjectType = \"photo\"), Table(\"shop.photo\")"), Class("ImageEntity(ObjectType = \"photo\"), Table(\"photo\", Schema = \"shop\")"));
        foreach ((string before, string after) in new[]
        {
            ("set.RemoveAsync(db, transaction: raw)", "set.RemoveAsync(db, transaction: ImageTransaction.Join(raw))"),
            ("set.RemoveAsync(db, null, /* theirs */ Begun(raw) /* ended by them */)", "set.RemoveAsync(db, null, /* theirs */ ImageTransaction.Join(Begun(raw)) /* ended by them */)"),
        })
            yield return Mend("IMGA050", Removal(before), Removal(after));
        yield return Mend("IMGA038", Class("ImageEntity, System.Obsolete(\"gone\", true)"), Class("ImageEntity, System.Obsolete(\"gone\")"));
        foreach ((string before, string after) in new[]
        {
            ("    // By hand.\n    public new ObjectId ObjectId => default;", "    // By hand.\n    public override ObjectId ObjectId => default;"),
            ("    [NotMapped]\n    public virtual ObjectId ObjectId { get { return default; } }", "    [NotMapped]\n    public override ObjectId ObjectId { get { return default; } }"),
            ("    internal unsafe ObjectId ObjectId => default;", "    public override unsafe ObjectId ObjectId => default;"),
            ("    ObjectId ObjectId => default; // by hand", "    public override ObjectId ObjectId => default; // by hand"),
        })
        {
            const string Class = "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n";
            yield return Mend("IMGA013", $"{Class}{before}\n}}\n", $"{Class}{after}\n}}\n");
        }

        yield return Mend("IMGA032", Owner("public class Owner", "public partial ImageSet<Photo> Photo { get; }"), Owner("public partial class Owner", "public partial ImageSet<Photo> Photo { get; }"));
        foreach (string wrong in new[] { "public ImageSet<Photo> Photo { get; set; } = null!;", "public ImageSet<Photo>? Photo { get; }", "public Photo Photo { get; set; } = null!;", "public Photo? Photo { get; set; }" })
            yield return Mend("IMGA030", Owner("public partial class Owner", wrong), Owner("public partial class Owner", "public partial ImageSet<Photo> Photo { get; }"));
    }

    // Each with no using at all, so that every name in it is a full one.
    private static IEnumerable<TestCaseData<string, string, string>> MissingUsings()
    {
        yield return Mend(
            "IMGA005",
            "[ImageAttach.ImageEntity]\npublic partial class Photo\n{\n    [System.ComponentModel.DataAnnotations.Key] public int OwnerId { get; set; }\n}\n",
            "using ImageAttach;\n\n[ImageAttach.ImageEntity]\npublic partial class Photo : Image\n{\n    [System.ComponentModel.DataAnnotations.Key] public int OwnerId { get; set; }\n}\n");
        yield return Mend(
            "IMGA010",
            "// Mine.\nnamespace Shop;\n\n[ImageAttach.ImageEntity]\npublic partial class Photo : ImageAttach.Image\n{\n    public int OwnerId { get; set; }\n}\n",
            "// Mine.\nusing System.ComponentModel.DataAnnotations;\n\nnamespace Shop;\n\n[ImageAttach.ImageEntity]\npublic partial class Photo : ImageAttach.Image\n{\n    [Key]\n    public int OwnerId { get; set; }\n}\n");
        yield return Mend(
            "IMGA042",
            "using ImageAttach;\nusing System.ComponentModel.DataAnnotations;\n\n[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n    public string? Note { get; private set; }\n}\n",
            "using ImageAttach;\nusing System.ComponentModel.DataAnnotations;\nusing System.ComponentModel.DataAnnotations.Schema;\n\n[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n    [NotMapped]\n    public string? Note { get; private set; }\n}\n");
        const string Photo = "\n[ImageAttach.ImageEntity]\npublic partial class Photo : ImageAttach.Image\n{\n    [System.ComponentModel.DataAnnotations.Key] public int OwnerId { get; set; }\n}\n";
        yield return Mend(
            "IMGA030",
            "public partial class Owner\n{\n    public int Id { get; set; }\n    [ImageAttach.ImageAttachment]\n    public Photo? Photo { get; set; }\n}\n" + Photo,
            "using ImageAttach;\n\npublic partial class Owner\n{\n    public int Id { get; set; }\n    [ImageAttach.ImageAttachment]\n    public partial ImageSet<Photo> Photo { get; }\n}\n" + Photo);
    }

    private static IEnumerable<TestCaseData<string, string, string>> TakenNames()
    {
        yield return Mend(
            "IMGA005",
            "namespace Shop;\npublic class Image;\n[ImageAttach.ImageEntity] public partial class Photo { [System.ComponentModel.DataAnnotations.Key] public int OwnerId { get; set; } }\n",
            "partial class Photo : ImageAttach.Image {");
        yield return Mend(
            "IMGA010",
            "namespace Shop;\npublic class KeyAttribute : System.Attribute;\n[ImageAttach.ImageEntity] public partial class Photo : ImageAttach.Image { public int OwnerId { get; set; } }\n",
            "[System.ComponentModel.DataAnnotations.Key]");
        yield return Mend(
            "IMGA010",
            "namespace Shop.System;\npublic class Key : global::System.Attribute;\n[ImageAttach.ImageEntity] public partial class Photo : ImageAttach.Image { public int OwnerId { get; set; } }\n",
            "DataAnnotations.Key");
        yield return Mend(
            "IMGA030",
            "namespace Shop;\npublic class ImageSet<T>;\npublic partial class Owner { public int Id { get; set; } [ImageAttach.ImageAttachment] public Photo Photo { get; set; } = null!; }\n"
            + "[ImageAttach.ImageEntity] public partial class Photo : ImageAttach.Image { [System.ComponentModel.DataAnnotations.Key] public int OwnerId { get; set; } }\n",
            "public partial ImageAttach.ImageSet<Photo> Photo");
    }

    [TestCaseSource(nameof(Mends))]
    public async Task A_fix_mends_what_it_is_offered_for(string id, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document mended = await MendAsync(NewDocument(workspace, source), id);

        Assert.That((await mended.GetTextAsync()).ToString(), Is.EqualTo(Usings + expected));
        Assert.That((await DiagnosticsAsync(mended)).Select(found => found.Id), Does.Not.Contain(id));
    }

    // The types around both are told of twice, and lie in one another.
    [Test]
    public async Task All_mistakes_of_a_kind_can_be_mended_at_once()
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, """
            public class Outer
            {
                public class Middle
                {
                    [ImageEntity] public partial class One : Image { [Key] public int Id { get; set; } }
                    [ImageEntity] public partial class Two : Image { [Key] public int Id { get; set; } }
                }
            }
            """);
        Document mended = await MendAllAsync(document, new AddPartialFix(), "IMGA004", "Add 'partial'");
        Assert.That((await mended.GetTextAsync()).ToString(), Does.Contain("public partial class Outer").And.Contain("public partial class Middle"));
        Assert.That(await DiagnosticsAsync(mended), Is.Empty);
    }

    [TestCaseSource(nameof(MissingUsings))]
    public async Task A_missing_using_is_added(string id, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document mended = await MendAsync(NewDocument(workspace, source, usings: ""), id);
        Assert.That((await mended.GetTextAsync()).ToString(), Is.EqualTo(expected));
        Assert.That(await ErrorsAsync(mended), Is.Empty);
    }

    [TestCaseSource(nameof(TakenNames))]
    public async Task A_name_that_the_user_took_is_written_so_that_it_compiles(string id, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Document mended = await MendAsync(NewDocument(workspace, source, usings: ""), id);
        Assert.That((await mended.GetTextAsync()).ToString(), Does.Contain(expected));
        Assert.That(await ErrorsAsync(mended), Is.Empty);
    }

    [TestCase(FixAllScope.Document)]
    [TestCase(FixAllScope.Project)]
    public async Task All_mistakes_mended_at_once_need_one_using(FixAllScope scope)
    {
        const string Source = """
            using System.ComponentModel.DataAnnotations;

            [ImageAttach.ImageEntity]
            public partial class Photo : ImageAttach.Image
            {
                [Key] public int OwnerId { get; set; }
                public string? Note { get; private set; }
                // Kept elsewhere.
                public string? Other { get; private set; }

                public string? Third { get; private set; }
            }
            """;
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, Source, usings: "");
        Document mended = await MendAllAsync(document, new AddNotMappedFix(), "IMGA042", "Mark with [NotMapped]", scope);
        string expected = Source
            .Replace("DataAnnotations;", "DataAnnotations;\nusing System.ComponentModel.DataAnnotations.Schema;")
            .Replace("    public string?", "    [NotMapped]\n    public string?");
        Assert.That((await mended.GetTextAsync()).ToString(), Is.EqualTo(expected));
    }

    [TestCase("public static ObjectId ObjectId => default;")]
    [TestCase("public new ObjectId ObjectId { get; set; }")]
    [TestCase("public new long ObjectId => 1;")]
    [TestCase("public ObjectId ObjectId() => default;")]
    public async Task An_object_id_that_cannot_override_is_left_to_the_user(string member)
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, $"[ImageEntity] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} {member} }}\n");
        Assert.That(await FixesAsync(document, (await DiagnosticsAsync(document)).Single()), Is.Empty);
    }

    [Test]
    public async Task A_base_class_of_the_users_is_left_to_the_user()
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, "public class Mine { }\n[ImageEntity] public partial class Photo : Mine { [Key] public int Id { get; set; } }\n");
        Assert.That(await FixesAsync(document, (await DiagnosticsAsync(document)).Single()), Is.Empty);
    }

    // One edit isn't right for all of these.
    [TestCase("IMGA025", "[ImageEntity(Table = \"a.b.photo\", ObjectType = \"photo\")] public partial class Photo : Image { [Key] public int Id { get; set; } }")]
    [TestCase("IMGA025", "[ImageEntity(Table = Photo.Name, ObjectType = \"photo\")] public partial class Photo : Image { public const string Name = \"shop.photo\"; [Key] public int Id { get; set; } }")]
    [TestCase("IMGA038", "[System.Obsolete(\"gone\", true)] public readonly record struct Tag(string Value); [ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public Tag Tag { get; set; } }")]
    public async Task A_mistake_without_one_right_edit_is_left_to_the_user(string id, string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = NewDocument(workspace, source);
        Assert.That(await FixesAsync(document, (await DiagnosticsAsync(document)).Single(found => found.Id == id)), Is.Empty);
    }

    private static string Member(string member) => $"[ImageEntity]\npublic partial class Photo : Image\n{{\n    [Key] public int OwnerId {{ get; set; }}\n    {member}\n}}\n";

    private static string Removal(string call) => $$"""
        [ImageEntity]
        public partial class Photo : Image
        {
            [Key] public int OwnerId { get; set; }
        }

        public static class Program
        {
            public static System.Threading.Tasks.Task RemoveAsync(System.Data.IDbConnection db, ImageSet<Photo> set, System.Data.Common.DbTransaction raw) =>
                {{call}};

            private static System.Data.Common.DbTransaction Begun(System.Data.Common.DbTransaction raw) => raw;
        }

        """;

    private static string Class(string attributes) => $"[{attributes}]\npublic partial class Photo : Image\n{{\n    [Key] public int OwnerId {{ get; set; }}\n}}\n";

    private static TestCaseData<string, string, string> Mend(string id, string source, string expected) => new(id, source, expected);

    private static string Owner(string declaration, string property) =>
        $"{declaration}\n{{\n    public int Id {{ get; set; }}\n\n    [ImageAttachment]\n    {property} // the newest\n}}\n\n" +
        "[ImageEntity]\npublic partial class Photo : Image\n{\n    [Key] public int OwnerId { get; set; }\n}\n";

    private static async Task<Document> MendAsync(Document document, string id)
    {
        Diagnostic diagnostic = (await DiagnosticsAsync(document)).Single(found => found.Id == id);
        return await ApplyAsync(document, (await FixesAsync(document, diagnostic))[0]);
    }

    private static async Task<Document> MendAllAsync(
        Document document, CodeFixProvider provider, string id, string title, FixAllScope scope = FixAllScope.Document)
    {
        ImmutableArray<Diagnostic> found = [.. (await DiagnosticsAsync(document)).Where(diagnostic => diagnostic.Id == id)];
        CodeAction? all = await provider.GetFixAllProvider()!.GetFixAsync(
            new FixAllContext(document, provider, scope, title, [id], new Found(found), CancellationToken.None));
        return await ApplyAsync(document, all!);
    }

    // Those of the compiler, after the generator has run.
    private static async Task<Diagnostic[]> ErrorsAsync(Document document)
    {
        CSharpGeneratorDriver.Create([new ImageAttachGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)document.Project.ParseOptions!)
            .RunGeneratorsAndUpdateCompilation((await document.Project.GetCompilationAsync())!, out Compilation output, out _);
        return [.. output.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)];
    }

    private static Document NewDocument(AdhocWorkspace workspace, string source, string usings = Usings) => workspace
        .AddProject("Consumer", LanguageNames.CSharp)
        .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
        .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
        .WithMetadataReferences(GeneratorRun.References)
        .AddDocument("Source.cs", usings + source.ReplaceLineEndings("\n"));

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

    private static async Task<Document> ApplyAsync(Document document, CodeAction fix)
    {
        ApplyChangesOperation changes = (await fix.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return changes.ChangedSolution.GetDocument(document.Id)!;
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
