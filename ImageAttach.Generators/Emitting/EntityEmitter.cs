using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Completes an image type: its object type, object id and identity, its thumbnails, and its table.</summary>
internal static class EntityEmitter
{
    /// <summary>What a property that plain Dapper queries set has behind the column's name.</summary>
    public const string AsStored = "AsStored";

    public static SourceText Emit(EntityModel entity)
    {
        CodeWriter writer = new CodeWriter().Head($"What {entity.Type.Name} is called in stores, and how it becomes rows of {entity.Table.FullName}.");
        WriteClass(writer, entity);
        if (entity.Thumbnails is { } thumbnails)
            ThumbnailEmitter.Write(writer.Block(""), entity.Type, thumbnails);
        TableEmitter.Write(writer.Block(""), entity);
        return writer.Close();
    }

    /// <summary>The property that plain Dapper queries set instead of the column's own; null where they can set that.</summary>
    public static string? PlainProperty(ColumnModel column) =>
        column.NeedsConversion ? $"{column.Property.TrimStart('@')}{AsStored}" : null;

    private static void WriteClass(CodeWriter writer, EntityModel entity)
    {
        string table = $"global::{entity.Type.GeneratedNamespace}.{entity.TableType}";
        string interfaces = $"global::ImageAttach.IImageEntity<{entity.Type.FullName}>{(NamesStore(entity) || entity.Placeholder is not null ? ", global::ImageAttach.IImage" : "")}";
        writer
            .OpenNamespace(entity.Type.Namespace)
            .OpenType(entity.Type, $" : {interfaces}")
            .Block($$"""
                static global::ImageAttach.IImageTable<{{entity.Type.FullName}}> global::ImageAttach.IImageEntity<{{entity.Type.FullName}}>.Table => {{table}}.Instance;

                /// <inheritdoc/>
                {{CodeWriter.GeneratedCode}}
                public override string ObjectType => "{{entity.ObjectType}}";

                """);
        WriteImageMembers(writer, entity);
        if (!entity.WritesObjectId)
            writer.Block(ObjectIdEmitter.Emit(entity));
        writer.Block(Identity(entity)).Block("").Block(CreateTableSql(entity, table));
        foreach (ColumnModel column in entity.Columns)
        {
            if (PlainProperty(column) is { } name)
                writer.Block("").Block(Plain(column, name));
        }

        writer.CloseBraces();
    }

    // Members of IImage that the type doesn't have from Image.
    private static void WriteImageMembers(CodeWriter writer, EntityModel entity)
    {
        if (NamesStore(entity))
        {
            writer.Block($"""
                // The store that its files go to, by name.
                string? global::ImageAttach.IImage.StoreName => {(entity.Store is null ? "null" : Literal.Quote(entity.Store))};

                """);
        }

        if (entity.Placeholder is { } placeholder)
            writer.Block(Placeholder(placeholder)).Block("");
    }

    // Written only where it says something else than Image does, and not as a property of the class: the name is the user's to take.
    private static bool NamesStore(EntityModel entity) => entity.Store is not null || entity.HidesStore;

    private static string Placeholder(ColumnModel column) => $"""
        // The blur that {column.Property} keeps.
        global::ImageAttach.ThumbHash? global::ImageAttach.IImage.Placeholder =>
            global::ImageAttach.ThumbHash.{(column.Kind == ColumnKind.Binary ? "TryRead" : "TryParse")}({column.Property}, out global::ImageAttach.ThumbHash? placeholder) ? placeholder : null;
        """;

    private static string Identity(EntityModel entity)
    {
        string names = string.Join(", ", entity.KeyColumns.Select(column => Literal.Quote(column.Column)));
        string values = string.Join(", ", entity.KeyColumns.Select(column => $"[{Literal.Quote(column.Column)}] = {column.Comparable(column.Property)}"));
        return $$"""
            /// <inheritdoc/>
            {{CodeWriter.GeneratedCode}}
            public override global::System.Collections.Generic.IReadOnlyList<string> IdentityAttributes => new[] { {{names}} };

            /// <inheritdoc/>
            {{CodeWriter.GeneratedCode}}
            public override global::System.Collections.Generic.IReadOnlyDictionary<string, object> IdentityMap =>
                new global::System.Collections.Generic.Dictionary<string, object> { {{values}} };
            """;
    }

    private static string CreateTableSql(EntityModel entity, string table)
    {
        string hides = entity.HidesCreateTableSql ? "new " : "";
        return $$"""
            /// <summary>The statement that makes the table <c>{{Literal.InXml(entity.Table.FullName)}}</c>, unless it is there; for your own migrations.</summary>
            /// <param name="dialect">The database's dialect.</param>
            {{CodeWriter.GeneratedCode}}
            public {{hides}}static string CreateTableSql(global::ImageAttach.SqlDialect dialect) => CreateTableSql(global::ImageAttach.Databases.ImageDatabases.Get(dialect));

            /// <inheritdoc cref="CreateTableSql(global::ImageAttach.SqlDialect)"/>
            /// <param name="database">The database.</param>
            {{CodeWriter.GeneratedCode}}
            public {{hides}}static string CreateTableSql(global::ImageAttach.Databases.ImageDatabase database) => database.ComposeCreateTable({{table}}.Instance.Definition);
            """;
    }

    // init, so that it can set a property that has init itself.
    private static string Plain(ColumnModel column, string name) => $$"""
        // Set by plain Dapper queries only: Dapper can't turn what every database gives into a {{(column.Conversion?.Type.Replace("global::", "") ?? column.Kind.ToString())}}.
        {{CodeWriter.GeneratedCode}}
        private object? {{name}}
        {
            init => this.{{column.Property}} = {{(column.IsNullable ? "value is null ? null : " : "")}}{{column.Restored(FromDatabase(column.Kind))}};
        }
        """;

    private static string FromDatabase(ColumnKind kind) => kind switch
    {
        ColumnKind.Guid or ColumnKind.DateTime or ColumnKind.DateTimeOffset or ColumnKind.DateOnly or ColumnKind.TimeOnly or ColumnKind.UInt64 =>
            $"global::ImageAttach.ImageColumns.To{kind}(value!)",
        ColumnKind.Binary => "(byte[])value!",
        _ => $"global::System.Convert.To{kind}(value, global::System.Globalization.CultureInfo.InvariantCulture){(kind == ColumnKind.String ? "!" : "")}",
    };
}
