using ImageAttach.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Tests.Generators;

/// <summary>How many bytes generated code adds to an assembly.</summary>
public sealed class SizeTests
{
    private const int Types = 300;
    private const int MaxBytes = 1_200_000;

    [Test]
    public void Three_hundred_owners_and_image_types_add_at_most_one_point_two_megabytes()
    {
        CSharpCompilation declared = GeneratorRun.Compile([.. Enumerable.Range(0, Types).Select(Declared)]);
        CSharpGeneratorDriver.Create([new ImageAttachGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)declared.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation completed, out _);
        long size = SizeOf(completed) - SizeOf(GeneratorRun.Compile([.. Enumerable.Range(0, Types).Select(Plain)]));
        TestContext.Out.WriteLine($"{size:N0} bytes");
        Assert.That(size, Is.InRange(1, MaxBytes));
    }

    private static long SizeOf(Compilation compilation)
    {
        using MemoryStream assembly = new();
        Compilation optimized = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(OptimizationLevel.Release));
        Assert.That(optimized.Emit(assembly).Success, Is.True);
        return assembly.Length;
    }

    private static string Declared(int i) => $$"""
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

    // The same without images.
    private static string Plain(int i) => $$"""
        using System.ComponentModel.DataAnnotations;

        namespace Shop.Area{{i % 20}};

        public partial class Owner{{i}}
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";
        }

        public partial class Picture{{i}}
        {
            [Key] public int Owner{{i}}Id { get; set; }
            public string? Caption { get; set; }
        }
        """;
}
