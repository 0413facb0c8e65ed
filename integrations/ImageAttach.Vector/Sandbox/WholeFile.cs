namespace ImageAttach.Vector.Sandbox;

/// <summary>Takes a file into memory, from where a guest gets its copy.</summary>
internal static class WholeFile
{
    /// <exception cref="ImageLimitException">The file is larger than an array can be.</exception>
    public static byte[] Read(Stream file)
    {
        long length = file.Length - file.Position;
        if (length > Array.MaxLength)
            throw new ImageLimitException(FormattableString.Invariant($"The file has {length:N0} bytes, and has to be drawn in memory, where {Array.MaxLength:N0} are the maximum. Attach a smaller one."));
        byte[] bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
