using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Tests.Generators.Declarations;

/// <summary>A project that declares image types and owners, compiled as strictly as a consumer may compile it.</summary>
internal sealed record Project(string Source)
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using System.Diagnostics.CodeAnalysis;
        using ImageAttach;

        """;

    // What the user marked so on purpose.
    private static readonly string[] Marked = ["CS0612", "CS0618"];

    public string Name { get; init; } = "Consumer";

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Whether others see this project as a package, without its internal members.</summary>
    public bool IsPackage { get; init; }

    /// <summary>Whether the source brings its usings itself.</summary>
    public bool IsWhole { get; init; }

    public ImmutableArray<Project> Libraries { get; init; } = [];

    /// <summary>The IDs of other diagnostics that the user's own declarations cause, in generated code as well.</summary>
    public ImmutableArray<string> Causes { get; init; } = [];

    /// <summary>Demands that the project compiles without a remark of anyone, and so do its libraries.</summary>
    public async Task CompilesAsync() => Assert.That(await FindingsAsync(), Is.Empty);

    /// <summary>Demands exactly these diagnostics, such as <c>IMGA031 at Photo</c>, and no error in generated code.</summary>
    public async Task IsRefusedAsync(params string[] diagnostics) => Assert.That(
        (await FindingsAsync()).Where(finding => !finding.StartsWith("CS", StringComparison.Ordinal)), Is.EqualTo(diagnostics));

    // Those of the compiler in the user's source are left to the user, and those in generated code are ours.
    private async Task<IReadOnlyList<string>> FindingsAsync()
    {
        GeneratorRun run = Run();
        Diagnostic[] ours = await run.AnalyzeAsync();
        return
        [
            .. ours.Where(found => found.Severity > DiagnosticSeverity.Hidden && !Causes.Contains(found.Id)).Select(Text),
            .. run.CompilerFindings.Where(found => !IsGenerated(found)).Select(Text),
            .. Compile(run, WithoutPragmas).Concat(run.Output.GetDiagnostics()).Where(IsGenerated).Select(found => "generated: " + found),
        ];
    }

    private GeneratorRun Run() => GeneratorRun.OfProject(
        Name, (IsWhole ? "" : Usings) + Source, Language, Nullable, [.. Libraries.SelectMany(library => library.References())]);

    private IEnumerable<MetadataReference> References()
    {
        GeneratorRun run = Run();
        Assert.That(run.Output.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error), Is.Empty, Name);
        using MemoryStream image = new();
        if (IsPackage)
            Assert.That(run.Output.Emit(image).Success, Name);
        MetadataReference self = IsPackage ? MetadataReference.CreateFromImage(image.ToArray()) : run.Output.ToMetadataReference();
        return Libraries.SelectMany(library => library.References()).Append(self);
    }

    private IEnumerable<Diagnostic> Compile(GeneratorRun run, Func<string, string> edit)
    {
        Compilation compilation = run.Output;
        foreach (SyntaxTree tree in run.Result.GeneratedSources.Select(source => source.SyntaxTree))
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath));
        return compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning && !Marked.Contains(found.Id) && !Causes.Contains(found.Id));
    }

    // What they silence isn't to hide a mistake of ours.
    private static string WithoutPragmas(string code) => code.Replace("#pragma warning disable", "//", StringComparison.Ordinal);

    private static bool IsGenerated(Diagnostic found) =>
        found.Severity >= DiagnosticSeverity.Warning && found.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static string Text(Diagnostic found) => found.Location.SourceTree is { } tree
        ? $"{found.Id} at {tree.GetText().ToString(found.Location.SourceSpan)}"
        : found.ToString();
}
