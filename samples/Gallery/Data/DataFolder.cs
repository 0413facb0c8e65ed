using System.Security.Cryptography;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>The folder that holds all that the gallery keeps: the database, the files, and the secrets.</summary>
public sealed class DataFolder
{
    private readonly string _root;

    private DataFolder(string root)
    {
        _root = Directory.CreateDirectory(root).FullName;
        Store = new HttpExposedFileSystemStore(Path.Combine(_root, "images"), prefix: "images");
    }

    /// <summary>Where the pictures' files are, and how browsers find them.</summary>
    public HttpExposedFileSystemStore Store { get; }

    /// <summary>The keys that forms are protected with.</summary>
    public DirectoryInfo Keys => new(Path.Combine(_root, "keys"));

    /// <summary>The folder at a path, made if it isn't there; by default <c>gallery-data</c> beside the program.</summary>
    public static DataFolder At(string? path) => new(Path.GetFullPath(path ?? Path.Combine(AppContext.BaseDirectory, "gallery-data")));

    public SqliteConnection Connect() => new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_root, "gallery.db") }.ToString());

    /// <summary>The secret that addresses of thumbnails are signed with: made once, so that they stay good when the gallery starts again.</summary>
    public string SigningKey()
    {
        string path = Path.Combine(Keys.FullName, "addresses");
        if (!File.Exists(path))
        {
            Keys.Create();
            File.WriteAllText(path, RandomNumberGenerator.GetHexString(64));
        }

        return File.ReadAllText(path);
    }
}
