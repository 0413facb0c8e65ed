using System.Diagnostics;
using ImageAttach.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Benchmarks.Generator;

/// <summary>A project of a thousand owners and image types, as a compiler and an editor would run the generator over it.</summary>
internal static class GeneratorBenchmark
{
    private const int Types = 1_000;
    private const int Rounds = 60;

    public static void Run()
    {
        // The process's first round pays for starting the compiler as well.
        List<(string Step, double Milliseconds)> cold = Measure();
        List<(string Step, double Milliseconds)> warm = [.. Enumerable.Range(0, Rounds).SelectMany(_ => Measure())];

        Console.WriteLine($"{Types} entities and {Types} attachments, {2 * Types} source files; the process's first round, then median and range of {Rounds}:");
        foreach ((string step, double first) in cold)
        {
            double[] times = [.. warm.Where(each => each.Step == step).Select(each => each.Milliseconds).Order()];
            Console.WriteLine($"  {step,-40} {first,5:0} ms   {times[times.Length / 2],5:0} ms   {times[0]:0} to {times[^1]:0} ms");
        }

        DemandCached();
    }

    private static List<(string Step, double Milliseconds)> Measure()
    {
        List<(string, double)> times = [];
        CSharpCompilation project = ManyTypes.Compile(Types);
        GeneratorDriver driver = Driver(tracks: false);

        Run("first run", project);
        Demand(driver.GetRunResult().GeneratedTrees.Length == (3 * Types) + 1, "Not every type was completed.");
        Run("unrelated keystroke, nothing bound", ManyTypes.Edit(project, "b + a"));

        // An editor has bound the declarations for its own use by the time the generator runs.
        CSharpCompilation bound = ManyTypes.Edit(project, "a - b");
        bound.GetDeclarationDiagnostics();
        Run("unrelated keystroke, declarations bound", bound);
        return times;

        void Run(string step, CSharpCompilation compilation)
        {
            GC.Collect();
            Stopwatch watch = Stopwatch.StartNew();
            driver = driver.RunGenerators(compilation);
            times.Add((step, watch.Elapsed.TotalMilliseconds));
        }
    }

    // Not while the clock runs: a driver that tells what each step did keeps book of it, which neither compilers nor editors ask for.
    private static void DemandCached()
    {
        CSharpCompilation project = ManyTypes.Compile(Types);
        GeneratorDriver driver = Driver(tracks: true).RunGenerators(project).RunGenerators(ManyTypes.Edit(project, "b + a"));
        Demand(
            driver.GetRunResult().Results.Single().TrackedOutputSteps
                .SelectMany(step => step.Value)
                .SelectMany(step => step.Outputs)
                .All(output => output.Reason == IncrementalStepRunReason.Cached),
            "An output was written anew.");
        Console.WriteLine("After a keystroke all outputs came from the cache.");
    }

    private static CSharpGeneratorDriver Driver(bool tracks) => CSharpGeneratorDriver.Create(
        [new ImageAttachGenerator().AsSourceGenerator()],
        parseOptions: ManyTypes.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
