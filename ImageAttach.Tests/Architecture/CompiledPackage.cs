using Mono.Cecil;

namespace ImageAttach.Tests.Architecture;

/// <summary>A project's assembly as it was compiled.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="VisibleTo">The assemblies that see its internals.</param>
/// <param name="Types">Its types, with those within another one counted as that one.</param>
internal sealed record CompiledPackage(string Name, IReadOnlyList<string> VisibleTo, IReadOnlyList<CompiledPackage.PackageType> Types)
{
    /// <summary>Reads the assembly from the folder that the project is built to.</summary>
    public static CompiledPackage Read(string name)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(FindFile(name), new ReaderParameters { InMemory = true });
        return new(
            name,
            [.. module.Assembly.CustomAttributes
                .Where(attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
                .Select(attribute => (string)attribute.ConstructorArguments[0].Value)],
            [.. module.Types.Where(type => type.Name != "<Module>").Select(type => new PackageType(type.FullName, type.IsPublic, TypeUses.Find(type)))]);
    }

    // That of the tool has a name of its own: it is the one that can run.
    private static string FindFile(string name)
    {
        string path = Support.BuiltProgram.PathOf(name), folder = Path.GetDirectoryName(path)!;
        Assert.That(folder, Does.Exist, $"{name} isn't built with the tests. Refer to it in ImageAttach.Tests.csproj.");
        return File.Exists(path) ? path : Path.ChangeExtension(Directory.EnumerateFiles(folder, "*.runtimeconfig.json").Single()[..^".json".Length], ".dll");
    }

    /// <summary>A type of an assembly.</summary>
    /// <param name="Name">Its full name.</param>
    /// <param name="IsPublic">Whether other assemblies see it.</param>
    /// <param name="Uses">The types of ImageAttach that it uses.</param>
    internal sealed record PackageType(string Name, bool IsPublic, IReadOnlySet<string> Uses);
}
