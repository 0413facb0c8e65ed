using ImageAttach;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>The folder that holds all that the gallery keeps: the database, the files, and the keys of its forms.</summary>
internal sealed class DataFolder
{
    private readonly string _database;

    private DataFolder(string root)
    {
        _database = Path.Combine(root, "gallery.db");
        Images = Directory.CreateDirectory(Path.Combine(root, "images")).FullName;
        Keys = new DirectoryInfo(Path.Combine(root, "keys"));
        Store = new FileSystemStore(Images, new Uri($"{ImagesPath}/", UriKind.Relative));
    }

    /// <summary>Where browsers find the files.</summary>
    public const string ImagesPath = "/images";

    public string Images { get; }

    public DirectoryInfo Keys { get; }

    public IImageStore Store { get; }

    /// <summary>The folder at a path, made if it isn't there; by default <c>gallery-data</c> beside the program.</summary>
    public static DataFolder At(string? path) =>
        new(Path.GetFullPath(path ?? Path.Combine(AppContext.BaseDirectory, "gallery-data")));

    public SqliteConnection Connect() => new(new SqliteConnectionStringBuilder { DataSource = _database }.ToString());
}
