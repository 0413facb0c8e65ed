using System.Globalization;
using ImageAttach.Databases;
using ImageAttach.Transactions;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

/// <summary>What is declared and can't be kept, or isn't read: a warning, and the rest is generated.</summary>
public sealed class UnreadMemberTests
{
    private const string Usings = """
        using System;
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using System.Diagnostics.CodeAnalysis;
        using ImageAttach;

        """;

    private const string Others = """

        namespace Dapper.Contrib.Extensions
        {
            public class KeyAttribute : Attribute { }
            public class ExplicitKeyAttribute : Attribute { }
            public class TableAttribute : Attribute { public TableAttribute(string name) { } }
            public class ComputedAttribute : Attribute { }
            public class WriteAttribute : Attribute { public WriteAttribute(bool write) { } }
        }
        namespace Dapper
        {
            public class KeyAttribute : Attribute { }
            public class NotMappedAttribute : Attribute { }
            public class ColumnAttribute : Attribute { public ColumnAttribute(string name) { } }
            public class TableAttribute : Attribute { public TableAttribute(string name) { } public string Schema { get; set; } = ""; }
        }
        namespace Other
        {
            public class KeyAttribute : Attribute { }
            public class TableAttribute : Attribute { public TableAttribute(string name) { } }
            public class ColumnAttribute : Attribute { public ColumnAttribute(string name) { } }
            public class PrimaryKeyAttribute : Attribute { public PrimaryKeyAttribute(params string[] names) { } }
        }
        namespace Serializer { public class KeyAttribute : Attribute { public KeyAttribute(int index) { } } }
        """;

    private static IEnumerable<TestCaseData<string, string, string, string>> Warnings()
    {
        yield return Of("IMGA016", "Other.Table(\"photos\")", "[Table] on 'Photo'", "[Other.Table(\"photos\"), ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Of("IMGA016", "Other.Column(\"note\")", "use the one of System.ComponentModel.DataAnnotations", Image("[Other.Column(\"note\")] public string? Text { get; set; }"));
        yield return Of("IMGA016", "Other.Key", "[Key] on 'Number'", Image("[Other.Key] public int Number { get; set; }"));
        yield return Of("IMGA016", "Other.PrimaryKey(\"Number\")", "[PrimaryKey] on 'Owner'", "[Other.PrimaryKey(\"Number\")] public partial class Owner { public int Id { get; set; } public int Number { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Of("IMGA016", "Table(\"pictures\")", "[ImageEntity] names the table 'photos'", "[ImageEntity(Table = \"photos\"), Table(\"pictures\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Of("IMGA018", "Caption", "make it a property", Image("public string? Caption;"));
        yield return Of("IMGA019", "Title", "write `set`", Image("public required string Title { get; init; }"));
        yield return Of("IMGA019", "Title", "`configure` can't set it", Image("public string? Title { get; init; }"));
        yield return Of("IMGA025", "Photo", "'shop.photo'", "[ImageEntity(Table = \"shop.photo\", ObjectType = \"photo\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Of("IMGA042", "Note", "public or internal", Image("public string? Note { get; private set; }"));
        yield return Of("IMGA042", "Note", "public or internal", Image("public string? Note { get; protected set; }"));
    }

    [TestCaseSource(nameof(Warnings))]
    public async Task It_is_a_warning_where_it_is_mended(string id, string place, string message, string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source, "using System;" + Others);
        Diagnostic found = (await run.AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo((id, DiagnosticSeverity.Warning)));
        Assert.That(found.GetMessage(CultureInfo.InvariantCulture), Does.Contain(message));
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo(place));
        Assert.That(run.Files.Keys, Does.Contain("Photo.ImageAttach.g.cs"));

        Diagnostic[] silenced = await GeneratorRun.Of($"{Usings}#pragma warning disable {id}\n{source}", "using System;" + Others).AnalyzeAsync();
        Assert.That(silenced.Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [TestCase("\"shop\".\"user_pictures\"", "[Table(\"user_pictures\", Schema = \"shop\"), ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } }")]
    [TestCase("\"shop\".\"user_pictures\"", "[Dapper.Table(\"user_pictures\", Schema = \"shop\"), ImageEntity] public partial class Photo : Image { [Dapper.Key] public int Id { get; set; } }")]
    [TestCase("\"shop\".\"user_pictures\"", "[Dapper.Contrib.Extensions.Table(\"shop.user_pictures\"), ImageEntity] public partial class Photo : Image { [Dapper.Contrib.Extensions.ExplicitKey] public int Id { get; set; } }")]
    [TestCase("\"shop\".\"photo\"", "[ImageEntity(Schema = \"shop\")] public partial class Photo : Image { [Dapper.Contrib.Extensions.Key] public int Id { get; set; } }")]
    [TestCase("\"photos\"", "[ImageEntity(Table = \"photos\"), Table(\"photos\")] public partial class Photo : Image { [Key] public int Id { get; set; } }")]
    public async Task A_table_is_called_as_any_of_the_known_attributes_says(string table, string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source, "using System;" + Others);
        Assert.That(run.CompilerFindings, Is.Empty);
        Assert.That(await run.AnalyzeAsync(), Is.Empty);
        Assert.That(SqliteDatabase.Instance.ComposeCreateTable(run.LoadTables().Single().Definition), Does.StartWith($"create table if not exists {table} ("));
    }

    [Test]
    public async Task Columns_keys_and_exclusions_of_the_known_attributes_count()
    {
        GeneratorRun run = GeneratorRun.Of(
            Usings + Image("[Dapper.Column(\"note\")] public string? Text { get; set; } [Dapper.NotMapped] public int A { get; set; } [Dapper.Contrib.Extensions.Write(false)] public int B { get; set; } [Serializer.Key(1)] public int C { get; set; } [DatabaseGenerated(DatabaseGeneratedOption.None)] public int D { get; set; }"),
            "using System;" + Others);
        Assert.That(await run.AnalyzeAsync(), Is.Empty);
        Assert.That(SqliteDatabase.Instance.ComposeSelect(run.LoadTables().Single().Definition), Does.StartWith("select \"id\", \"note\", \"c\", \"d\", \"width\", "));
    }

    [Test]
    public async Task The_key_of_an_owner_is_the_one_that_a_known_attribute_marks()
    {
        GeneratorRun run = GeneratorRun.Of(
            Usings + "public partial class Invoice { [Dapper.Contrib.Extensions.Key] public int Number { get; set; } public int Id { get; set; } [ImageAttachment(ForeignKey = \"InvoiceNumber\")] public partial ImageSet<Scan> Scan { get; } } [ImageEntity] public partial class Scan : Image { [Key] public int InvoiceNumber { get; set; } }",
            "using System;" + Others);
        Assert.That(await run.AnalyzeAsync(), Is.Empty);
        Assert.That(run.Files["Invoice.image-sets.ImageAttach.g.cs"], Does.Contain("InvoiceNumber = this.Number"));
    }

    [Test]
    public async Task IMGA042_A_setter_that_another_assembly_keeps_to_itself_is_pointed_out()
    {
        using MemoryStream image = new();
        Compilation library = GeneratorRun.Of(Usings + "public abstract class Base : Image { public string? Alt { get; internal set; } public string? Computed => Alt; [NotMapped] public string? Other { get; internal set; } }").Output.WithAssemblyName("Lib");
        Assert.That(library.Emit(image).Success, Is.True);
        Diagnostic[] found = await GeneratorRun.Of(
            [MetadataReference.CreateFromImage(image.ToArray())], Usings + "[ImageEntity] public partial class Photo : Base { [Key] public int Id { get; set; } }").AnalyzeAsync();
        Assert.That(found.Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1])), Is.EqualTo(new[] { ("IMGA042", "Alt") }));
    }

    [Test]
    public void Defaults_of_a_constructor_that_sets_required_members_stay()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + """
            public partial class Owner { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } }
            [ImageEntity] public partial class Photo : Image { [SetsRequiredMembers] public Photo() => Title = "untitled"; [Key] public required int OwnerId { get; set; } public required string Title { get; set; } }
            """);
        Assert.That(run.CompilerFindings, Is.Empty);
        Assert.That(run.Files.Values, Has.None.Contains("Title = default!"));
    }

    private static string Image(string member) => $"[ImageEntity] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} {member} }}";

    private static TestCaseData<string, string, string, string> Of(string id, string place, string message, string source) =>
        new TestCaseData<string, string, string, string>(id, place, message, source).SetArgDisplayNames(id, message);
}
