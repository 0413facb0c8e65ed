using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using ImageAttach.Tests.Generators;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Docs;

/// <summary>The C# samples of every page compile as they stand, one after the other, without a warning.</summary>
public sealed partial class SampleTests
{
    // All that the tests refer to, and so all of ImageAttach; the framework's own are in every compilation already.
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("System.Private.", StringComparison.Ordinal))
        .Where(path => !path.EndsWith("ImageAttach.Core.dll", StringComparison.Ordinal) && !path.EndsWith("ImageAttach.Tests.dll", StringComparison.Ordinal))
        .ExceptBy(Net100.References.All.Select(reference => Path.GetFileName(reference.FilePath)), Path.GetFileName)
        .Select(path => MetadataReference.CreateFromFile(path))];

    // Followed word for word by a test of its own; and fragments of classes, whose mistakes DiagnosticTests makes.
    private static IEnumerable<string> Pages() => Repository.Documents()
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(path => path != "docs/tutorial.md" && !path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
        .Where(path => Sample().IsMatch(Repository.Read(path)))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void The_samples_compile_and_generate(string page)
    {
        string[] samples = [.. Sample().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)];
        string[] types = [.. samples.Where(sample => Type().IsMatch(sample))];
        string program = $$"""
            using System;
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations;
            using System.Data.Common;
            using System.IO;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using Dapper;
            using Hangfire;
            using Hangfire.PostgreSql;
            using ImageAttach;
            using ImageAttach.AspNetCore;
            using ImageAttach.Generated;
            using ImageAttach.Stores;
            using ImageAttach.Testing;
            using ImageAttach.Vector;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Data.Sqlite;
            using Microsoft.Extensions.DependencyInjection;

            {{string.Concat(types)}}
            {{Declare(User, unless: types, have: "class User\n")}}
            {{Declare(UserPicture, unless: types, have: "class UserPicture ")}}
            public abstract class TracedConnection : DbConnection;

            public static class Program
            {
                // What a page takes as given. A sample that makes its own has that.
                internal static DbConnection db = null!;
                internal static IImageStore store = null!;
                internal static User user = null!;
                internal static List<User> users = null!;
                internal static Stream upload = null!;
                internal static WebApplicationBuilder builder = null!;
                internal static string connectionString = "";
                {{(types.Any(type => type.Contains("class Post\n", StringComparison.Ordinal)) ? "internal static Post post = null!, other = null!; internal static List<Post> posts = null!; internal static Stream photo = null!;" : "")}}

                public static async Task RunAsync()
                {
                    await Task.CompletedTask;
                    {{string.Concat(samples.Except(types))}}
                }
            }
            """;
        GeneratorRun run = GeneratorRun.Of(References, program);
        // CS1701: some packages were built for an older framework, which every build takes as given. CS1591: samples aren't documented.
        Assert.That(run.CompilerFindings.Where(finding => finding.Id is not ("CS1701" or "CS1591")), Is.Empty);
    }

    private const string User = """
        public sealed partial class User
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";

            [ImageAttachment]
            public partial ImageSet<UserPicture> Picture { get; }
        }
        """;

    private const string UserPicture = """
        [ImageEntity]
        public sealed partial class UserPicture : Image
        {
            [Key] public int UserId { get; set; }
        }
        """;

    private static string Declare(string type, string[] unless, string have) =>
        unless.Any(declared => declared.Contains(have, StringComparison.Ordinal)) ? "" : type;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^\s*(\[|public |internal )")]
    private static partial Regex Type();
}
