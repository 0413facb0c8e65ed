using System.CommandLine;
using ImageAttach.Databases;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;
using ImageAttach.Transactions;

namespace ImageAttach.Tool;

/// <summary>What every command takes: the application, its database, and how to tell what was done.</summary>
internal sealed class CommonOptions
{
    private const string ConnectionVariable = "IMAGEATTACH_CONNECTION";

    private readonly Option<string?> _assembly = new("--assembly")
    {
        Description = "The application's assembly, whose image entities are meant, such as bin/Release/net10.0/Shop.dll",
        HelpName = "DLL",
        Recursive = true,
    };

    private readonly Option<string?> _provider = new("--provider")
    {
        Description = $"The database: {Database.Providers}",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _connection = new("--connection")
    {
        Description = $"The connection string; ${{NAME}} in it stands for an environment variable. Default: {ConnectionVariable}",
        HelpName = "TEXT",
        Recursive = true,
    };

    private readonly Option<string[]> _types = new("--type")
    {
        Description = "Only image types of this name, such as UserPicture; may be given several times. Default: all",
        HelpName = "NAME",
    };

    public IReadOnlyList<Option> All => [_assembly, _provider, _connection, Json];

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object instead of text", Recursive = true };

    /// <summary>The option that picks image types, for commands that can do with some of them.</summary>
    public Option<string[]> Types => _types;

    /// <summary>An option that names a store.</summary>
    public static Option<string> Store(string name, string description) => new(name)
    {
        Description = description + ": file:///srv/images, s3://…, azure://…",
        HelpName = "URL",
        Required = true,
    };

    public Reporter ReporterOf(ParseResult parsed) => Reporter.For(parsed.GetValue(Json));

    /// <summary>The tables of the application's image types.</summary>
    public IReadOnlyList<IImageTable> Tables(ParseResult parsed) => ApplicationAssembly.Load(Required(parsed, _assembly, null)).Tables;

    /// <summary>The same, of the types that were asked for.</summary>
    public IReadOnlyList<IImageTable> ChosenTables(ParseResult parsed)
    {
        IReadOnlyList<IImageTable> all = Tables(parsed);
        string[] names = parsed.GetValue(_types) ?? [];
        foreach (string name in names.Where(name => !all.Any(table => table.ImageType.Name == name)))
        {
            throw new ToolException(
                ExitCode.WrongUsage, $"The assembly has no image type '{name}'. It has {string.Join(", ", all.Select(table => table.ImageType.Name))}.");
        }

        return names.Length == 0 ? all : [.. all.Where(table => names.Contains(table.ImageType.Name))];
    }

    public Database DatabaseOf(ParseResult parsed) => Database.Of(
        Required(parsed, _provider, null), EnvironmentText.Expand(Required(parsed, _connection, Environment.GetEnvironmentVariable(ConnectionVariable))));

    /// <summary>The kind of database behind the provider, which needs no connection.</summary>
    public ImageDatabase KindOf(ParseResult parsed) => Database.Of(Required(parsed, _provider, null), "").Kind;

    private static string Required(ParseResult parsed, Option<string?> option, string? otherwise) =>
        parsed.GetValue(option) ?? otherwise ?? throw new ToolException(ExitCode.WrongUsage, $"{option.Name} is missing: {option.Description}.");
}
