using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

/// <summary>Declarations that would share rows, in one assembly and across several.</summary>
public sealed class SharedRowsTests
{
    private const string Usings = """
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using ImageAttach;

        """;

    private const string Picture = " [ImageEntity] public partial class Picture : Image { [Key] public int OwnerId { get; set; } }";
    private const string Many = " [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } [Key] public int Number { get; set; } }";

    [TestCase("Banner", "'User.Banner' and 'User.Avatar'", "public partial class User { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<Picture> Avatar { get; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<Picture> Banner { get; } }" + Picture)]
    [TestCase("Picture", "'User.Picture' and 'Company.Logo'", "public partial class User { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<Picture> Picture { get; } } public partial class Company { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<Picture> Logo { get; } }" + Picture)]
    [TestCase("Photos", "'Post.Photos' and 'Blog.Photos'", "public partial class Post { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Photo> Photos { get; } } public partial class Blog { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Photo> Photos { get; } }" + Many)]
    [TestCase("More", "'Base.More' and 'Admin.More'", "public partial class Base { [Key] public int OwnerId { get; set; } [ImageAttachment] public partial ImageSet<Picture> More { get; } } public partial class Admin : Base { [ImageAttachment] public new partial ImageSet<Picture> More { get; } }" + Picture)]
    public async Task IMGA023_Two_attachments_of_one_image_type_are_an_error(string place, string message, string source)
    {
        Diagnostic found = (await GeneratorRun.Of(Usings + source).AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA023", DiagnosticSeverity.Error)));
        Assert.That(TextOf(found), Is.EqualTo(place));
        Assert.That(Message(found), Does.StartWith(message).And.EndWith("declare another image type for one of them"));

        Diagnostic[] silenced = await GeneratorRun.Of($"{Usings}#pragma warning disable IMGA023\n{source}").AnalyzeAsync();
        Assert.That(silenced.Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [TestCase("Photo", "'Shop.Photo' and 'Blog.Photo' would keep their rows in one table, 'photo'", "namespace Shop { [ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } } } namespace Blog { [ImageEntity] public partial class Photo : Image { [Key] public System.Guid Id { get; set; } } }")]
    [TestCase("B", "'B' and 'A'", "[ImageEntity(Table = \"photos\", ObjectType = \"a\")] public partial class A : Image { [Key] public int Id { get; set; } } [ImageEntity(Table = \"photos\", ObjectType = \"b\")] public partial class B : Image { [Key] public int Id { get; set; } }")]
    [TestCase("B", "'B' and 'A'", "[ImageEntity(Table = \"Photos\", ObjectType = \"a\")] public partial class A : Image { [Key] public int Id { get; set; } } [ImageEntity(Table = \"photos\", ObjectType = \"b\")] public partial class B : Image { [Key] public int Id { get; set; } }")]
    public async Task IMGA024_Two_image_types_on_one_table_are_an_error(string place, string message, string source)
    {
        Diagnostic found = (await GeneratorRun.Of(Usings + source).AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA024", DiagnosticSeverity.Error)), "and not another ObjectType, which would hide it");
        Assert.That(TextOf(found), Is.EqualTo(place));
        Assert.That(Message(found), Does.StartWith(message).And.EndWith("give one of them another Table"));

        Diagnostic[] silenced = await GeneratorRun.Of($"{Usings}#pragma warning disable IMGA024\n{source}").AnalyzeAsync();
        Assert.That(silenced.Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [Test]
    public async Task IMGA023_An_attachment_of_an_assembly_below_counts()
    {
        MetadataReference library = Library("Lib", "namespace Lib; public partial class Owner { public int Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } }" + Many);
        Diagnostic[] found = await GeneratorRun.Of(
            [library], Usings + "public partial class Admin : Lib.Owner { [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Lib.Photo> More { get; } }").AnalyzeAsync();
        Assert.That(found.Select(diagnostic => (diagnostic.Id, TextOf(diagnostic))), Is.EqualTo(new[] { ("IMGA023", "More") }));
        Assert.That(Message(found[0]), Does.StartWith("'Admin.More' and 'Lib.Owner.Photos'"));
    }

    [Test]
    public async Task IMGA023_Attachments_of_two_assemblies_below_are_found_where_they_meet()
    {
        MetadataReference images = Library("Images", "namespace Images;" + Many);
        MetadataReference posts = Library("Posts", Owner("Post"), images), blogs = Library("Blogs", Owner("Blog"), images);
        Diagnostic[] found = await GeneratorRun.Of([images, posts, blogs], Usings + "public static class Program { }").AnalyzeAsync();
        Assert.That(found.Select(diagnostic => (diagnostic.Id, diagnostic.Location.Kind)), Is.EqualTo(new[] { ("IMGA023", LocationKind.None) }));
        Assert.That(Message(found[0]), Does.StartWith("'Post.Photos' and 'Blog.Photos'"));

        static string Owner(string name) => $"public partial class {name} {{ public int Id {{ get; set; }} [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Images.Photo> Photos {{ get; }} }}";
    }

    [Test]
    public async Task IMGA024_A_table_of_an_assembly_below_counts()
    {
        MetadataReference library = Library("Lib", "namespace Lib;" + Picture);
        Diagnostic[] found = await GeneratorRun.Of([library], Usings + Picture).AnalyzeAsync();
        Assert.That(found.Select(diagnostic => (diagnostic.Id, TextOf(diagnostic))), Is.EqualTo(new[] { ("IMGA024", "Picture") }));
    }

    [Test]
    public async Task What_an_assembly_below_shares_within_itself_is_not_reported_again()
    {
        MetadataReference library = Library("Lib", "namespace Lib { [ImageEntity(Table = \"photos\")] public partial class A : Image { [Key] public int Id { get; set; } } [ImageEntity(Table = \"photos\")] public partial class B : Image { [Key] public int Id { get; set; } } }");
        Assert.That(await GeneratorRun.Of([library], Usings + Picture).AnalyzeAsync(), Is.Empty);
    }

    private static PortableExecutableReference Library(string name, string source, params MetadataReference[] references)
    {
        Compilation library = GeneratorRun.Of(references, Usings + source).Output.WithAssemblyName(name);
        using MemoryStream image = new();
        Assert.That(library.Emit(image).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error), Is.Empty);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static string TextOf(Diagnostic found) => found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan);

    private static string Message(Diagnostic found) => found.GetMessage(CultureInfo.InvariantCulture);
}
