using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the list of all image types of the assembly.</summary>
internal static class CatalogEmitter
{
    public const string HintName = "ImageEntities.ImageAttach.g.cs";

    public static SourceText Emit(CatalogModel catalog) => new CodeWriter()
        .Head("All image entities of this assembly.")
        .Namespace("ImageAttach.Generated")
        .Block($$"""
            /// <summary>The image entities of this assembly.</summary>
            {{CodeWriter.GeneratedCode}}
            internal static class ImageEntities
            {
                /// <summary>The tables of all image entities, in the order of the entities' names.</summary>
                public static global::System.Collections.Generic.IReadOnlyList<global::ImageAttach.IImageTable> All { get; } = new global::ImageAttach.IImageTable[]
                {
            {{Lines(catalog, entity => $"        {entity.Table}.Instance,")}}
                };

                // Runs before any of these types is used: queries of plain Dapper find their columns as well.
                [global::System.Runtime.CompilerServices.ModuleInitializer]
                internal static void MapColumns()
                {
            {{Lines(catalog, Map)}}
                }
            }
            """)
        .Close();

    private static string Map(CatalogEntry entity)
    {
        IEnumerable<string> columns = entity.Columns.Select(column =>
            $"({Literal.Quote(column.Column)}, {Literal.Quote(EntityEmitter.PlainProperty(column) ?? column.Property.TrimStart('@'))})");
        IEnumerable<string> key = entity.Columns.Where(column => column.IsKey).Select(column => Literal.Quote(column.Column));
        return $"        global::ImageAttach.ImageColumns.Map<{entity.Type}>(new[] {{ {string.Join(", ", key)} }}, {string.Join(", ", columns)});";
    }

    private static string Lines(CatalogModel catalog, Func<CatalogEntry, string> line) =>
        string.Join("\n", catalog.Entities.Select(line));
}
