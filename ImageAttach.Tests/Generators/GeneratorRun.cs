using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using ImageAttach.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Tests.Generators;

/// <summary>The generator and the analyzer run over a source, as a compiler would run them.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _driver;

    private readonly EmitPipeline _pipeline;

    private GeneratorRun(CSharpCompilation compilation, GeneratorDriver? driver = null, EmitPipeline? pipeline = null)
    {
        _compilation = compilation;
        _pipeline = pipeline ?? new EmitPipeline();
        _driver = (driver ?? NewDriver(_pipeline, (CSharpParseOptions)compilation.SyntaxTrees[0].Options)).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Assert.That(reported, Is.Empty, "the generator itself reports nothing");
        Output = output;
    }

    /// <summary>What a source is compiled against: the framework, and the packages that carry the generator.</summary>
    public static MetadataReference[] References { get; } =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Image).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ImageSize).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Dapper.SqlMapper).Assembly.Location),
    ];

    /// <summary>The source together with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>The generated files, by name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the compiler has to say of the whole, warnings included; but not that our samples lack documentation.</summary>
    public IEnumerable<Diagnostic> CompilerFindings => Output.GetDiagnostics().Where(diagnostic =>
        diagnostic.Severity >= DiagnosticSeverity.Warning
        && !(diagnostic.Id == "CS1591" && _compilation.ContainsSyntaxTree(diagnostic.Location.SourceTree!)));

    public static GeneratorRun Of(params string[] sources) => Of([], sources);

    public static GeneratorRun Of(LanguageVersion version, string source) => new(CSharpCompilation.Create(
        "Consumer", [CSharpSyntaxTree.ParseText(source, ParseOptions.WithLanguageVersion(version), "Source0.cs")], References, Options));

    /// <summary>A project with other options than the usual ones.</summary>
    public static GeneratorRun OfProject(
        string name, string source, LanguageVersion version, NullableContextOptions nullable, params IEnumerable<MetadataReference> moreReferences) => new(CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, ParseOptions.WithLanguageVersion(version), $"{name}.cs")],
        [.. References, .. moreReferences],
        Options.WithNullableContextOptions(nullable).WithOverflowChecks(true)));

    public static GeneratorRun Of(MetadataReference[] moreReferences, params string[] sources) =>
        new(Compile(sources).AddReferences(moreReferences));

    /// <summary>With a part of the generator replaced.</summary>
    public static GeneratorRun Of(EmitPipeline pipeline, params string[] sources) => new(Compile(sources), pipeline: pipeline);

    /// <summary>The sources alone.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Consumer", [.. sources.Select((source, i) => Parse(source, $"Source{i}.cs"))], References, Options);

    /// <summary>The same after an edit: one source replaced by another.</summary>
    public GeneratorRun After(int source, string text)
    {
        SyntaxTree tree = _compilation.SyntaxTrees[source];
        return new(_compilation.ReplaceSyntaxTree(tree, Parse(text, tree.FilePath)), _driver);
    }

    /// <summary>The catalog of image tables, compiled and loaded.</summary>
    public IReadOnlyList<IImageTable> LoadTables()
    {
        using MemoryStream assembly = new();
        Assert.That(Output.Emit(assembly).Success);
        assembly.Position = 0;
        AssemblyLoadContext context = new(name: null, isCollectible: true);
        context.Resolving += (_, wanted) => typeof(Image).Assembly.GetName().Name == wanted.Name ? typeof(Image).Assembly : null;
        Type catalog = context.LoadFromStream(assembly).GetType("ImageAttach.Generated.ImageEntities", throwOnError: true)!;
        return (IReadOnlyList<IImageTable>)catalog.GetProperty("All", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
    }

    public Task<Diagnostic[]> AnalyzeAsync() => AnalyzeAsync(Output, new ImageAttachAnalyzer(_pipeline));

    public static async Task<Diagnostic[]> AnalyzeAsync(Compilation compilation, DiagnosticAnalyzer analyzer)
    {
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static CSharpGeneratorDriver NewDriver(EmitPipeline pipeline, CSharpParseOptions options) => CSharpGeneratorDriver.Create(
        [new ImageAttachGenerator(pipeline).AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
