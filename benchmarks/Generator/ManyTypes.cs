using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Benchmarks.Generator;

/// <summary>A project with as many owners and image types as one likes, and as many files that have nothing to do with them.</summary>
internal static class ManyTypes
{
    private const string UnrelatedPath = "Unrelated0.cs";

    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        .. new[] { typeof(Image), typeof(ImageSize), typeof(Dapper.SqlMapper) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilation Compile(int types) => CSharpCompilation.Create(
        "Consumer",
        [
            .. Enumerable.Range(0, types).Select(i => Parse(Pair(i), $"Owner{i}.cs")),
            .. Enumerable.Range(0, types).Select(i => Parse(Unrelated(i, "a + b"), $"Unrelated{i}.cs")),
        ],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The project after somebody typed in a file that declares no image.</summary>
    public static CSharpCompilation Edit(CSharpCompilation project, string sum) => project.ReplaceSyntaxTree(
        project.SyntaxTrees.Single(tree => tree.FilePath == UnrelatedPath), Parse(Unrelated(0, sum), UnrelatedPath));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static string Pair(int i) => $$"""
        using System.ComponentModel.DataAnnotations;
        using ImageAttach;

        namespace Shop.Area{{i % 20}};

        public partial class Owner{{i}}
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";

            [ImageAttachment]
            public partial ImageSet<Picture{{i}}> Picture { get; }
        }

        [ImageEntity]
        public partial class Picture{{i}} : Image
        {
            [Key] public int Owner{{i}}Id { get; set; }
            public string? Caption { get; set; }
        }
        """;

    private static string Unrelated(int i, string sum) =>
        $"namespace Shop.Other; public static class Unrelated{i} {{ public static int Add(int a, int b) => {sum}; }}";
}
