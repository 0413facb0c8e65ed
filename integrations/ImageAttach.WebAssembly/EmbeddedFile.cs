using System.Reflection;

namespace ImageAttach.WebAssembly;

/// <summary>Reads files that are embedded in an assembly, such as programs.</summary>
public static class EmbeddedFile
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="assembly">The assembly that embeds it.</param>
    /// <param name="name">The file's logical name.</param>
    /// <exception cref="InvalidOperationException">The assembly was built without the file.</exception>
    public static byte[] Read(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly {assembly.GetName().Name} was built without {name}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
