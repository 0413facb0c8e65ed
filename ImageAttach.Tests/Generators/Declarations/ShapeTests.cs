using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Tests.Generators.Declarations;

/// <summary>Classes, records, members and languages of every kind.</summary>
public sealed class ShapeTests
{
    private const string Photo = "[ImageEntity] public partial class Photo : Image { [Key] public int PostId { get; set; } public DateTime? At { get; set; } public string Caption { get; set; } = \"\"; }";
    private const string Photos = "[ImageEntity, Thumbnail(\"avatar\", Width = 2)] public partial class Photo : Image { [Key] public int PostId { get; set; } [Key] public int Number { get; set; } }";
    private const string Attachment = "public int Id { get; set; } [ImageAttachment(ForeignKey = \"PostId\")] public partial ImageSet<Photo> Photo { get; }";

    private static IEnumerable<TestCaseData<string>> Shapes()
    {
        yield return Case("a file-scoped namespace", $"namespace Shop; public partial class Post {{ {Attachment} }} {Photo}");
        yield return Case("the global namespace", $"public partial class Post {{ {Attachment} }} {Photo}");
        yield return Case("nested in a static class", $"public static partial class Outer {{ public partial class Post {{ {Attachment} }} {Photo} }}");
        yield return Case("nested in a struct", $"public partial struct Outer {{ public partial class Post {{ {Attachment} }} {Photo} }}");
        yield return Case("nested in a record struct", $"public readonly partial record struct Outer(int A) {{ public partial record Post {{ {Attachment} }} {Photo} }}");
        yield return Case("nested in a generic interface", $"public partial interface IOuter<T, TResult> where T : class {{ public partial class Post {{ {Attachment} }} }} {Photo}");
        yield return Case("nested in a generic record", $"public partial record Outer<T>(T Value) where T : notnull {{ public partial record Post {{ {Attachment} }} }} {Photo}");
        yield return Case("a generic owner with keywords", $"public partial class Post<@class, TKey> where TKey : struct, Enum {{ {Attachment} }} {Photo}");
        yield return Case("a private owner", $"public partial class Outer {{ private partial class Post {{ {Attachment} }} public static object New() => new Post().Photo; }} {Photo}");
        yield return Case("an abstract owner", $"public abstract partial class Post {{ {Attachment} }} public partial class Page : Post; {Photo}");
        yield return Case("a sealed record", $"public sealed partial record Post(int Id, string Title) {{ [ImageAttachment] public partial ImageSet<Photo> Photo {{ get; }} }} {Photo}");
        yield return Case("a primary constructor", $"public partial class Post(int id) {{ public int Id => id; [ImageAttachment] public partial ImageSet<Photo> Photo {{ get; }} }} {Photo}");
        yield return Case("required members", "public partial class Post { public required int Id { get; init; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } } [ImageEntity] public partial class Photo : Image { [Key] public required int PostId { get; init; } [Key] public required string Name { get; init; } public required byte[] Blur { get; set; } public required DateTime? At { get; set; } [NotMapped] public required object Tag { get; set; } }");
        yield return Case("required members that are set by the constructor", "[ImageEntity] public partial class Photo : Image { [SetsRequiredMembers] public Photo() { Title = \"\"; } [Key] public required int PostId { get; init; } public required string Title { get; set; } }");
        yield return Case("a required member that is overridden", "public abstract class Base : Image { [NotMapped] public abstract required string Title { get; set; } } [ImageEntity] public partial class Photo : Base { [Key] public int PostId { get; set; } [NotMapped] public override required string Title { get; set; } }");
        yield return Case("modifiers with remarks between", $"public partial class Post {{ public int Id {{ get; set; }} [ImageAttachment]\npublic // for all to see\n/* and */ virtual partial ImageSet<Photo> Photo {{ get; }} }} {Photo}");
        yield return Case("an interface with the attachment", $"public interface IPost {{ ImageSet<Photo> Photo {{ get; }} }} public partial class Post : IPost {{ {Attachment} }} {Photo}");
        yield return Case("obsolete members", $"public partial class Post {{ [Obsolete] public int Id {{ get; set; }} [Obsolete(\"gone\"), ImageAttachment] public partial ImageSet<Photo> Photo {{ get; }} }} {Photo}");
        yield return Case("a key of a nested enum", "public partial class Post { public enum Kind : short { A } public Kind Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public Post.Kind PostId { get; set; } public Post.Kind? Other { get; set; } }");
        yield return Case("a discriminator that fewer can see", "internal enum Side { Left } public partial class Post { public int Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int PostId { get; set; } [Key] internal Side Side { get; set; } }");
        yield return Case("a column of a generic base class", "public abstract class Base<T> : Image { public T Value { get; set; } = default!; public T? Other { get; set; } public List<T> Skipped => []; } [ImageEntity] public partial class Photo : Base<string> { [Key] public int PostId { get; set; } } [ImageEntity] public partial class Mask : Base<int?> { [Key] public int PostId { get; set; } }");
        yield return Case("names of columns on a base class, overridden", "public abstract class Base : Image { [Column(\"title\")] public virtual string Name { get; set; } = \"\"; [NotMapped] public virtual object? Tag { get; set; } [Placeholder] public virtual string? Blur { get; set; } } [ImageEntity] public partial class Photo : Base { [Key] public int PostId { get; set; } public override string Name { get; set; } = \"\"; public override object? Tag { get; set; } public override string? Blur { get; set; } public string? name { get; set; } }");
        yield return Case("a base class with a field where ours would go", $"public class Base {{ private int _photoImageSet = 1; public int Use() => _photoImageSet++; }} public partial class Post : Base {{ {Attachment} }} {Photo}");
        yield return Case("attachments of base classes", $"public partial class Post {{ public int Id {{ get; set; }} [ImageAttachment(ForeignKey = \"PostId\")] protected partial ImageSet<Photo> Photo {{ get; }} }} public partial class Page : Post {{ [ImageAttachment(ForeignKey = \"PostId\")] public partial ImageSet<Other> Other {{ get; }} }} {Photo} {Photo.Replace("Photo :", "Other :", StringComparison.Ordinal)}");
        yield return Case("an image type without an owner", Photos);
        yield return Case("public members are documented", $"/// <summary>A post.</summary>\npublic partial class Post {{ /// <summary>Its id.</summary>\npublic int Id {{ get; set; }} /// <summary>Its photos.</summary>\n[ImageAttachment] public partial MultipleImageSet<Photo> Photos {{ get; }} }} {Photos}");
    }

    private static IEnumerable<TestCaseData<string, string[]>> Mistakes()
    {
        yield return Refused("a faulty image type beside its owner", $"public partial class Post {{ {Attachment} }} {Photo.Replace("partial ", "", StringComparison.Ordinal)}", "IMGA001 at Photo");
        yield return Refused("a faulty image type beside its owner of many", $"public partial class Post {{ public int Id {{ get; set; }} [ImageAttachment] public partial MultipleImageSet<Photo> Photos {{ get; }} }} {Photos.Replace("partial ", "", StringComparison.Ordinal)}", "IMGA001 at Photo");
        yield return Refused("an image type that derives from nothing beside its owner", $"public partial class Post {{ {Attachment} }} {Photo.Replace(": Image", "", StringComparison.Ordinal)}", "IMGA005 at Photo");
        yield return Refused("a column that cannot be stored beside the owner", $"public partial class Post {{ {Attachment} }} {Photo.Replace("DateTime?", "Uri?", StringComparison.Ordinal)}", "IMGA006 at At");
        yield return Refused("an image type that must not be used", $"[Obsolete(\"gone\", true), ImageEntity] public partial class Photo : Image {{ [Key] public int PostId {{ get; set; }} }}", "IMGA038 at Photo");
        yield return Refused("an image type in a class that must not be used", $"[Obsolete(\"gone\", true)] public partial class Outer {{ {Photo} }}", "IMGA038 at Photo");
        yield return Refused("a constructor that must not be used", Photo.Replace("{ [Key]", "{ [Obsolete(\"gone\", true)] public Photo() { } [Key]", StringComparison.Ordinal), "IMGA038 at Photo");
        yield return Refused("a required member that must not be used", "[ImageEntity] public partial class Photo : Image { [Key] public int PostId { get; set; } [NotMapped, Obsolete(\"gone\", true)] public required string Title { get; set; } }", "IMGA038 at Title");
        yield return Refused("an enum that must not be used", $"[Obsolete(\"gone\", true)] public enum Side {{ A }} {Photo.Replace("{ [Key]", "{ [Obsolete] public Side Side { get; set; } [Key]", StringComparison.Ordinal)}", "IMGA038 at Side");
        yield return Refused("an attachment that must not be used", $"public partial class Post {{ {Attachment.Replace("[ImageAttachment", "[Obsolete(\"gone\", true), ImageAttachment", StringComparison.Ordinal)} }} {Photo}", "IMGA038 at Photo");
        yield return Refused("an owner's key that must not be used", $"public partial class Post {{ [Obsolete(\"gone\", true)] {Attachment} }} {Photo}", "IMGA038 at Photo");
        yield return Refused("a field of a base class where ours would go", $"public class Base {{ protected int _photoImageSet = 1; }} public partial class Post : Base {{ {Attachment} }} {Photo}", "IMGA033 at Photo");
    }

    [TestCaseSource(nameof(Shapes))]
    public Task A_shape_is_as_good_as_another(string source) => new Project(source).CompilesAsync();

    [TestCaseSource(nameof(Mistakes))]
    public Task A_mistake_is_reported_once_and_causes_no_error_in_generated_code(string source, string[] diagnostics) => new Project(source).IsRefusedAsync(diagnostics);

    [Test]
    public Task What_is_experimental_is_stored_all_the_same() => new Project($"#pragma warning disable SHOP1\n[Experimental(\"SHOP1\")] public enum Side {{ A }} public partial class Post {{ {Attachment} }} [Experimental(\"SHOP1\")] {Photo.Replace("{ [Key]", "{ public Side Side { get; set; } [Key]", StringComparison.Ordinal)}")
    { Causes = ["SHOP1"] }.CompilesAsync();

    [Test]
    public Task Annotations_on_properties_are_no_obstacle() => new Project("[ImageEntity] public partial class Photo : Image { [Key] public int PostId { get; set; } [AllowNull] public string Caption { get => field ?? \"\"; set; } [DisallowNull] public string? Alt { get; set; } [MaybeNull] public string Note { get; set; } = \"\"; [NotNull] public string? Set { get => field ?? \"\"; set; } }")
    { Causes = ["CS8601"] }.CompilesAsync();

    [Test]
    public Task Parameters_that_other_languages_lack_are_none_of_our_business() => new Project($"[assembly: CLSCompliant(true)] [CLSCompliant(false)] {Photos.Replace("int Number", "uint Number", StringComparison.Ordinal)} [CLSCompliant(false)] public partial class Post {{ public int Id {{ get; set; }} [ImageAttachment] public partial MultipleImageSet<Photo> Photos {{ get; }} }}")
    { Causes = ["CS3001", "CS3002", "CS3003"] }.CompilesAsync();

    [TestCase(NullableContextOptions.Disable)]
    [TestCase(NullableContextOptions.Warnings)]
    [TestCase(NullableContextOptions.Annotations)]
    public Task Nullable_annotations_are_off(NullableContextOptions nullable) => new Project("""
        public partial class User { public string Name { get; set; } public string Id { get; set; } [ImageAttachment] public partial ImageSet<UserPicture> Picture { get; } [ImageAttachment] public partial MultipleImageSet<UserPhoto> Photos { get; } }
        [ImageEntity] public partial class UserPicture : Image { [Key] public string UserId { get; set; } public string Caption { get; set; } public byte[] Thumb { get; set; } [Placeholder] public string Blur { get; set; } }
        [ImageEntity] public partial class UserPhoto : Image { [Key] public string UserId { get; set; } [Key] public string Tag { get; set; } public required string Caption { get; set; } }
        public partial record Page(string Id) { [ImageAttachment] public partial ImageSet<PagePhoto> Photo { get; } }
        [ImageEntity] public partial class PagePhoto : Image { [Key] public string PageId { get; set; } }
        """.Replace("[Placeholder] public string Blur", nullable == NullableContextOptions.Annotations ? "public string Blur" : "[Placeholder] public string Blur", StringComparison.Ordinal))
    { Nullable = nullable, Causes = [] }.CompilesAsync();

    [TestCase(LanguageVersion.CSharp11)]
    [TestCase(LanguageVersion.CSharp12)]
    [TestCase(LanguageVersion.CSharp13)]
    [TestCase(LanguageVersion.CSharp14)]
    [TestCase(LanguageVersion.Preview)]
    public Task Image_types_need_CSharp_11(LanguageVersion language) => new Project(Photos + Photo.Replace("Photo", "Picture", StringComparison.Ordinal)) { Language = language }.CompilesAsync();

    [TestCase(LanguageVersion.CSharp13)]
    [TestCase(LanguageVersion.CSharp14)]
    public Task Attachments_need_CSharp_13(LanguageVersion language) => new Project($"{Photo} public partial class Post {{ {Attachment} }} {Photos.Replace("class Photo", "class Snap", StringComparison.Ordinal)} public partial record Page(int Id) {{ [ImageAttachment(ForeignKey = \"PostId\")] public partial MultipleImageSet<Snap> Snaps {{ get; }} public object First => Snaps.GetImageSet(1); }}")
    { Language = language }.CompilesAsync();

    [TestCase(LanguageVersion.CSharp7_3)]
    [TestCase(LanguageVersion.CSharp9)]
    [TestCase(LanguageVersion.CSharp10)]
    public Task An_image_type_in_an_older_language_is_reported(LanguageVersion language) => new Project("using ImageAttach; using System.ComponentModel.DataAnnotations; [ImageEntity, Thumbnail(\"avatar\", Width = 2)] public partial class Photo : Image { [Key] public int PostId { get; set; } }")
    { Language = language, IsWhole = true, Nullable = NullableContextOptions.Disable }.IsRefusedAsync("IMGA090 at Photo");

    [TestCase(LanguageVersion.CSharp11)]
    [TestCase(LanguageVersion.CSharp12)]
    public Task An_attachment_in_an_older_language_is_reported(LanguageVersion language) => new Project($"{Photo} public partial class Post {{ {Attachment} }}") { Language = language }.IsRefusedAsync("IMGA090 at Photo");

    [TestCase("/// <summary>Mine.</summary>", "Mine.")]
    [TestCase("/** <summary>Mine.</summary> */", "Mine.")]
    [TestCase("", "The images attached as Photo.")]
    [TestCase("// Not for readers.", "The images attached as Photo.")]
    public void A_summary_of_the_users_own_stays(string comment, string summary)
    {
        GeneratorRun run = GeneratorRun.Of($"using System; using System.ComponentModel.DataAnnotations; using ImageAttach;\npublic partial class Post\n{{\n{comment}\n{Attachment}\n}} {Photo}".Replace("[ImageAttachment", $"\n{comment}\n[ImageAttachment", StringComparison.Ordinal).Replace($"{{\n{comment}\n", "{\n", StringComparison.Ordinal));
        ISymbol photo = run.Output.GetTypeByMetadataName("Post")!.GetMembers("Photo").Single();
        Assert.That(photo.GetDocumentationCommentXml(System.Globalization.CultureInfo.InvariantCulture), Does.Contain(summary));
    }

    private static TestCaseData<string> Case(string name, string source) => new TestCaseData<string>(source).SetArgDisplayNames(name);

    private static TestCaseData<string, string[]> Refused(string name, string source, params string[] diagnostics) => new TestCaseData<string, string[]>(source, diagnostics).SetArgDisplayNames(name);
}
