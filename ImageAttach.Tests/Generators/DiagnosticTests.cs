using ImageAttach.Tests.Docs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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

    private static readonly string[] TestedElsewhere = ["IMGA016", "IMGA018", "IMGA019", "IMGA021", "IMGA022", "IMGA023", "IMGA024", "IMGA025", "IMGA037", "IMGA039", "IMGA042", "IMGA045", "IMGA050", "IMGA051", "IMGA090", "IMGA099"];

    private static IEnumerable<TestCaseData<string, string, string, string>> Mistakes()
    {
        yield return Mistake("IMGA001", "Photo", "add `partial`", "[ImageEntity] public class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA004", "Outer", "add `partial` to 'Outer'", "public class Outer { [ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } } }");
        yield return Mistake("IMGA005", "Photo", "write `: Image`", "[ImageEntity] public partial class Photo { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA006", "Site", "'System.Uri'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public Uri? Site { get; set; } }");
        yield return Mistake("IMGA010", "Photo", "with [Key]", "[ImageEntity] public partial class Photo : Image { public int Id { get; set; } }");
        yield return Mistake("IMGA011", "Id", "'double'", "[ImageEntity] public partial class Photo : Image { [Key] public double Id { get; set; } }");
        yield return Mistake("IMGA011", "Id", "'int?'", "[ImageEntity] public partial class Photo : Image { [Key] public int? Id { get; set; } }");
        yield return Mistake("IMGA011", "B", "'string?'", "[ImageEntity] public partial class Photo : Image { [Key] public int A { get; set; } [Key] public string? B { get; set; } }");
        yield return Mistake("IMGA002", "Photo", "none of these", "[ImageEntity] public abstract partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA002", "Photo", "none of these", "[ImageEntity] public partial class Photo<T> : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA002", "Photo", "no generic type", "public partial class Outer<T> { [ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } } }");
        yield return Mistake("IMGA002", "Photo", "none of these", "[ImageEntity] file partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA003", "Photo", "without parameters", "[ImageEntity] public partial class Photo : Image { public Photo(int id) => Id = id; [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA003", "Photo", "without parameters", "[ImageEntity] public partial class Photo : Image { private Photo() { } [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA007", "Second", "'title'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public string Title { get; set; } = \"\"; [Column(\"title\")] public string Second { get; set; } = \"\"; }");
        yield return Mistake("IMGA007", "Wide", "'WIDTH'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } [Column(\"WIDTH\")] public int Wide { get; set; } }");
        yield return Mistake("IMGA008", "Photo", "public or internal", "public partial class Outer { [ImageEntity] private partial class Photo : Image { [Key] public int Id { get; set; } } }");
        yield return Mistake("IMGA038", "Photo", "make it a warning", "[Obsolete(\"gone\", true), ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA043", "Note", "leave out braces", Image("[Column(TypeName = \"a{b\")] public string? Note { get; set; }"));
        yield return Mistake("IMGA044", "Note", "implement IColumnConverter<string, …>", Image("[ColumnConverter(typeof(int))] public string? Note { get; set; }"));
        yield return Mistake("IMGA060", "Thumbnail(\"\", Width = 1)", "a letter first", Thumbnails("Thumbnail(\"\", Width = 1)"));
        yield return Mistake("IMGA060", "Thumbnail(\"2x\", Width = 1)", "a letter first", Thumbnails("Thumbnail(\"2x\", Width = 1)"));
        yield return Mistake("IMGA060", "Thumbnail(\"a b\", Width = 1)", "a letter first", Thumbnails("Thumbnail(\"a b\", Width = 1)"));
        yield return Mistake("IMGA060", "Thumbnail(\"original\", Width = 1)", "a member Original", Thumbnails("Thumbnail(\"original\", Width = 1)"));
        yield return Mistake("IMGA060", "Thumbnail(\"to-string\", Width = 1)", "a member ToString", Thumbnails("Thumbnail(\"to-string\", Width = 1)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\")", "give Width or Height", Thumbnails("Thumbnail(\"a\")"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Height = 1)", "with Fit", Thumbnails("Thumbnail(\"a\", Width = 1, Height = 1)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Fit = Fit.Cover)", "both Width and Height", Thumbnails("Thumbnail(\"a\", Width = 1, Fit = Fit.Cover)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 0)", "1 to 16383, not 0", Thumbnails("Thumbnail(\"a\", Width = 0)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Height = 16384)", "not 16384", Thumbnails("Thumbnail(\"a\", Height = 16384)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Quality = 101)", "Quality must be 1 to 100", Thumbnails("Thumbnail(\"a\", Width = 1, Quality = 101)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Format = (ThumbnailFormat)5)", "Format must be", Thumbnails("Thumbnail(\"a\", Width = 1, Format = (ThumbnailFormat)5)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Filter = (ResamplingFilter)7)", "Filter must be", Thumbnails("Thumbnail(\"a\", Width = 1, Filter = (ResamplingFilter)7)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Height = 1, Fit = (Fit)4)", "Fit must be", Thumbnails("Thumbnail(\"a\", Width = 1, Height = 1, Fit = (Fit)4)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, FocalX = 1.5)", "not 1.5", Thumbnails("Thumbnail(\"a\", Width = 1, FocalX = 1.5)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Sharpen = double.NaN)", "Sharpen must be", Thumbnails("Thumbnail(\"a\", Width = 1, Sharpen = double.NaN)"));
        yield return Mistake("IMGA061", "Thumbnail(\"a\", Width = 1, Background = \"white\")", "#rrggbb", Thumbnails("Thumbnail(\"a\", Width = 1, Background = \"white\")"));
        yield return Mistake("IMGA062", "Blur", "'Blur' can't keep the picture's placeholder: it is of type 'string'", Image("[Placeholder] public string Blur { get; set; } = \"\";"));
        yield return Mistake("IMGA062", "Blur", "it is of type 'int?'", Image("[Placeholder] public int? Blur { get; set; }"));
        yield return Mistake("IMGA062", "Blur", "write `set`", Image("[Placeholder] public string? Blur { get; init; }"));
        yield return Mistake("IMGA062", "Blur", "it is no column", Image("[Placeholder, NotMapped] public string? Blur { get; set; }"));
        yield return Mistake("IMGA062", "Blur", "it is part of the key", Image("[Key, Placeholder] public string Blur { get; set; } = \"\";"));
        yield return Mistake("IMGA062", "Blurred", "'Blur' keeps it already", Image("[Placeholder] public string? Blur { get; set; } [Placeholder] public byte[]? Blurred { get; set; }"));
        yield return Mistake("IMGA063", "Blur", "'Owner' is no image type", "public class Owner { [Placeholder] public string? Blur { get; set; } }");
        yield return Mistake("IMGA063", "Thumbnail(\"a\", Width = 1)", "does nothing on 'Photo'", "[Thumbnail(\"a\", Width = 1)] public class Photo : Image { public override string ObjectType => \"\"; public override ObjectId ObjectId => default; public override System.Collections.Generic.IReadOnlyList<string> IdentityAttributes => []; public override System.Collections.Generic.IReadOnlyDictionary<string, object> IdentityMap => null!; }");
        yield return Mistake("IMGA060", "Thumbnail(\"A\", Width = 2)", "another thumbnail", Thumbnails("Thumbnail(\"a\", Width = 1), Thumbnail(\"A\", Width = 2)"));
        yield return Mistake("IMGA033", "Photo", "PhotoThumbnails", Thumbnails("Thumbnail(\"a\", Width = 1)") + " public class PhotoThumbnails { }");
        yield return Mistake("IMGA040", "Photo", "1 to 63", "[ImageEntity(Table = \"\", ObjectType = \"photo\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA040", "Id", "1 to 63", $"[ImageEntity] public partial class Photo : Image {{ [Key, Column(\"{new string('a', 64)}\")] public int Id {{ get; set; }} }}");
        yield return Mistake("IMGA033", "Photo", "needs the name '_photoImageSet'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; } private int _photoImageSet = 1; public int Use() => _photoImageSet++;"));
        yield return Mistake("IMGA034", "Photo", "one more property of 'Picture'", Owner("[ImageAttachment] public partial MultipleImageSet<Picture> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "declare a MultipleImageSet", Owner("[ImageAttachment] public partial ImageSet<Numbered> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "name 1 properties", Owner("[ImageAttachment(ForeignKey = \"OwnerId, Number\")] public partial MultipleImageSet<Numbered> Photo { get; }"));
        yield return Mistake("IMGA035", "Owner", "record class", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }").Replace("partial class Owner", "partial struct Owner"));
        yield return Mistake("IMGA020", "Photo", "'../etc'", "[ImageEntity(ObjectType = \"../etc\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA020", "Photo", "''", "[ImageEntity(ObjectType = \"\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public string Photo { get; } = \"\";"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public ImageSet<Picture> Photo { get; } = null!;"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public ImageSet<Plain> Photo { get; } = null!;"));
        yield return Mistake("IMGA031", "Photo", "[Key] property 'OwnerId'", Owner("[ImageAttachment] public partial ImageSet<Stranger> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "which is 'int'", Owner("[ImageAttachment] public partial ImageSet<Longer> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "[Key] property 'Nowhere'", Owner("[ImageAttachment(ForeignKey = \"Nowhere\")] public partial ImageSet<Picture> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "mark the key property of 'Owner'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: ""));
        yield return Mistake("IMGA031", "Photo", "names 2 columns", "[ImageEntity(OwnerTable = \"users\", OwnerKey = \"tenant, id\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA040", "Photo", "would be called ''", "[ImageEntity(OwnerTable = \"shop.\")] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA032", "Owner", "add `partial` to 'Owner'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", modifier: ""));
        yield return Mistake("IMGA009", "ObjectType", "'Photo.ObjectType'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public override string ObjectType => \"photos\"; }");
        yield return Mistake("IMGA009", "IdentityMap", "for 'Photo'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public int IdentityMap() => 1; }");
        yield return Mistake("IMGA009", "CreateTableSql", "'Photo.CreateTableSql'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public string? CreateTableSql { get; set; } }");
        yield return Mistake("IMGA009", "TakenAtAsStored", "'Photo.TakenAtAsStored'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public DateTime TakenAt { get; set; } public string? TakenAtAsStored { get; set; } }");
        yield return Mistake("IMGA009", "ObjectType", "'Sealed.ObjectType'", "public abstract class Sealed : Image { public sealed override string ObjectType => \"\"; } [ImageEntity] public partial class Photo : Sealed { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA009", "IdentityAttributes", "'Hiding.IdentityAttributes' is in the way of the member of this name that is generated for 'Photo'", "public abstract class Hiding : Image { public new int IdentityAttributes => 1; } [ImageEntity] public partial class Photo : Hiding { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA013", "ObjectId", "'Photo.ObjectId'", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public new ObjectId ObjectId => default; }");
        yield return Mistake("IMGA013", "ObjectId", "public override ObjectId", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public static int ObjectId => 1; }");
        yield return Mistake("IMGA013", "ObjectId", "or rename it", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } public ObjectId ObjectId() => default; }");
        yield return Mistake("IMGA013", "ObjectId", "'Hiding.ObjectId'", "public abstract class Hiding : Image { public new long ObjectId => 1; } [ImageEntity] public partial class Photo : Hiding { [Key] public int Id { get; set; } }");
        yield return Mistake("IMGA012", "Id", "a getter and a setter", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; private set; } }");
        yield return Mistake("IMGA012", "Id", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; } }");
        yield return Mistake("IMGA012", "Id", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { private get; set; } }");
        yield return Mistake("IMGA012", "Id", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key] public static int Id { get; set; } }");
        yield return Mistake("IMGA012", "this", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key] public int this[int index] { get => index; set { } } }");
        yield return Mistake("IMGA012", "Id", "no [NotMapped]", "[ImageEntity] public partial class Photo : Image { [Key, NotMapped] public int Id { get; set; } }");
        yield return Mistake("IMGA012", "Second", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } [Key] private int Second { get; set; } }");
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public static partial ImageSet<Picture> Photo { get; }"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public partial ImageSet<Picture>? Photo { get; }"));
        yield return Mistake("IMGA030", "Photo", "partial ImageSet<T> Photo", Owner("[ImageAttachment] public partial ref ImageSet<Picture> Photo { get; }"));
        yield return Mistake("IMGA031", "Photo", "give 'Owner.Id' a getter", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "[Key] public int Id { set { } }"));
        yield return Mistake("IMGA031", "Photo", "give 'Owner.Id' a getter", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "[Key] public static int Id { get; set; }"));
        yield return Mistake("IMGA031", "Photo", "mark the key property of 'Owner'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "public static int Id { get; set; }"));
        yield return Mistake("IMGA031", "Photo", "so that it can't be null", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "public int? Id { get; set; }"));
        yield return Mistake("IMGA031", "Photo", "so that it can't be null", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "public string? Id { get; set; }"));
        yield return Mistake("IMGA031", "Photo", "give 'Owner.Id' a getter", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }", key: "").Replace("class Owner {", "class Owner : Base {") + "public class Base { [Key] public int Id { private get; set; } }");
        yield return Mistake("IMGA033", "Photo", "'_photoImageSets'", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; } public int _photoImageSets;").Replace("partial class Owner", "partial record Owner"));
        yield return Mistake("IMGA033", "Photo", "'NumberedSets'", Owner("[ImageAttachment] public partial MultipleImageSet<Numbered> Photo { get; }") + "public static class NumberedSets { }");
        yield return Mistake("IMGA035", "Owner", "isn't static", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }").Replace("partial class Owner", "static partial class Owner"));
        yield return Mistake("IMGA036", "Photo", "has one", Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; } public partial ImageSet<Picture> Photo => null!;"));
        yield return Mistake("IMGA036", "Photo", "has one", Owner("public partial ImageSet<Picture> Photo { get; } [ImageAttachment] public partial ImageSet<Picture> Photo { get { return null!; } }"));
        yield return Mistake("IMGA040", "Photo", "'a\\u2028b'", "[ImageEntity(Table = \"a\\u2028b\", ObjectType = \"photo\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA040", "Note", "no space at the end", "[ImageEntity()] public partial class Photo : Image { [Key] public int Id { get; set; } [Column(\"note \")] public string? Note { get; set; } }");
        yield return Mistake("IMGA040", "Note", "'a\\u000ab'", "[ImageEntity()] public partial class Photo : Image { [Key] public int Id { get; set; } [Column(\"a\\nb\")] public string? Note { get; set; } }");
        yield return Mistake("IMGA040", "Note", "bytes of UTF-8", "[ImageEntity()] public partial class Photo : Image { [Key] public int Id { get; set; } [Column(\"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü\")] public string? Note { get; set; } }");
        yield return Mistake("IMGA040", "Photo", "would be called ''", "[ImageEntity(Table = \"\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA020", "Photo", "Windows", "[ImageEntity(ObjectType = \"CON\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA020", "Photo", "Windows", "[ImageEntity(ObjectType = \"lpt1\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA020", "Photo", "'..'", "[ImageEntity(ObjectType = \"..\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA020", "Photo", "'photos.'", "[ImageEntity(ObjectType = \"photos.\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA020", "Photo", "'a\\u000a'", "[ImageEntity(ObjectType = \"a\\n\")] public partial class Photo : Image { [Key] public int Id { get; set; }  }");
        yield return Mistake("IMGA017", "Number", "with [NotMapped]", Image("[DatabaseGenerated(DatabaseGeneratedOption.Identity)] public int Number { get; set; }"));
        yield return Mistake("IMGA017", "Number", "writes every column itself", Image("[DatabaseGenerated(DatabaseGeneratedOption.Computed)] public int Number { get; set; }"));
        yield return Mistake("IMGA031", "Photo", "mark 'Surrogate.OwnerId', which is named after 'Owner.Id', with [Key] instead of 'Id'", Owner("[ImageAttachment] public partial ImageSet<Surrogate> Photo { get; }") + "[ImageEntity] public partial class Surrogate : Image { [Key] public int Id { get; set; } public int OwnerId { get; set; } }");
        yield return Mistake("IMGA002", "Photo", "nor static", "[ImageEntity] public static partial class Photo { }");
        yield return Mistake("IMGA012", "Id", "but is no column", "[ImageEntity] public partial class Photo : Image { [Key, Obsolete(\"gone\", true)] public int Id { get; set; } }");
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
        Assert.That(run.Files.Keys, Has.None.Contains("Photo.ImageAttach"));
        Assert.That(run.Files.Values, Has.None.Contains(Generated("Photo")));
    }

    [Test]
    public async Task IMGA033_Of_two_attachments_that_differ_in_case_one_is_told_and_the_other_generated()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + Owner("[ImageAttachment] public partial ImageSet<Picture> photo { get; } [ImageAttachment] public partial ImageSet<Picture> Photo { get; }"));
        Diagnostic found = (await run.AnalyzeAsync()).Single();
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo("photo"));
        Assert.That(found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.StartWith("'photo' needs the name '_photoImageSet'"));
        Assert.That(run.Files["Owner.image-sets.ImageAttach.g.cs"], Does.Contain(Generated("Photo")).And.Not.Contain(Generated("photo")));
    }

    // What an attachment's accessor begins with.
    private static string Generated(string property) => $"> {property} =>";

    private static string Thumbnails(string attributes) => $"[ImageEntity, {attributes}] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} }}";

    private static string Image(string member) => $"[ImageEntity] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} {member} }}";

    // Each generates code that compiles without a warning, and calls for no remark.
    private static IEnumerable<TestCaseData<string>> Oddities()
    {
        yield return Odd("a key that is set once", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; init; } }");
        yield return Odd("an overridden key", "public abstract class Base : Image { [Key] public virtual int Id { get; set; } } [ImageEntity] public partial class Photo : Base { [Key] public override int Id { get; set; } }");
        yield return Odd("a key that half overrides", "public abstract class Base : Image { [Key] public virtual int Id { get; set; } } [ImageEntity] public partial class Photo : Base { public override int Id { get => base.Id; } }");
        yield return Odd("a key that only its override marks", "public abstract class Base : Image { public abstract int Id { get; set; } } [ImageEntity] public partial class Photo : Base { [Key] public override int Id { get; set; } }");
        yield return Odd("a key that hides another", "public abstract class Base : Image { [Key] public int Id { get; set; } } [ImageEntity] public partial class Photo : Base { [Key] public new long Id { get; set; } }");
        yield return Odd("a key of a generic base", "public abstract class Base<T> : Image { [Key] public T Id { get; set; } = default!; } [ImageEntity] public partial class Photo : Base<int> { }");
        yield return Odd("a text key without nullable annotations", "#nullable disable\n[ImageEntity] public partial class Photo : Image { [Key] public string Id { get; set; } public string Note { get; set; } }");
        yield return Odd("a property of an interface", "public interface INoted { string Note { get; set; } } [ImageEntity] public partial class Photo : Image, INoted { [Key] public int Id { get; set; } string INoted.Note { get; set; } = \"\"; }");
        yield return Odd("an owner whose key overrides another", "public abstract class Base { [Key] public abstract int Id { get; set; } } public partial class Owner : Base { [Key] public override int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("an owner whose key hides another", "public class Base { [Key] public long Id { get; set; } } public partial class Owner : Base { [Key] public new int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("an owner whose key is private, beside a base class with another", "public class Base { private long Id { get; set; } public long Use() => Id++; } public partial class Owner : Base { private int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("a generic owner in an interface", "public partial interface IOuter<T> { public partial class Owner<TKey> where TKey : class { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("two sets", "public partial class Owner { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } [ImageAttachment] private partial ImageSet<Event> @event { get; } } [ImageEntity] public partial class Event : Image { [Key] public int OwnerId { get; set; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("an overridden attachment", "public partial class Base { [Key] public int OwnerId { get; set; } [ImageAttachment] public virtual partial ImageSet<Photo> Photo { get; } } public partial class Owner : Base { [ImageAttachment] public override partial ImageSet<Photo> Photo { get; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("a table with a name that XML would read", "[ImageEntity(Table = \"a<b>&c */\", ObjectType = \"photo\")] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("columns whose names are nearly the same", "[ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } [Column(\"a b\")] public int A { get; set; } [Column(\"a-b\")] public int B { get; set; } public int Ä { get; set; } public int Ö { get; set; } [Column(\"it's; --\\\\\")] public int C { get; set; } }");
        yield return Odd("a thumbnail with a keyword's name", "[ImageEntity, Thumbnail(\"a-class\", Width = 1), Thumbnail(\"field\", Height = 2)] internal partial class Photo : Image { [Key] public int OwnerId { get; set; } public static int Use(ImageSet<Photo> photos) => photos.AClass.Name.Length + photos.Field.Name.Length; }");
        yield return Odd("no object type", "[ImageEntity(ObjectType = null)] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("names that generated code uses itself", "[ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } public int Instance { get; set; } public int System { get; set; } public int ImageAttach { get; set; } public Guid? Guid { get; set; } public int @reader { get; set; } public int image { get; set; } public int @class { get; set; } public int Table { get; set; } }");
        yield return Odd("properties that hide Image's", "[ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } public new int Size { get; set; } public new int Key { get; set; } [NotMapped] public new int Width { get; set; } }");
        yield return Odd("obsolete properties, constructors and types", "[Obsolete] public enum Side { Left } [Obsolete(\"gone\"), ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } [Obsolete] public Photo() { } [Obsolete(\"gone\")] public string? Old { get; set; } [Obsolete] public Side Side { get; set; } [Key, Obsolete] public int Number { get; set; } } public partial class Owner { [Obsolete] public int Id { get; set; } [Obsolete, ImageAttachment] public partial MultipleImageSet<Photo> Photo { get; } }");
        yield return Odd("an image type that derives from another", "[ImageEntity(Table = \"basics\")] public partial class Basic : Image { [Key] public int Id { get; set; } public DateTime TakenAt { get; set; } } [ImageEntity] public partial class Photo : Basic { public string? Note { get; set; } }");
        yield return Odd("types called like what is generated for others", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } } [ImageEntity] public partial class PhotoTable : Image { [Key] public int Id { get; set; } } [ImageEntity] public partial class PhotoTableTable : Image { [Key] public int Id { get; set; } }");
        yield return Odd("an image type that has images", "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } [ImageAttachment] public partial ImageSet<Mask> Mask { get; } [ImageAttachment] public partial ImageSet<Other> Other { get; } } [ImageEntity] public partial class Other : Image { [Key] public int PhotoId { get; set; } } [ImageEntity] public partial class Mask : Image { [Key] public int PhotoId { get; set; } }");
        yield return Odd("a property named as another but for its case", "public partial class Owner { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> Photo { get; } public string? photo { get; set; } } [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } }");
        yield return Odd("a base class with a CreateTableSql", "public abstract class Base : Image { public static string CreateTableSql(SqlDialect dialect) => \"\"; } [ImageEntity] public partial class Photo : Base { [Key] public int Id { get; set; } }");
    }

    [TestCaseSource(nameof(Oddities))]
    public async Task An_odd_declaration_is_none_the_worse(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);
        Assert.That(run.CompilerFindings, Is.Empty);
        Assert.That(await run.AnalyzeAsync(), Is.Empty);
        Assert.That(run.Files.Keys, Does.Contain("Photo.ImageAttach.g.cs"));
    }

    [Test]
    public async Task IMGA021_Two_types_that_share_an_object_type_are_told_of_it()
    {
        const string Source = """
            [ImageEntity] public partial class Logo : Image { [Key] public int Id { get; set; } }
            #pragma warning disable IMGA021
            [ImageEntity(ObjectType = "logo")] public partial class Quiet : Image { [Key] public int Id { get; set; } }
            #pragma warning restore
            [ImageEntity(ObjectType = "LOGO")] public partial class Sign : Image { [Key] public int Id { get; set; } }
            """;
        GeneratorRun run = GeneratorRun.Of(Usings + Source);
        Diagnostic[] found = [.. (await run.AnalyzeAsync()).Where(diagnostic => !diagnostic.IsSuppressed)];
        Assert.That(found.Select(diagnostic => diagnostic.ToString()), Has.One.Items);
        Assert.That(found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.StartWith("'Sign' and 'Logo' both keep their files under 'logo'"));
        Assert.That(found[0].Severity, Is.EqualTo(DiagnosticSeverity.Warning));
    }

    [TestCase("[ImageEntity] public partial struct Photo { }")]
    [TestCase("[ImageEntity] public enum Photo { A }")]
    [TestCase("[ImageEntity] public delegate void Photo();")]
    [TestCase("[ImageEntity] public interface Photo { }")]
    public async Task An_attribute_that_cannot_stand_there_is_left_to_the_compiler(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);
        Assert.That(run.CompilerFindings.Select(found => found.Id), Is.EqualTo(new[] { "CS0592" }));
        Assert.That(await run.AnalyzeAsync(), Is.Empty);
    }

    private static IEnumerable<TestCaseData<string, string, string, string>> SharedFiles()
    {
        const string Key = " : Image { [Key] public int OwnerId { get; set; } }";
        yield return Shared("photo", "'photo' and 'Photo'", "Photo.ImageAttach.g.cs", $"[ImageEntity] public partial class Photo{Key} [ImageEntity(Table = \"other\")] public partial class photo{Key}");
        yield return Shared("A_Photo", "'A_Photo' and 'A.Photo'", "A_Photo.ImageAttach.g.cs", $"public partial class A {{ [ImageEntity] public partial class Photo{Key} }} [ImageEntity] public partial class A_Photo{Key}");
        yield return Shared("ImageEntities", "'ImageEntities' and 'ImageAttach.Generated.ImageEntities'", "ImageEntities.ImageAttach.g.cs", $"[ImageEntity] public partial class ImageEntities{Key} [ImageEntity] public partial class Photo{Key}");
        yield return Shared("owner", "'owner' and 'Owner'", "Owner.image-sets.ImageAttach.g.cs", $"{Owner("Owner", "A", "B")} {Owner("owner", "C", "D")} {Image("A")} {Image("B")} {Image("C")} {Image("D")}");

        static string Image(string name) => $"[ImageEntity] public partial class {name}{Key}";

        static string Owner(string name, string cover, string back) => $"public partial class {name} {{ public int Id {{ get; set; }} [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<{cover}> Cover {{ get; }} [ImageAttachment(ForeignKey = \"OwnerId\")] public partial ImageSet<{back}> Back {{ get; }} }}";
    }

    [TestCaseSource(nameof(SharedFiles))]
    public async Task IMGA022_The_second_of_a_generated_name_is_told_of_it_and_the_others_are_generated(string place, string message, string file, string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);
        Diagnostic found = (await run.AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA022", DiagnosticSeverity.Error)));
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo(place));
        Assert.That(found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.StartWith(message).And.Contain("rename one"));
        Assert.That(run.Files.Keys, Does.Contain(file).And.Contain("ImageEntities.ImageAttach.g.cs"));

        Diagnostic[] silenced = await GeneratorRun.Of($"{Usings}#pragma warning disable IMGA022\n{source}").AnalyzeAsync();
        Assert.That(silenced.Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [Test]
    public void The_attribute_twice_is_left_to_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Usings, "[ImageAttach.ImageEntity] public partial class Photo { }", Usings + "[ImageEntity] public partial class Photo : Image { [Key] public int Id { get; set; } }");
        Assert.That(run.CompilerFindings.Select(found => found.Id), Is.EqualTo(new[] { "CS0579" }));
    }

    [Test]
    public async Task IMGA042_A_property_that_cannot_be_set_is_pointed_out_and_the_rest_is_generated()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + """
            [ImageEntity] public partial class Logo : Image
            {
                [Key] public int Id { get; set; }
                public string? Note { get; private set; }
                [NotMapped] public string? Other { get; private set; }
                public int Area => Width * Height;
            }
            """);
        Diagnostic found = (await run.AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA042", DiagnosticSeverity.Warning)));
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo("Note"));
        Assert.That(run.Files.Keys, Does.Contain("Logo.ImageAttach.g.cs"));
    }

    [Test]
    public async Task IMGA090_An_old_language_is_told_which_one_is_needed()
    {
        GeneratorRun run = GeneratorRun.Of(LanguageVersion.CSharp12, Usings + Owner("[ImageAttachment] public partial ImageSet<Picture> Photo { get; }"));
        Diagnostic found = (await run.AnalyzeAsync()).Single();
        Assert.That(found.Id, Is.EqualTo("IMGA090"));
        Assert.That(found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.Contain("C# 12.0").And.Contain("LangVersion to 13"));
    }

    [Test]
    public void Thumbnails_are_methods_in_a_language_without_extension_properties()
    {
        GeneratorRun run = GeneratorRun.Of(LanguageVersion.CSharp13, Usings + Thumbnails("Thumbnail(\"avatar\", Width = 150)")
            + " public static class Page { public static string Show(ImageSet<Photo> photos) => photos.Avatar().ToHtml(); }");
        Assert.That(run.CompilerFindings, Is.Empty);
    }

    [Test]
    public void Every_diagnostic_is_raised_listed_and_has_its_page()
    {
        string ledger = Repository.Read("ImageAttach.Generators/AnalyzerReleases.Unshipped.md");
        string index = Repository.Read("docs/diagnostics/README.md");
        Assert.Multiple(() =>
        {
            foreach (DiagnosticDescriptor descriptor in new ImageAttach.Generators.ImageAttachAnalyzer().SupportedDiagnostics)
            {
                string title = descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Assert.That(Mistakes().Select(mistake => mistake.Arguments[0]).Concat(TestedElsewhere), Does.Contain(descriptor.Id));
                Assert.That(index, Does.Contain($"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity} | {title} |"));
                Assert.That(ledger, Does.Contain($"{descriptor.Id} | ImageAttach | {descriptor.DefaultSeverity} | {title}"));
                string page = Path.Combine(Repository.Root, "docs", "diagnostics", $"{descriptor.Id}.md");
                Assert.That(File.Exists(page) ? File.ReadAllText(page) : "", Does.StartWith($"# {descriptor.Id}: {title}"), page);
            }
        });
    }

    private static TestCaseData<string, string, string, string> Mistake(string id, string place, string message, string source) =>
        new TestCaseData<string, string, string, string>(id, place, message, source).SetArgDisplayNames(id, message);

    private static TestCaseData<string, string, string, string> Shared(string place, string message, string file, string source) =>
        new TestCaseData<string, string, string, string>(place, message, file, source).SetArgDisplayNames(message);

    private static TestCaseData<string> Odd(string name, string source) => new TestCaseData<string>(source).SetArgDisplayNames(name);

    private static string Owner(string attachment, string key = "public int Id { get; set; }", string modifier = "partial ") => $$"""
        public {{modifier}}class Owner { {{key}} {{attachment}} }
        public class Plain : Image { public override string ObjectType => ""; public override ObjectId ObjectId => default; public override System.Collections.Generic.IReadOnlyList<string> IdentityAttributes => []; public override System.Collections.Generic.IReadOnlyDictionary<string, object> IdentityMap => null!; }
        [ImageEntity] public partial class Picture : Image { [Key] public int OwnerId { get; set; } }
        [ImageEntity] public partial class Longer : Image { [Key] public long OwnerId { get; set; } }
        [ImageEntity] public partial class Numbered : Image { [Key] public int OwnerId { get; set; } [Key] public int Number { get; set; } }
        [ImageEntity] public partial class Stranger : Image { [Key] public int SomebodyId { get; set; } }
        """;
}
