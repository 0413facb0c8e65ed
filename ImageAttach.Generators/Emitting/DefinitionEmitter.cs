using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes what an image table is: its name and columns, from which a database composes its statements.</summary>
internal static class DefinitionEmitter
{
    public static string Emit(EntityModel entity) => $$"""
        public ImageTableDefinition Definition { get; } = new({{Literal.Quote(entity.Table.Name)}}, new ImageColumn[]
        {
        {{string.Join("\n", entity.Columns.Select(column => $"    {Column(entity, column)},"))}}
        }){{Initializer(entity)}};
        """;

    private static string Column(EntityModel entity, ColumnModel column) =>
        $"new({Literal.Quote(column.Column)}, ImageColumnKind.{column.Kind}){Braces(Settings(entity, column))}";

    private static IEnumerable<string> Settings(EntityModel entity, ColumnModel column)
    {
        if (column.Parameter != column.Column)
            yield return $"Parameter = {Literal.Quote(column.Parameter)}";
        if (column.IsKey)
            yield return $"KeyPosition = {Number(entity.KeyColumns.ToList().IndexOf(column) + 1)}";
        if (column.IsNullable)
            yield return "IsNullable = true";
        if (column.Storage.MaxLength is { } length)
            yield return $"MaxLength = {Number(length)}";
        if (column.Storage.TypeName is { } type)
            yield return $"TypeName = {Literal.Quote(type)}";
        if (column.Storage.Order is { } order)
            yield return $"Order = {Number(order)}";
    }

    private static string Initializer(EntityModel entity) => Braces(
        [
            .. entity.Table.Schema is { } schema ? new[] { $"Schema = {Literal.Quote(schema)}" } : [],
            .. entity.OwnerTable is { } owner ? new[] { $"OwnerTable = new ImageOwnerTable({Literal.Quote(owner.Name)}, new[] {{ {string.Join(", ", owner.KeyColumns.Select(Literal.Quote))} }})" } : [],
        ]);

    private static string Braces(IEnumerable<string> settings)
    {
        string text = string.Join(", ", settings);
        return text.Length == 0 ? "" : $" {{ {text} }}";
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
