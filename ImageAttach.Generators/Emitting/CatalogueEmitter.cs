using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the list of all image types of the assembly.</summary>
internal static class CatalogueEmitter
{
    public const string HintName = "ImageEntities.ImageAttach.g.cs";

    public static SourceText Emit(CatalogueModel catalogue) => new CodeWriter()
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
            {{Lines(catalogue, entity => $"        {entity.Table}.Instance,")}}
                };

                // Runs before any of these types is used: queries of plain Dapper find their columns as well.
                [global::System.Runtime.CompilerServices.ModuleInitializer]
                internal static void MapColumns()
                {
            {{Lines(catalogue, Map)}}
                }
            }
            """)
        .Close();

    private static string Map(CatalogueEntry entity)
    {
        IEnumerable<string> columns = entity.Columns.Select(column =>
            $"({Literal.Of(column.Column)}, {Literal.Of(EntityEmitter.PlainProperty(column) ?? column.Property.TrimStart('@'))})");
        IEnumerable<string> key = entity.Columns.Where(column => column.IsKey).Select(column => Literal.Of(column.Column));
        return $"        global::ImageAttach.ImageColumns.Map<{entity.Type}>(new[] {{ {string.Join(", ", key)} }}, {string.Join(", ", columns)});";
    }

    private static string Lines(CatalogueModel catalogue, Func<CatalogueEntry, string> line) =>
        string.Join("\n", catalogue.Entities.Select(line));
}
