using System.Reflection;
using System.Runtime.Loader;
using Dapper;

namespace ImageAttach.Tool.Application;

/// <summary>Loads an application's assembly with what it depends on, but ImageAttach, and what its API mentions, from the tool: both have to mean the same types.</summary>
internal sealed class ApplicationLoadContext(string path) : AssemblyLoadContext(name: Path.GetFileNameWithoutExtension(path))
{
    private static readonly HashSet<string?> Shared =
        [.. new[] { typeof(IImageTable), typeof(ImageSize), typeof(SqlMapper) }.Select(type => type.Assembly.GetName().Name)];

    private readonly AssemblyDependencyResolver _dependencies = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name))
            return null;
        return _dependencies.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _dependencies.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
