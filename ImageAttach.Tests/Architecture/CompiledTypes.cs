using Mono.Cecil;

namespace ImageAttach.Tests.Architecture;

/// <summary>Reads compiled assemblies, and in their symbols where each type's source is.</summary>
internal static class CompiledTypes
{
    /// <summary>Reads all types of an assembly; types within another one count as that one.</summary>
    public static IReadOnlyList<CompiledType> Read(string assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), new ReaderParameters { ReadSymbols = true, InMemory = true });
        SourceFolders folders = new(Docs.Repository.ProjectFolder(assembly));
        return [.. module.Types
            .Where(type => type.Name is not "<Module>" && !IsGeneratedByCompiler(type))
            .Select(type => new CompiledType(type.FullName, assembly, folders.Find(type), TypeUses.Find(type)))];
    }

    private static bool IsGeneratedByCompiler(TypeDefinition type) =>
        type.Name.StartsWith('<') || type.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "EmbeddedAttribute");
}
