using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using ImageAttach.Databases;
using ImageAttach.Tests.Generators;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Docs;

/// <summary>A page of the documents, and the program that its C# samples make, one after the other.</summary>
internal sealed partial class SamplePage
{
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

    // What pages take as given; a sample that makes its own has that. A web application is started when all has been said.
    private const string Given = """
            internal static DbConnection db = null!;
            internal static IImageStore store = new FileSystemStore("images", new Uri("https://images.example.com/"));
            internal static User user = new() { Id = 1, Name = "Ada" };
            internal static List<User> users = [user];
            internal static Stream upload = new MemoryStream(File.ReadAllBytes("photo.jpg"));
            internal static WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--Images:Secret", new string('s', 32)]);
            internal static string connectionString = Environment.GetEnvironmentVariable("SAMPLE_CONNECTION") ?? "";

            private static async Task StartAsync(WebApplication app)
            {
                await app.StartAsync();
                int endpoints = app.Services.GetServices<EndpointDataSource>().Sum(source => source.Endpoints.Count);
                Console.WriteLine($"The application has started with {endpoints} endpoints.");
                await app.StopAsync();
            }

            private static async Task PrepareAsync()
            {
                db = new SqliteConnection("Data Source=shop.db");
                await db.OpenAsync();
                await db.ExecuteAsync("create table users (id integer primary key, name text not null, photo_path text)");
                await db.ExecuteAsync("insert into users (id, name, photo_path) values (1, 'Ada', 'photo.jpg')");
                foreach (IImageTable table in ImageEntities.All)
                    await db.ExecuteAsync(SqliteDatabase.Instance.ComposeCreateTable(table.Definition));
                builder.Services.AddScoped<DbConnection>(_ => new SqliteConnection("Data Source=shop.db"));
                builder.Services.AddScoped(_ => user);
            }

        """;

    private const string GivenPosts = """
            internal static Post post = new() { Id = 1 }, other = new() { Id = 2 };
            internal static List<Post> posts = [post, other];
            internal static Stream photo = new MemoryStream(File.ReadAllBytes("photo.jpg"));

            private static async Task PreparePostsAsync()
            {
                foreach (int order in new[] { 1, 2 })
                    await post.Photos.GetImageSet(order).FromFileAsync(db, new MemoryStream(File.ReadAllBytes("photo.jpg")), store: new FileSystemStore("var/images"));
            }

        """;

    // All that the tests refer to, and so all of ImageAttach; the framework's own are in every compilation already.
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("System.Private.", StringComparison.Ordinal))
        .Where(path => Path.GetFileName(path) is not ("ImageAttach.Core.dll" or "ImageAttach.Imaging.dll" or "ImageAttach.Tests.dll"))
        .ExceptBy(Net100.References.All.Select(reference => Path.GetFileName(reference.FilePath)), Path.GetFileName)
        .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly string[] _types;
    private readonly string[] _statements;

    private SamplePage(string path)
    {
        string[] samples = SamplesOf(path);
        _types = [.. samples.Where(sample => Type().IsMatch(sample))];
        _statements = [.. samples.Except(_types)];
    }

    /// <summary>
    /// The pages with samples. Not those of the tutorial, which is followed word for word by a test of its own, and of the diagnostics: fragments of
    /// classes, whose mistakes <see cref="DiagnosticTests"/> makes.
    /// </summary>
    public static IEnumerable<string> All() => Repository.Documents()
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(path => path != "docs/tutorial.md" && !path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
        .Where(path => Sample().IsMatch(Repository.Read(path)))
        .Order(StringComparer.Ordinal);

    public static SamplePage Read(string path) => new(path);

    /// <summary>A page's samples, in their order.</summary>
    public static string[] SamplesOf(string path) => [.. Sample().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value)];

    /// <summary>Its program.</summary>
    /// <param name="preparations">Statements that come first, for what the page takes as given beyond what all pages do.</param>
    /// <param name="root">Where the paths lead that begin at the root in the samples.</param>
    public GeneratorRun Compile(string preparations, string root)
    {
        bool hasPosts = Declares("class Post\n"), hasApplication = Has("WebApplication app ="), hasServices = Has("builder.");
        return GeneratorRun.Of(References, $$"""
            using System;
            using System.Buffers.Binary;
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations;
            using System.Data.Common;
            using System.IO;
            using System.Linq;
            using System.Net;
            using System.Net.Sockets;
            using System.Runtime.CompilerServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Azure.Storage.Blobs.Models;
            using Dapper;
            using Hangfire;
            using Hangfire.PostgreSql;
            using ImageAttach;
            using ImageAttach.AspNetCore;
            using ImageAttach.Azure;
            using ImageAttach.Databases;
            using ImageAttach.Formats;
            using ImageAttach.Generated;
            using ImageAttach.Imaging;
            using ImageAttach.Stores;
            using ImageAttach.Testing;
            using ImageAttach.Vector;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Routing;
            using Microsoft.Data.Sqlite;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Logging;

            {{string.Concat(_types)}}
            {{(Declares("class User\n") ? "" : User)}}
            {{(Declares("class UserPicture ") ? "" : UserPicture)}}
            public abstract class TracedConnection : DbConnection;

            public static class Program
            {
            {{Given}}
            {{(hasPosts ? GivenPosts : "")}}
                public static async Task Main()
                {
                    await PrepareAsync();
                    {{(hasPosts ? "await PreparePostsAsync();" : "")}}
                    {{preparations}}
                    {{string.Join("\n", _statements.Select(statement => Rooted(statement, root) + Rewind(statement)))}}
                    {{(hasApplication ? "await StartAsync(app);" : hasServices ? "await StartAsync(builder.Build());" : "")}}
                }
            }
            """);
    }

    private bool Declares(string type) => _types.Any(declared => declared.Contains(type, StringComparison.Ordinal));

    private bool Has(string text) => _statements.Any(statement => statement.Contains(text, StringComparison.Ordinal));

    private static string Rooted(string statement, string root) => PathFromRoot().Replace(statement, $"$1{root}$2");

    // Each sample takes an upload as a request brings it, from its beginning.
    private static string Rewind(string statement) => string.Concat(
        Upload().Matches(statement).Select(match => match.Groups[1].Value).Distinct().Select(stream => $"{stream}.Position = 0;\n"));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^\s*(\[|public |internal )")]
    private static partial Regex Type();

    [GeneratedRegex(@"FromFileAsync\(\w+, (upload|photo)\b")]
    private static partial Regex Upload();

    [GeneratedRegex("(\"(?:[a-z]+://|Data Source=)?)(/(?:mnt|srv)/)")]
    private static partial Regex PathFromRoot();
}
