namespace ImageAttach.WebAssembly;

/// <summary>Reads a file into memory, from where a guest gets its copy.</summary>
public static class WholeFile
{
    /// <summary>Reads a file from the stream's position to its end.</summary>
    /// <param name="file">The file, which can seek.</param>
    /// <exception cref="ImageLimitException">The file is larger than an array can be.</exception>
    public static byte[] Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        long length = file.Length - file.Position;
        if (length > Array.MaxLength)
            throw new ImageLimitException(FormattableString.Invariant($"The file has {length:N0} bytes, and has to be decoded in memory, where {Array.MaxLength:N0} are the maximum. Attach a smaller one."));
        byte[] bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
