using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageAttach.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Benchmarks.Generator;

/// <summary>A project of a thousand owners and image types, as a compiler and an editor would run the generator over it.</summary>
internal static class GeneratorBenchmark
{
    private const int Types = 1_000;
    private const int TrackedTypes = 50;
    private const int Rounds = 60;

    private static readonly string[] Steps = ["first run", "after an unrelated keystroke, nothing bound", "after an unrelated keystroke, declarations bound"];

    public static string Table()
    {
        Figures cold = new(), warm = new();
        Measure(cold);
        for (int round = 0; round < Rounds; round++)
            Measure(warm);
        DemandCached();
        StringBuilder text = new($"""
            | {Types:N0} entities and {Types:N0} attachments, ms | median of {Rounds} rounds | a generator that does nothing | the process's first |
            | --- | --- | --- | --- |

            """);
        foreach (string step in Steps)
            text.Append(CultureInfo.InvariantCulture, $"| {step} | {warm.Text(step, "#,0")} | {warm.Text(Nothing(step), "#,0")} | {cold.Text(step, "#,0")} |\n");
        return text.ToString();
    }

    private static void Measure(Figures times)
    {
        CSharpCompilation project = ManyTypes.Compile(Types);
        GeneratorDriver driver = Measure(times, step => step, project, Driver(new ImageAttachGenerator(), tracks: false));
        Demand(driver.GetRunResult().GeneratedTrees.Length == (2 * Types) + 1, "Not every type was completed.");
        Measure(times, Nothing, ManyTypes.Compile(Types), Driver(new NothingGenerator(), tracks: false));
    }

    private static GeneratorDriver Measure(Figures times, Func<string, string> name, CSharpCompilation project, GeneratorDriver driver)
    {
        Run(Steps[0], project);
        Run(Steps[1], ManyTypes.Edit(project, "b + a"));

        // An editor has bound the declarations for its own use by the time the generator runs.
        CSharpCompilation bound = ManyTypes.Edit(project, "a - b");
        bound.GetDeclarationDiagnostics();
        Run(Steps[2], bound);
        return driver;

        void Run(string step, CSharpCompilation compilation)
        {
            GC.Collect();
            Stopwatch watch = Stopwatch.StartNew();
            driver = driver.RunGenerators(compilation);
            times.Add(name(step), watch.Elapsed.TotalMilliseconds);
        }
    }

    private static string Nothing(string step) => $"{step}, nothing";

    // Not while the clock runs: a driver that tells what each step did keeps book of it, which neither compilers nor editors ask for.
    // The book takes minutes for a thousand types, where it goes over all that an output came from again for each output.
    private static void DemandCached()
    {
        CSharpCompilation project = ManyTypes.Compile(TrackedTypes);
        GeneratorDriver driver = Driver(new ImageAttachGenerator(), tracks: true).RunGenerators(project).RunGenerators(ManyTypes.Edit(project, "b + a"));
        Demand(
            driver.GetRunResult().Results.Single().TrackedOutputSteps
                .SelectMany(step => step.Value)
                .SelectMany(step => step.Outputs)
                .All(output => output.Reason == IncrementalStepRunReason.Cached),
            "An output was written anew.");
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator, bool tracks) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: ManyTypes.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
