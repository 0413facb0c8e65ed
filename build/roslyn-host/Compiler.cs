using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RoslynHost;

internal static class Compiler
{
    public static async Task<int> RunAsync(string generator, string core, string source)
    {
        foreach (Assembly roslyn in new[] { typeof(Compilation).Assembly, typeof(CSharpCompilation).Assembly })
            Console.WriteLine($"loaded {roslyn.GetName().Name} {roslyn.GetName().Version}");

        AnalyzerFileReference reference = new(generator, new Loader());
        List<string> faults = [];
        reference.AnalyzerLoadFailed += (_, failure) => faults.Add($"{failure.ErrorCode}: {failure.Message}");

        // Preview: Roslyn 4.11 has partial properties nowhere else.
        CSharpParseOptions options = new(LanguageVersion.Preview);
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string folder = Path.GetDirectoryName(core)!;
        string[] libraries = [core, Path.Combine(folder, "ImageAttach.Imaging.dll"), Path.Combine(folder, "Dapper.dll")];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(source), options)],
            [.. platform.Concat(libraries).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver.Create(reference.GetGenerators(LanguageNames.CSharp), parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> analyzed = await output
            .WithAnalyzers(reference.GetAnalyzers(LanguageNames.CSharp)).GetAnalyzerDiagnosticsAsync();

        faults.AddRange(reported.Concat(analyzed).Concat(output.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString()));
        foreach (SyntaxTree tree in output.SyntaxTrees.Skip(1))
            Console.WriteLine($"generated {Path.GetFileName(tree.FilePath)}");
        foreach (string fault in faults)
            Console.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
