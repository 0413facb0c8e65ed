namespace ImageAttach.Tests.Generators.Declarations;

/// <summary>Keys and columns whose type stands for a value of another.</summary>
public sealed class ConversionTests
{
    private const string Money = "public readonly record struct Money(decimal Amount, string Currency); ";

    private static IEnumerable<TestCaseData<string, string>> Wrappers()
    {
        foreach (string value in new[] { "int", "long", "ulong", "byte", "sbyte", "Guid", "string", "bool", "DateOnly", "TimeOnly" })
        {
            yield return Case($"a record struct of {value}", "Id", $"public readonly record struct Id({value} Value);");
            yield return Case($"a record of {value}", "Id", $"public sealed record Id({value} @class);");
        }

        yield return Case("a struct with more members", "Id", "public readonly struct Id(Guid value) { public Guid Value { get; } = value; public static Id Empty => default; public bool IsEmpty => Value == Guid.Empty; public static Id Parse(string text) => new(Guid.Parse(text)); }");
        yield return Case("a class", "Id", "public sealed class Id { internal Id(string text) => Text = text; public string Text { get; } public int Length => Text.Length; }");
        yield return Case("a generic record struct", "Id<Post>", "public readonly record struct Id<T>(int Value);");
        yield return Case("a nested record struct", "Keys.Id", "public static class Keys { public readonly record struct Id(int Value); }");
        yield return Case("TimeSpan", "TimeSpan", "");
        yield return Case("DateOnly", "DateOnly", "");
        yield return Case("TimeOnly", "TimeOnly", "");
        yield return Case("a converter on the type", "Id", "[ColumnConverter(typeof(IdConverter))] public readonly record struct Id(int A, int B); internal sealed class IdConverter : IColumnConverter<Id, long> { public static long ToStored(Id value) => ((long)value.A << 32) | (uint)value.B; public static Id FromStored(long stored) => new((int)(stored >> 32), (int)stored); }");
        yield return Case("a converter of a base class, for a class", "Id", "[ColumnConverter(typeof(IdConverter))] public sealed record Id(int A, int B); public abstract class Converter : IColumnConverter<Id, string> { public static string ToStored(Id value) => \"\"; public static Id FromStored(string stored) => new(1, 2); } public sealed class IdConverter : Converter;");
    }

    private static IEnumerable<TestCaseData<string, string>> Mistakes()
    {
        yield return Mistake("IMGA044 at Price", $"{Money} public sealed class C; {Photo("[ColumnConverter(typeof(C))] public Money Price { get; set; }")}");
        yield return Mistake("IMGA044 at Price", $"{Money} public sealed class C : IColumnConverter<decimal, string> {{ public static string ToStored(decimal value) => \"\"; public static decimal FromStored(string stored) => 1; }} {Photo("[ColumnConverter(typeof(C))] public Money Price { get; set; }")}");
        yield return Mistake("IMGA044 at Price", $"{Money} public sealed class C : IColumnConverter<Money, Uri> {{ public static Uri ToStored(Money value) => null!; public static Money FromStored(Uri stored) => default; }} {Photo("[ColumnConverter(typeof(C))] public Money Price { get; set; }")}");
        yield return Mistake("IMGA044 at Price", $"{Money} public sealed class C : IColumnConverter<Money, string> {{ static string IColumnConverter<Money, string>.ToStored(Money value) => \"\"; static Money IColumnConverter<Money, string>.FromStored(string stored) => default; }} {Photo("[ColumnConverter(typeof(C))] public Money Price { get; set; }")}");
        yield return Mistake("IMGA006 at Price", Money + Photo("public Money Price { get; set; }"));
        yield return Mistake("IMGA006 at Size", Photo("public System.IO.MemoryStream? Size { get; set; }"));
        yield return Mistake("IMGA006 at Names", Photo("public List<string>? Names { get; set; }"));
        yield return Mistake("IMGA006 at Site", Photo("public Uri? Site { get; set; }"));
        yield return Mistake("IMGA011 at Price", "public readonly record struct Price(decimal Value); " + Photo("[Key] public Price Price { get; set; }"));
        yield return Mistake("IMGA043 at Note", Photo("[Column(TypeName = \"text; drop table x\")] public string? Note { get; set; }"));
        yield return Mistake("IMGA043 at Note", Photo("[Column(TypeName = \" \")] public string? Note { get; set; }"));
        yield return Mistake("IMGA043 at Note", Photo("[StringLength(0)] public string? Note { get; set; }"));
        yield return Mistake("IMGA063 at Views", Photo("[MaxLength(3)] public int Views { get; set; }"));
        yield return Mistake("IMGA045 at Photo", Photo("[Key] public string A { get; set; } = \"\"; [Key] public string B { get; set; } = \"\"; [Key] public string C { get; set; } = \"\";"));
        yield return Mistake("IMGA045 at Photo", Photo("[Key, StringLength(600)] public string A { get; set; } = \"\";"));
    }

    [TestCaseSource(nameof(Wrappers))]
    public Task A_type_that_stands_for_a_value_is_a_key_and_a_column(string type, string declaration) => new Project($$"""
        {{declaration}}
        public partial class Post { public {{type}} Id { get; set; } = default!; [ImageAttachment] public partial ImageSet<Photo> Photo { get; } [ImageAttachment] public partial MultipleImageSet<Many> Photos { get; } public object Use() => Photos.GetImageSet(Id); }
        [ImageEntity] public partial class Photo : Image { [Key] public {{type}} PostId { get; set; } = default!; public {{type}}? Other { get; set; } public required {{type}} Third { get; set; } }
        [ImageEntity] public partial class Many : Image { [Key] public {{type}} PostId { get; set; } = default!; [Key] public {{type}} Number { get; set; } = default!; }
        """).CompilesAsync();

    [TestCaseSource(nameof(Mistakes))]
    public Task A_mistake_is_reported_where_it_is_mended(string diagnostic, string source) => new Project(source).IsRefusedAsync(diagnostic);

    [Test]
    public Task Two_texts_fit_a_key() => new Project(Photo("[Key] public string A { get; set; } = \"\"; [Key] public string B { get; set; } = \"\"; [MaxLength] public string? All { get; set; } [Length(1, 9)] public byte[]? Some { get; set; }")).CompilesAsync();

    private static string Photo(string member) => $"[ImageEntity] public partial class Photo : Image {{ [Key] public int Id {{ get; set; }} {member} }}";

    private static TestCaseData<string, string> Case(string name, string type, string declaration) => new TestCaseData<string, string>(type, declaration).SetArgDisplayNames(name);

    private static TestCaseData<string, string> Mistake(string diagnostic, string source) => new TestCaseData<string, string>(diagnostic, source).SetArgDisplayNames(diagnostic, source);
}
