using System.Text.RegularExpressions;

namespace ImageAttach.Tests.Docs;

/// <summary>Only a database object knows which database it is. Everything else asks it what it needs.</summary>
public sealed partial class DatabaseBorderTests
{
    private const string Vendors = "ImageAttach.Core/Databases/(Sqlite|MySql|PostgreSql)/";
    private const string Databases = "ImageAttach.Core/Databases/";
    private const string Checks = "integrations/ImageAttach.Testing/Databases/";
    private const string Providers = "integrations/ImageAttach.Tool/Application/Database.cs|integrations/ImageAttach.Sqlite/|samples/";

    [TestCase(@"\bSqlDialect\.\w+", Vendors, TestName = "A dialect is compared only by the databases")]
    [TestCase(@"\b(Npgsql|MySql|Sqlite)(Connection|Exception|Transaction|Command)\b", $"{Vendors}|{Providers}", TestName = "Providers' types are named only by the databases")]
    [TestCase("\"[^\"]*(Npgsql|MySqlConnector|Microsoft\\.Data\\.Sqlite)\\b", $"{Vendors}|{Providers}", TestName = "Providers are named as text only by the databases")]
    [TestCase(@"\b(Sqlite|MySql|PostgreSql)Database\b", $"{Databases}|integrations/ImageAttach.Tool/Application/Database.cs", TestName = "No code asks which database an object is")]
    [TestCase(@"\bSqlState\b", $"{Databases}|{Checks}", TestName = "SQL states are read only by the databases")]
    [TestCase("\"[0-9][0-9A-Z]{4}\"", $"{Databases}|{Checks}", TestName = "SQL states are named only by the databases")]
    [TestCase(@"(?i)\b(pg_\w+|innodb\w*|pragma_\w+)\(", Vendors, TestName = "Functions of a database are called only by that database")]
    public void Code_outside_is_silent(string naming, string rooms)
    {
        Regex named = new(naming), room = new($"^({rooms})");
        Assert.That(
            from file in Repository.Sources()
            let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where !room.IsMatch(path)
            from line in File.ReadLines(file)
            where named.IsMatch(Comment().Replace(line, ""))
            select $"{path}: {line.Trim()}",
            Is.Empty);
    }

    [GeneratedRegex(@"(^|\s)///?.*$")]
    private static partial Regex Comment();
}
