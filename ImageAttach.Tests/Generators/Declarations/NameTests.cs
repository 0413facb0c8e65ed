namespace ImageAttach.Tests.Generators.Declarations;

/// <summary>Names that generated code uses as well, and names that are odd.</summary>
public sealed class NameTests
{
    private static IEnumerable<TestCaseData<string>> Names()
    {
        foreach (string name in new[] { "Sets", "Owner", "sets", "owner", "Image", "Images", "Db", "Store", "Value", "value", "field", "Class", "@class", "@event", "Größe", "_Number", "İd" })
            yield return Case($"the discriminator {name}", Many($"[Key] public int {name} {{ get; set; }}"));
        yield return Case("discriminators of one parameter name", Many("[Key] public int Number { get; set; } [Key, Column(\"other\")] public int number { get; set; }"));
        yield return Case("discriminators Sets and Owner", Many("[Key] public int Sets { get; set; } [Key] public string Owner { get; set; } = \"\"; [Key] public int Owner_ { get; set; }"));
        foreach (string name in new[]
        {
            "Table", "Instance", "Sqlite", "MySql", "PostgreSql", "TableName", "ImageType", "StoreName", "Placeholder", "Read", "CopyKey", "Derive", "System", "ImageAttach", "Shop", "db", "store",
            "cancellationToken", "transaction", "image", "key", "reader", "parameters", "dialect", "field", "value", "@class", "@object", "@record", "@partial", "required", "scoped", "@file", "@await",
            "async", "var", "dynamic", "nameof", "global", "when", "yield", "args", "_", "__", "Ünïcödé", "名前", "Count", "ToString_", "ObjectTypeName", "ImageColumns", "SqlDialect", "Generated",
        })
        {
            yield return Case($"the column {name}", Single($"public Guid {name} {{ get; set; }} public static int Use(Photo photo) => photo.{name}.GetHashCode();"));
            yield return Case($"the key {name}", $"[ImageEntity] public partial class Photo : Image {{ [Key] public Guid {name} {{ get; set; }} }} public partial class Post {{ [Key] public Guid {name} {{ get; set; }} [ImageAttachment] public partial ImageSet<Photo> Photo {{ get; }} }}");
        }

        foreach (string name in new[] { "Image", "Type", "Action", "IImage", "IImageTable", "ImageColumns", "ImageEntities2", "SqlDialect", "DbDataReader", "@class", "@record", "System", "Task", "ImageSet", "Instance", "Shop", "Global", "Table", "_" })
            yield return Case($"the image type {name}", $"namespace Shop {{ [ImageEntity, Thumbnail(\"avatar\", Width = 1)] public partial class {name} : ImageAttach.Image {{ [Key] public int PostId {{ get; set; }} [Key] public int Number {{ get; set; }} public DateTime? At {{ get; set; }} }} public partial class Post {{ public int Id {{ get; set; }} [ImageAttachment] public partial MultipleImageSet<{name}> Photos {{ get; }} }} }}");
        foreach (string name in new[] { "Type", "Action", "SqlDialect", "ImageColumns", "IImageTable", "System", "ImageAttach", "Generated", "DbDataReader", "@class", "Shop", "Größe", "NotSupportedException" })
        {
            yield return Case($"the namespace Shop.{name}", Spaces("Shop", $"Shop.{name}"));
            yield return Case($"the namespace {name}.Shop", name is "System" or "ImageAttach" ? Spaces("Shop", $"{name}.Shop") : Spaces(name, $"{name}.Shop", $"{name}.Shop.{name}"));
        }
    }

    [TestCaseSource(nameof(Names))]
    public Task A_name_is_as_good_as_another(string source) => new Project(source).CompilesAsync();

    [Test]
    public Task A_member_that_is_generated_has_its_name_to_itself() => new Project(Single("public string CreateTableSql { get; set; } = \"\";")).IsRefusedAsync("IMGA009 at CreateTableSql");

    [Test]
    public Task A_thumbnail_cannot_be_called_like_the_class_that_holds_it() =>
        new Project("[ImageEntity, Thumbnail(\"photo-thumbnails\", Width = 1)] public partial class Photo : Image { [Key] public int Id { get; set; } }").IsRefusedAsync("IMGA060 at Thumbnail(\"photo-thumbnails\", Width = 1)");

    [TestCase("ObjectId")]
    [TestCase("ObjectType")]
    [TestCase("IdentityMap")]
    [TestCase("IdentityAttributes")]
    [TestCase("CreateTableSql")]
    public Task An_image_type_cannot_be_called_like_a_member_of_it(string name) =>
        new Project($"[ImageEntity] public partial class {name} : Image {{ [Key] public int Id {{ get; set; }} }}").IsRefusedAsync($"IMGA033 at {name}");

    [TestCase("photos")]
    [TestCase("_")]
    [TestCase("@event")]
    [TestCase("ImageSets")]
    [TestCase("System")]
    [TestCase("ImageAttach")]
    [TestCase("@field")]
    [TestCase("Größe")]
    public Task An_attachment_has_any_name(string name) => new Project($$"""
        public partial class Post { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Photo> {{name}} { get; } }
        public partial record Page(int Id) { [ImageAttachment(ForeignKey = "PostId")] public partial ImageSet<PagePhoto> {{name}} { get; } }
        [ImageEntity] public partial class Photo : Image { [Key] public int PostId { get; set; } }
        [ImageEntity] public partial class PagePhoto : Image { [Key] public int PostId { get; set; } }
        """).CompilesAsync();

    private static string Many(string discriminators) => $$"""
        public partial class Post { public long Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } }
        [ImageEntity] public partial class Photo : Image { [Key] public long PostId { get; set; } {{discriminators}} }
        """;

    private static string Single(string member) => $"[ImageEntity] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} {member} }}";

    // An image type in each, of which two have the same name.
    private static string Spaces(params string[] names) => string.Join("\n", names.Select((name, i) => $$"""
        namespace {{name}}
        {
            public partial class Post { public int Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } public ImageSubset<Photo> First => Photos.GetImageSet(1); }
            [ImageEntity(Table = "photo{{i}}"), Thumbnail("avatar", Width = 1)] public partial class Photo : Image { [Key] public int PostId { get; set; } [Key] public int Number { get; set; } }
        }
        """));

    private static TestCaseData<string> Case(string name, string source) => new TestCaseData<string>(source).SetArgDisplayNames(name);
}
