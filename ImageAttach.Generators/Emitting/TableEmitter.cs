using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the type that turns images into rows and rows into images.</summary>
internal static class TableEmitter
{
    public static void Write(CodeWriter writer, EntityModel entity) => writer
        .OpenNamespace(entity.Type.GeneratedNamespace)
        .Block($"""
            using global::ImageAttach;
            using global::ImageAttach.Databases;
            using global::System;
            using global::System.Data.Common;

            /// <summary>Rows of <c>{Literal.InXml(entity.Table.FullName)}</c>, as {entity.Type.Name} objects.</summary>
            {CodeWriter.GeneratedCode}
            internal sealed class {entity.TableType} : IImageTable<{entity.Type.FullName}>
            """)
        .Open()
        .Block($"public static readonly {entity.TableType} Instance = new();\n")
        .Block(Facts(entity))
        .Block(Members(entity))
        .Block(Reading(entity))
        .CloseBraces();

    private static string Facts(EntityModel entity) => $$"""
        {{DefinitionEmitter.Emit(entity)}}

        public string ObjectType => {{Literal.Quote(entity.ObjectType)}};
        {{(entity.Store is null ? "" : $"\npublic string StoreName => {Literal.Quote(entity.Store)};\n")}}{{(entity.WritesObjectId ? "\npublic bool SharesObjectIds => true;\n" : "")}}{{(entity.Thumbnails is { } thumbnails ? ThumbnailEmitter.EmitList(thumbnails) : "")}}
        public Type ImageType => typeof({{entity.Type.FullName}});
        {{(entity.Placeholder is { } placeholder ? SetPlaceholder(entity.Type.FullName, placeholder) : "")}}
        """;

    private static string SetPlaceholder(string image, ColumnModel column) =>
        $"\npublic Action<{image}, ThumbHash> SetPlaceholder => static (image, placeholder) => image.{column.Property} = placeholder.To{(column.Kind == ColumnKind.Binary ? "Bytes" : "String")}();\n";

    private static string Members(EntityModel entity)
    {
        string image = entity.Type.FullName;
        return $$"""
            public {{image}} CopyKey({{image}} image) => new()
            {
            {{Copy(entity, entity.KeyColumns, keyOf: "image")}}
            };

            public {{image}} Derive({{image}} image, {{image}} key) => new()
            {
            {{Copy(entity, entity.Columns, keyOf: "key")}}
            };

            {{WithKeys(entity)}}public object GetSetKey({{image}} image) => {{SetKey(entity)}};

            public void AddSetKey(ImageParameters parameters, {{image}} image)
            {
            {{Lines(entity.KeyColumns, Add)}}
            }

            public void AddRow(ImageParameters parameters, {{image}} image)
            {
            {{Lines(entity.Columns, Add)}}
                ImageColumns.Add(parameters, image);
            }
            {{NullColumnEmitter.Emit(entity)}}
            """;
    }

    // Numbers are decimals, which hold all integers and are checked whatever the context of the conversion.
    private static string WithKeys(EntityModel entity) =>
        WithKey(entity, "decimal number", column => column.IsNumber, column => column.Restored($"({column.Kind.ToCSharp()})number"))
        + WithKey(entity, "Guid id", column => column.IsGuid, column => column.Restored("id"));

    private static string WithKey(EntityModel entity, string parameter, Func<ColumnModel, bool> isPlace, Func<ColumnModel, string> value)
    {
        ColumnModel[] columns = [.. entity.KeyColumns.Where(isPlace)];
        if (columns.Length == 0 || entity.KeyColumns.Count() == 1)
            return "";
        string image = entity.Type.FullName;
        return $$"""
            public {{image}}? WithKey({{image}} image, string parameter, {{parameter}}) => parameter switch
            {
            {{Lines(columns, column => $"    {Literal.Quote(column.Parameter)} => new() {{ {OneLine(entity, column, value(column))} }},")}}
                _ => null,
            };


            """;
    }

    private static string OneLine(EntityModel entity, ColumnModel given, string value) => string.Join(
        ", ",
        entity.KeyColumns.Select(column => $"{column.Property} = {(column == given ? value : $"image.{column.Property}")}")
            .Concat(entity.Columns.Where(column => column.IsRequired && !column.IsKey).Select(column => column.Property).Concat(entity.RequiredMembers).Select(member => $"{member} = default!")));

    private static string Reading(EntityModel entity) => $$"""
        public {{entity.Type.FullName}} Read(DbDataReader reader)
        {
            {{entity.Type.FullName}} image = new()
            {
        {{Lines([.. entity.Columns.Select((column, ordinal) => $"        {column.Property} = {Value(column, ordinal)},"), .. entity.RequiredMembers.Select(NotAColumn)], line => line)}}
            };
            ImageColumns.Read(reader, first: {{entity.Columns.Count}}, image);
            return image;
        }
        """;

    private static string Copy(EntityModel entity, IEnumerable<ColumnModel> columns, string keyOf)
    {
        ColumnModel[] copied = [.. columns];
        IEnumerable<string> remaining = entity.Columns.Where(column => column.IsRequired).Select(column => column.Property)
            .Except(copied.Select(column => column.Property))
            .Concat(entity.RequiredMembers);
        return Lines(
            [.. copied.Select(column => $"    {column.Property} = {(column.IsKey ? keyOf : "image")}.{column.Property},"), .. remaining.Select(member => $"    {member} = default!,")],
            line => line);
    }

    private static string NotAColumn(string member) => $"        {member} = default!, // required, but not a column";

    private static string SetKey(EntityModel entity)
    {
        string[] parts = [.. entity.KeyColumns.Select(column => column.Comparable($"image.{column.Property}"))];
        return parts.Length == 1 ? parts[0] : $"({string.Join(", ", parts)})";
    }

    private static string Add(ColumnModel column)
    {
        string value = column.Stored($"image.{column.Property}");

        // Databases keep microseconds, and a key must be found again.
        if (column is { IsKey: true, Kind: ColumnKind.TimeOnly })
            value = $"ImageColumns.RequireMicroseconds({value})";
        return $"    parameters.Add(\"@{column.Parameter}\", {value});";
    }

    private static string Value(ColumnModel column, int ordinal)
    {
        string read = column.Restored($"reader.{Reader(column.Kind)}({ordinal})");
        return column.IsNullable ? $"reader.IsDBNull({ordinal}) ? null : {read}" : read;
    }

    // Get… where all databases give the type, Read… of ours where they don't.
    private static string Reader(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Double or ColumnKind.Decimal
            or ColumnKind.String => "Get" + kind,
        ColumnKind.Single => "GetFloat",
        ColumnKind.Binary => "GetFieldValue<byte[]>",
        _ => "Read" + kind,
    };

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Join("\n", items.Select(line));
}
