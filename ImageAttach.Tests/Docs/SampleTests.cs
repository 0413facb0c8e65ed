using System.Diagnostics;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace ImageAttach.Tests.Docs;

/// <summary>The C# samples of every page compile as they stand, without a warning, and run, one after the other in one program.</summary>
public sealed class SampleTests
{
    private static readonly Dictionary<string, string> Preparations = new()
    {
        ["docs/howto/adding-a-store.md"] = """
            Directory.CreateDirectory("srv/shop");
            """,
        ["docs/howto/deploying-on-google-cloud-storage.md"] = """
            Environment.SetEnvironmentVariable("SHOP_GCS_ACCESS_ID", "access");
            Environment.SetEnvironmentVariable("SHOP_GCS_SECRET", "secret");
            """,
        ["docs/howto/deploying-on-s3.md"] = """
            Environment.SetEnvironmentVariable("SHOP_S3_ACCESS_KEY", "access");
            Environment.SetEnvironmentVariable("SHOP_S3_SECRET_KEY", "secret");
            """,
    };

    private static readonly string[] NeedPostgreSql = ["docs/howto/background-thumbnails.md"];

    [TestCaseSource(typeof(SamplePage), nameof(SamplePage.All))]
    public async Task The_samples_compile_without_a_warning_and_run(string page)
    {
        using TemporaryFolder folder = new();
        GeneratorRun run = SamplePage.Read(page).Compile(Preparations.GetValueOrDefault(page, ""), folder.Path);
        // CS1701: some packages were built for an older framework, which every build takes as given. CS1591: samples aren't documented.
        Assert.That(run.CompilerFindings.Where(finding => finding.Id is not ("CS1701" or "CS1591")), Is.Empty);

        File.Copy(Path.Combine(AppContext.BaseDirectory, "Assets", "painting-12mp.jpg"), Path.Combine(folder.Path, "photo.jpg"));
        await using TestDatabase? database = NeedPostgreSql.Contains(page) ? await TestDatabase.CreateAsync(DatabaseKind.PostgreSql) : null;
        (int exitCode, string output) = await RunAsync(run.Output, folder.Path, database?.ConnectionString);
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Not.Contain("fail: "), "an error in the application's log");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Compilation program, string folder, string? connectionString)
    {
        // Beside the tests, whose list of dependencies it runs with.
        string path = Path.Combine(AppContext.BaseDirectory, $"sample-{Guid.NewGuid():N}.dll");
        try
        {
            EmitResult emitted = program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication)).Emit(path);
            Assert.That(emitted.Success, string.Join("\n", emitted.Diagnostics));
            string tests = Path.Combine(AppContext.BaseDirectory, "ImageAttach.Tests");
            ProcessStartInfo start = new(
                BuiltProgram.Host,
                ["exec", "--depsfile", $"{tests}.deps.json", "--runtimeconfig", $"{tests}.runtimeconfig.json", path])
            {
                WorkingDirectory = folder,
            };
            start.Environment["SAMPLE_CONNECTION"] = connectionString;
            return await Command.RunAsync(start);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
