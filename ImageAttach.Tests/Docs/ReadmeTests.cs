using System.Text.RegularExpressions;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Testing;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Docs;

/// <summary>What the documents say is so. Their samples: <see cref="SampleTests"/>.</summary>
public sealed partial class ReadmeTests
{
    [Test]
    public async Task The_store_of_the_how_to_compiles_and_keeps_what_stores_promise()
    {
        string[] samples = SamplePage.SamplesOf("docs/howto/adding-a-store.md");
        GeneratorRun run = GeneratorRun.Of(
            [.. new[] { typeof(FileSystemStore), typeof(StoreConformance), typeof(SqlMapper), typeof(SqliteConnection) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            $$"""
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;
            using Dapper;
            using ImageAttach;
            using ImageAttach.Stores;
            using ImageAttach.Testing;
            using Microsoft.Data.Sqlite;

            {{samples[0]}}

            public static class Program
            {
                public static async Task RunAsync()
                {
                    {{samples[1]}}
                    {{samples[2]}}
                }
            }
            """);
        Assert.That(run.CompilerFindings.Where(finding => finding.Id != "CS1701"), Is.Empty);

        using MemoryStream assembly = new();
        Assert.That(run.Output.Emit(assembly).Success, Is.True);
        using TemporaryFolder folder = new();
        string database = $"Data Source={Path.Combine(folder.Path, "images.db")};Pooling=False";
        await using (SqliteConnection db = new(database))
            await db.ExecuteAsync("create table files (name text not null primary key, bytes blob not null)");
        Type store = System.Reflection.Assembly.Load(assembly.ToArray()).GetType("BlobTableStore", throwOnError: true)!;
        await StoreConformance.RunAsync((IImageStore)Activator.CreateInstance(store, database, new Uri("https://images.example.com/"))!);
    }

    [Test]
    public void The_limits_that_the_README_names_are_those_in_the_code()
    {
        string readme = Repository.Read("README.md");
        Assert.That(readme, Does.Contain($"{ImageLimits.Default.MaxBytes >> 20} MiB"));
        Assert.That(readme, Does.Contain($"{ImageLimits.Default.MaxPixels / 1_000_000} million"));
        Assert.That(readme, Does.Contain($"({ImageLimits.Default.MaxFrames:N0})"));
    }

    [Test]
    public void Links_inside_the_documents_lead_somewhere()
    {
        Assert.Multiple(() =>
        {
            foreach (string document in Repository.Documents())
            {
                foreach (Match link in Link().Matches(File.ReadAllText(document)))
                {
                    string target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                    Assert.That(Path.Exists(target), $"{document}: {link.Groups[1].Value}");
                }
            }
        });
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
