using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

/// <summary>How one of many sets is picked, as the compiler sees it.</summary>
public sealed class ImageSetKeyTests
{
    private const string Shop = """
        using System.ComponentModel.DataAnnotations;
        using ImageAttach;
        namespace Shop;
        public partial class Post
        {
            public long Id { get; set; }
            [ImageAttachment] public partial MultipleImageSet<PostPhoto> Photos { get; }
        }
        [ImageEntity]
        public partial class PostPhoto : Image
        {
            [Key] public long PostId { get; set; }
            [Key] public int OrderIndex { get; set; }
        }
        public static class Use { public static object Pick(Post post) => post.Photos.GetImageSet(KEY); }
        """;

    [TestCase("orderIndex: 9", null)]
    [TestCase("unknown: 9", "CS1739")]
    [TestCase("", "CS7036")]
    [TestCase("\"nine\"", "CS1503")]
    [TestCase("postId: 5, orderIndex: 9", "CS1739")]
    public void MUL_07_A_key_that_is_unknown_missing_or_of_another_type_does_not_compile(string key, string? error) => Assert.That(
        GeneratorRun.Of(Shop.Replace("KEY", key)).CompilerFindings.Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.Id),
        Is.EqualTo(error is null ? Array.Empty<string>() : [error]));
}
