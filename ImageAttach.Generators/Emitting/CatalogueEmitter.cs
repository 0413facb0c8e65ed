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
            using global::ImageAttach;
            using global::System.Collections.Generic;
            using global::System.Runtime.CompilerServices;

            /// <summary>The image entities of this assembly.</summary>
            {{CodeWriter.GeneratedCode}}
            internal static class ImageEntities
            {
                /// <summary>The tables of all image entities, in the order of the entities' names.</summary>
                public static IReadOnlyList<IImageTable> All { get; } =
                [
            {{Lines(catalogue, entity => $"        {entity.Table}.Instance,")}}
                ];

                // Runs before any of these types is used: queries of plain Dapper find their columns as well.
                [ModuleInitializer]
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
        return $"        ImageColumns.Map<{entity.Type}>({string.Join(", ", columns)});";
    }

    private static string Lines(CatalogueModel catalogue, Func<CatalogueEntry, string> line) =>
        string.Join("\n", catalogue.Entities.Select(line));
}
