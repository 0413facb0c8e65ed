using System.Buffers;

namespace ImageAttach.Stores.FileSystem;

/// <summary>The path under which an application shows files.</summary>
internal static class UrlPrefix
{
    private static readonly SearchValues<char> PlainName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~");

    /// <returns>The prefix, without a slash at either end.</returns>
    public static string Check(string prefix) => prefix.Split('/').All(part => part is not ("" or "." or "..") && !part.AsSpan().ContainsAnyExcept(PlainName))
        ? prefix
        : throw new ArgumentException(
            $"'{prefix}' can't be the path under which files are shown: use letters, digits, '-', '_', '.' and '~', with a slash between parts.", nameof(prefix));
}
