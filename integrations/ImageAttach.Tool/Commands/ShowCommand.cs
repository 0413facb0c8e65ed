using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Shows what there is of one key, its row and its file; or the statements of all tables.</summary>
internal static class ShowCommand
{
    public static Command Define(CommonOptions common)
    {
        Argument<string?> key = new("KEY") { Description = "The file's path in a store, such as user-picture/234/1/1234.405x640.k3f9….jpg", Arity = ArgumentArity.ZeroOrOne };
        Option<string> store = CommonOptions.Store("--store", "The store that may have the file");
        store.Required = false;
        Option<bool> sql = new("--sql") { Description = "Show the statements of the image types' tables instead; needs --provider, and neither KEY, --store nor --connection" };
        Command command = new("show", "Shows what there is of one file: the row that names it, and the file itself. Or, with --sql, what is sent to the database.") { key, store, common.Types, sql };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(sql)
            ? Task.FromResult(ShownStatements.Show(common, parsed))
            : RunAsync(common, parsed, Given(parsed.GetValue(key), "KEY"), Given(parsed.GetValue(store), "--store"), cancellationToken));
        return command;
    }

    private static string Given(string? value, string name) => value ?? throw new ToolException(
        ExitCode.WrongUsage, $"{name} is missing. Give the file's path in a store and --store, or --sql for the statements of the image types' tables.");

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string path, string url, CancellationToken cancellationToken)
    {
        if (!StoreKey.TryParse(path, out StoreKey? key))
            throw new ToolException(ExitCode.WrongUsage, $"'{path}' is no key. Give a path below the store's folder, such as user-picture/234/1/1234.405x640.k3f9….jpg.");
        IImageTable[] tables = [.. common.Tables(parsed).Where(table => table.ObjectType == key.ObjectType)];
        if (tables.Length == 0)
            throw new ToolException(ExitCode.WrongUsage, $"The assembly has no image type whose object type is '{key.ObjectType}'.");
        IImageStore store = await OpenedStore.OpenAsync(url, mustExist: true, cancellationToken);
        await using DbConnection connection = await common.DatabaseOf(parsed).OpenAsync(cancellationToken);

        (IImageTable Table, Image Image)? row = await FindRowAsync(tables, connection, key, cancellationToken);
        (long Length, string Sha256)? file = await FindFileAsync(store, key, cancellationToken);
        bool agrees = row is { } found && file is { } there
            && (found.Image.Length ?? there.Length) == there.Length && (found.Image.Sha256 ?? there.Sha256) == there.Sha256;
        common.ReporterOf(parsed).Show(
            agrees ? "Row and file agree." : (row, file) switch
            {
                (null, null) => "There is neither row nor file.",
                (null, _) => "There is a file that no row names; a sweep removes it.",
                (_, null) => "There is a row whose file is missing.",
                _ => "The file isn't what its row notes.",
            },
            new
            {
                Key = key.ToPath(),
                Row = row is { } known ? new { TableName = known.Table.QualifiedName, known.Image.IdentityMap, known.Image.Original, known.Image.MimeType, known.Image.CreatedAt, known.Image.Length, known.Image.Sha256 } : null,
                File = file is { } stored ? new { stored.Length, stored.Sha256 } : null,
                Agrees = agrees,
            },
            Lines(key, row, file));
        return (int)(agrees ? ExitCode.Done : ExitCode.Problems);
    }

    private static IEnumerable<string> Lines(StoreKey key, (IImageTable Table, Image Image)? row, (long Length, string Sha256)? file)
    {
        yield return $"key   {key}";
        if (row is { } found)
        {
            string identity = string.Join(", ", found.Image.IdentityMap.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value}")));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"row   {found.Table.QualifiedName}: {identity}, {(found.Image.Original ? "original" : "thumbnail")} {found.Image.Size}, {found.Image.MimeType}, {found.Image.CreatedAt:u}, {found.Image.Length?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"} bytes, SHA-256 {found.Image.Sha256 ?? "?"}");
        }

        if (file is { } stored)
            yield return $"file  {Counted.Of(stored.Length, "byte")}, SHA-256 {stored.Sha256}";
    }

    private static async Task<(IImageTable Table, Image Image)?> FindRowAsync(
        IImageTable[] tables, DbConnection connection, StoreKey key, CancellationToken cancellationToken)
    {
        foreach (IImageTable table in tables)
        {
            if (await table.FindImageAsync(connection, key, cancellationToken) is { } image)
                return (table, image);
        }

        return null;
    }

    private static async Task<(long Length, string Sha256)?> FindFileAsync(IImageStore store, StoreKey key, CancellationToken cancellationToken)
    {
        try
        {
            FileDigest file = await FileDigest.ComputeAsync(store, key, cancellationToken);
            return (file.Length, file.Sha256);
        }
        catch (ImageFileNotFoundException)
        {
            return null;
        }
    }
}
