using System.Text.RegularExpressions;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Testing;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Docs;

/// <summary>The README's samples compile as they stand.</summary>
public sealed partial class ReadmeTests
{
    [Test]
    public void The_samples_compile_and_generate()
    {
        string[] samples = [.. Sample().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value)];
        Assert.That(samples, Has.Length.EqualTo(13));
        string program = $$"""
            using System;
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations;
            using System.Data.Common;
            using System.IO;
            using System.Threading.Tasks;
            using Dapper;
            using ImageAttach;
            using ImageAttach.Generated;
            using ImageAttach.Stores;
            using ImageAttach.Vector;

            {{samples[0]}}
            {{samples[5]}}

            public static class Program
            {
                public static async Task Run(DbConnection db, User user, List<User> users, Post post, Post other, List<Post> posts, Stream photo)
                {
                    {{samples[1]}}
                    {{samples[2]}}
                    {{samples[3]}}
                    {{samples[4]}}
                    {{samples[6]}}
                    {{samples[7]}}
                    {{samples[8]}}
                    {{samples[9]}}
                    {{samples[10]}}
                    {{samples[11]}}
                    {{samples[12]}}
                }
            }
            """;
        GeneratorRun run = GeneratorRun.Of(
            [.. new[] { typeof(FileSystemStore), typeof(ImageAttach.Vector.SvgCodec), typeof(Dapper.SqlMapper), typeof(AmbientSqliteConnection), typeof(Microsoft.Data.Sqlite.SqliteConnection) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            program);
        // CS1701: Microsoft.Data.Sqlite was built for an older framework, which every build takes as given.
        Assert.That(run.CompilerFindings.Where(finding => finding.Id != "CS1701"), Is.Empty);
    }

    [TestCase("docs/howto/moving-from-sqlalchemy-imageattach.md")]
    public void The_samples_of_a_how_to_compile_and_generate(string page)
    {
        string samples = string.Concat(Sample().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value));
        GeneratorRun run = GeneratorRun.Of([], $"""
            using System;
            using System.ComponentModel.DataAnnotations;
            using ImageAttach;

            {samples}
            """);
        Assert.That(run.CompilerFindings, Is.Empty);
    }

    [Test]
    public void The_sample_of_deploying_on_S3_compiles()
    {
        string sample = Sample().Match(Repository.Read("docs/howto/deploying-on-s3.md")).Groups[1].Value;
        GeneratorRun run = GeneratorRun.Of(
            [.. new[] { typeof(S3Store), typeof(Minio.IMinioClient) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            $$"""
            using System;
            using ImageAttach.Stores;

            public static class Program
            {
                public static void Run()
                {
                    {{sample}}
                }
            }
            """);
        Assert.That(run.CompilerFindings, Is.Empty);
    }

    [Test]
    public async Task The_store_of_the_how_to_compiles_and_keeps_what_stores_promise()
    {
        string[] samples = [.. Sample().Matches(Repository.Read("docs/howto/adding-a-store.md")).Select(match => match.Groups[1].Value)];
        GeneratorRun run = GeneratorRun.Of(
            [.. new[] { typeof(FileSystemStore), typeof(SqlMapper), typeof(SqliteConnection) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
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

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
