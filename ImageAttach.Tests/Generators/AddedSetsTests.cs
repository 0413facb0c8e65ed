using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

/// <summary>IMGA051: calls that add an image set whose key can't be chosen.</summary>
public sealed class AddedSetsTests
{
    private const string Declarations = """
        using System;
        using System.ComponentModel.DataAnnotations;
        using System.Data;
        using System.IO;
        using System.Threading.Tasks;
        using ImageAttach;

        public readonly record struct PageNumber(int Value);
        public readonly record struct PageId(Guid Value);
        public readonly record struct Language(string Code);
        public enum Side { Front, Back }

        """;

    [TestCase("int Number")]
    [TestCase("ulong Number")]
    [TestCase("Guid Id")]
    [TestCase("PageNumber Number")]
    [TestCase("PageId Id")]
    public async Task A_set_with_an_automatic_key_column_can_be_added(string column) =>
        Assert.That(await FindingsAsync($"[Key] public {column} {{ get; set; }}", "await post.Pages.AddAsync(db, file);"), Is.Empty);

    [TestCase("string Language", "await post.Pages.AddAsync(db, file);")]
    [TestCase("Language Language", "await post.Pages.AddAsync(db, file);")]
    [TestCase("Side Side", "await post.Pages.AddAsync(db, file);")]
    [TestCase("DateOnly Day", "await post.Pages.AddAsync(db, new byte[1]);")]
    [TestCase("string Language", "var pages = post.Pages; await pages.AddAsync(db, file);")]
    [TestCase("string Language", "await (post?.Pages.AddAsync(db, file) ?? Task.FromResult<ImageSubset<Page>>(null!));")]
    [TestCase("string Language", "await post.Pages.AddFromUrlAsync(db);")]
    public async Task A_set_without_one_is_reported_at_the_call(string column, string call)
    {
        Diagnostic found = (await FindingsAsync($"[Key] public {column} {{ get; set; }} = default!;", call)).Single();
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Does.StartWith("Add").And.EndWith("Async"));
        Assert.That(Message(found), Does.Contain("is an integer or a Guid; choose the set with GetImageSet"));
    }

    [Test]
    public async Task Other_key_columns_have_to_be_given_first()
    {
        const string Key = "[Key] public string Language { get; set; } = \"\"; [Key] public int Number { get; set; }";
        Diagnostic found = (await FindingsAsync(Key, "await post.Pages.AddAsync(db, file);")).Single();
        Assert.That(Message(found), Is.EqualTo(
            "No image set can be added to 'post.Pages': give the other key columns (language) to GetImageSets, and add to what it returns"));
        Assert.That(await FindingsAsync(Key, "await post.Pages.GetImageSets(language: \"en\").AddAsync(db, file);"), Is.Empty);
        Assert.That(await FindingsAsync(Key, "var pages = post.Pages.GetImageSets(language: \"en\"); await pages.AddAsync(db, file);"), Is.Empty);
    }

    [Test]
    public async Task Methods_of_the_same_name_elsewhere_are_not_meant() => Assert.That(
        await FindingsAsync("[Key] public string Language { get; set; } = \"\";", "await Other.AddAsync(post.Pages); await post.Pages.GetImageSet(\"en\").FromFileAsync(db, file);"), Is.Empty);

    private static async Task<Diagnostic[]> FindingsAsync(string key, string call)
    {
        GeneratorRun run = GeneratorRun.Of(Declarations + $$"""
            public partial class Post { public int Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Page> Pages { get; } }
            [ImageEntity] public partial class Page : Image { [Key] public int PostId { get; set; } {{key}} }
            public static class Other { public static Task AddAsync(object pages) => Task.CompletedTask; }
            public static class Fetching { public static Task<ImageSubset<T>> AddFromUrlAsync<T>(this MultipleImageSet<T> sets, IDbConnection db) where T : Image => null!; }
            public static class Program { public static async Task Run(Post post, IDbConnection db, Stream file) { {{call}} } }
            """);
        Assert.That(run.CompilerFindings, Is.Empty);
        Diagnostic[] found = await run.AnalyzeAsync();
        Assert.That(found.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)), Is.All.EqualTo(("IMGA051", DiagnosticSeverity.Error)));
        return found;
    }

    private static string Message(Diagnostic found) => found.GetMessage(CultureInfo.InvariantCulture);
}
