namespace ImageAttach.Stores.FileSystem;

/// <summary>The name that a folder has in its parent. After either is replaced, or the folder is moved away and back, it is another name.</summary>
/// <param name="Path">The folder's path.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Parent">The folder that has the name.</param>
internal readonly record struct FolderName(string Path, FolderIdentity Folder, FolderIdentity Parent)
{
    /// <summary>The parent's path.</summary>
    public string ParentPath => System.IO.Path.GetDirectoryName(Path)!;
}
