namespace ImageAttach;

/// <content>Their SQL. All lists have the order that <see cref="Add"/> and <see cref="Read"/> have.</content>
public static partial class ImageColumns
{
    /// <summary>Their names, quoted as SQLite and PostgreSQL quote.</summary>
    public const string Names = """
        "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
        """;

    /// <summary>Their names, quoted as MySQL and MariaDB quote.</summary>
    public const string MySqlNames = "`width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`";

    /// <summary>Their parameters.</summary>
    public const string Parameters = "@width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe";

    /// <summary>Their definitions in a <c>create table</c> of SQLite.</summary>
    public const string SqliteDefinitions = """
            "width" integer not null,
            "height" integer not null,
            "mimetype" varchar(255) not null,
            "original" boolean not null,
            "created_at" text not null,
            "revision" varchar(32) not null default '',
            "length" bigint,
            "sha256" char(64),
            "recipe" varchar(100) not null default ''
        """;

    /// <summary>Their definitions in a <c>create table</c> of MySQL or MariaDB.</summary>
    public const string MySqlDefinitions = """
            `width` int not null,
            `height` int not null,
            `mimetype` varchar(255) not null,
            `original` boolean not null,
            `created_at` datetime(6) not null,
            `revision` varchar(32) character set utf8mb4 collate utf8mb4_bin not null default '',
            `length` bigint,
            `sha256` char(64),
            `recipe` varchar(100) character set utf8mb4 collate utf8mb4_bin not null default ''
        """;

    /// <summary>Their definitions in a <c>create table</c> of PostgreSQL.</summary>
    public const string PostgreSqlDefinitions = """
            "width" integer not null,
            "height" integer not null,
            "mimetype" varchar(255) not null,
            "original" boolean not null,
            "created_at" timestamptz not null,
            "revision" varchar(32) not null default '',
            "length" bigint,
            "sha256" char(64),
            "recipe" varchar(100) not null default ''
        """;
}
