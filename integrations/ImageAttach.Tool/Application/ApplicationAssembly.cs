using System.Reflection;

namespace ImageAttach.Tool.Application;

/// <summary>The application's assembly, and the catalogue of image types that was generated into it.</summary>
internal sealed class ApplicationAssembly
{
    private const string Catalogue = "ImageAttach.Generated.ImageEntities";

    private ApplicationAssembly(IReadOnlyList<IImageTable> tables) => Tables = tables;

    /// <summary>The tables of its image types.</summary>
    public IReadOnlyList<IImageTable> Tables { get; }

    public static ApplicationAssembly Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw Wrong($"There is no assembly '{full}'. Build the application, and give the path of its .dll as --assembly.");
        try
        {
            Assembly assembly = new ApplicationLoadContext(full).LoadFromAssemblyPath(full);
            object? all = assembly.GetType(Catalogue)?.GetProperty("All")?.GetValue(null);
            if (all is null)
                throw Wrong($"'{full}' has no image types. Give the assembly in which classes carry [ImageEntity], and not one that only uses it.");
            return all is IReadOnlyList<IImageTable> tables ? new(tables) : throw OtherVersion(full, null);
        }
        catch (BadImageFormatException failure)
        {
            throw Wrong($"'{full}' is no .NET assembly. On .NET the program's own file only starts it; give the .dll beside it.", failure);
        }
        catch (Exception failure) when (failure is FileLoadException or FileNotFoundException or TypeLoadException or MissingMethodException or TargetInvocationException)
        {
            throw OtherVersion(full, failure.GetBaseException());
        }
    }

    private static ToolException OtherVersion(string path, Exception? failure) => Wrong(
        $"'{path}' can't be used with this tool, which is of version {typeof(IImageTable).Assembly.GetName().Version?.ToString(3)}: " +
        $"{failure?.Message ?? "its image types are of another version of ImageAttach."} Use the tool of the version that the application refers to, and build the application with all its packages beside it (dotnet publish does).",
        failure);

    private static ToolException Wrong(string message, Exception? failure = null) => new(ExitCode.WrongUsage, message, failure);
}
