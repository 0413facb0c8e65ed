namespace ImageAttach.Vector.Sandbox;

/// <summary>Takes a file into memory, from where a guest gets its copy.</summary>
internal static class WholeFile
{
    public static byte[] Read(Stream file)
    {
        byte[] bytes = new byte[file.Length - file.Position];
        file.ReadExactly(bytes);
        return bytes;
    }
}
