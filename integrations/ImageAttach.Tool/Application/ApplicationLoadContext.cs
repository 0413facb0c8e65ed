using System.Reflection;
using System.Runtime.Loader;

namespace ImageAttach.Tool.Application;

/// <summary>Loads an application's assembly with what it depends on, but ImageAttach itself from the tool: both have to mean the same types.</summary>
internal sealed class ApplicationLoadContext(string path) : AssemblyLoadContext(name: Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _dependencies = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(IImageTable).Assembly.GetName().Name)
            return null;
        return _dependencies.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _dependencies.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
