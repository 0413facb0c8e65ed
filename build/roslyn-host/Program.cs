// Compiles a source with the generator and the analyzer, as a compiler of this Roslyn version would: RoslynHost GENERATOR CORE SOURCE
// Prints what was generated and what went wrong; ends with 1 when anything did.
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

AnalyzerFileReference reference = new(args[0], new Loader());
List<string> faults = [];
reference.AnalyzerLoadFailed += (_, failure) => faults.Add($"{failure.ErrorCode}: {failure.Message}");

// Preview: Roslyn 4.11 has partial properties nowhere else.
CSharpParseOptions options = new(LanguageVersion.Preview);
string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
CSharpCompilation compilation = CSharpCompilation.Create(
    "Consumer",
    [CSharpSyntaxTree.ParseText(File.ReadAllText(args[2]), options)],
    platform.Append(args[1]).Select(path => MetadataReference.CreateFromFile(path)),
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

CSharpGeneratorDriver.Create(reference.GetGenerators(LanguageNames.CSharp), parseOptions: options)
    .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
ImmutableArray<Diagnostic> analyzed = await output
    .WithAnalyzers(reference.GetAnalyzers(LanguageNames.CSharp)).GetAnalyzerDiagnosticsAsync();

faults.AddRange(reported.Concat(analyzed).Concat(output.GetDiagnostics())
    .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
    .Select(diagnostic => diagnostic.ToString()));
Console.WriteLine($"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}");
foreach (SyntaxTree tree in output.SyntaxTrees.Skip(1))
    Console.WriteLine($"generated {Path.GetFileName(tree.FilePath)}");
foreach (string fault in faults)
    Console.WriteLine(fault);
return faults.Count == 0 ? 0 : 1;

internal sealed class Loader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
