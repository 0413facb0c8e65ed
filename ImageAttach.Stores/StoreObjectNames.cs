using System.Buffers;

namespace ImageAttach.Stores;

/// <summary>The names of everything that a store without folders keeps, such as objects in a bucket or blobs in a container.</summary>
/// <remarks>All but uploads begin with the prefix. No object type begins with a dot, so names with one are never those of files.</remarks>
public sealed class StoreObjectNames
{
    private const string Uploads = ".uploads/";

    private static readonly SearchValues<char> PrefixLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");

    private static readonly SearchValues<char> UploadLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Creates the names below a prefix.</summary>
    /// <param name="prefix">What names begin with, such as <c>shop/images</c>; slashes at its end make no difference. Empty for none.</param>
    /// <exception cref="ArgumentException">The prefix has other characters than letters, digits, '-', '_' and '.', or an empty part.</exception>
    public StoreObjectNames(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string trimmed = prefix.TrimEnd('/');
        if (trimmed.AsSpan().ContainsAnyExcept(PrefixLetters) || (trimmed.Length > 0 && trimmed.Split('/').Any(part => part is "" or "." or "..")))
            throw new ArgumentException($"'{prefix}' can't be a prefix: use letters, digits, '-', '_' and '.', with single slashes between names.", nameof(prefix));
        Prefix = trimmed.Length == 0 ? "" : trimmed + "/";
    }

    /// <summary>Gets the prefix, with a slash at its end unless it is empty.</summary>
    public string Prefix { get; }

    /// <summary>Gets the name of the mark that says which database the files belong to.</summary>
    public string Mark => Prefix + ".belongs-to";

    /// <summary>Gets what the names of uploads begin with: outside of the prefix, so that a policy that publishes the prefix doesn't publish uploads.</summary>
    public string UploadPrefix => Uploads + Prefix;

    /// <summary>Gets the name of a file.</summary>
    /// <param name="key">The file's key.</param>
    public string GetName(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Prefix + key.ToObjectName();
    }

    /// <summary>Gets what the names of an object type's files begin with.</summary>
    /// <param name="objectType">The object type, such as <c>user-picture</c>.</param>
    public string GetTypePrefix(string objectType)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        return $"{Prefix}{objectType}/";
    }

    /// <summary>Gets the key of a file; null if the name isn't that of a file below the prefix.</summary>
    /// <param name="name">The name.</param>
    public StoreKey? FindKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && StoreKey.TryParseObjectName(name[Prefix.Length..], out StoreKey? key) ? key : null;
    }

    /// <summary>Gets the name of an upload.</summary>
    /// <param name="upload">What the upload is called: letters and digits.</param>
    /// <exception cref="ArgumentException">It has other characters.</exception>
    public string GetUploadName(string upload)
    {
        ArgumentException.ThrowIfNullOrEmpty(upload);
        string name = UploadPrefix + upload;
        return IsUpload(name) ? name : throw new ArgumentException($"'{upload}' can't be an upload: use letters and digits.", nameof(upload));
    }

    /// <summary>Checks whether a name is that of an upload below this prefix, and not one below a longer prefix.</summary>
    /// <param name="name">The name.</param>
    public bool IsUpload(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > UploadPrefix.Length && name.StartsWith(UploadPrefix, StringComparison.Ordinal)
            && !name.AsSpan(UploadPrefix.Length).ContainsAnyExcept(UploadLetters);
    }
}
