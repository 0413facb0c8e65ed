using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes how a key becomes an object id.</summary>
internal static class ObjectIdEmitter
{
    private const int InlineBits = 128;

    public static string Emit(EntityModel entity)
    {
        ColumnModel[] key = [.. entity.DeclaredKeyColumns];
        (string comment, string expression) = key.Length == 1 ? EmitSingle(key[0]) : EmitComposite(key);
        return $$"""
            // {{comment}}
            /// <inheritdoc/>
            {{CodeWriter.GeneratedCode}}
            public override global::ImageAttach.ObjectId ObjectId => {{expression}};

            """;
    }

    private static (string Comment, string Expression) EmitSingle(ColumnModel key)
    {
        string property = key.Property, part = Part(key);
        const string From = "global::ImageAttach.ObjectId.From";
        return (key, KindOf(key)) switch
        {
            ({ Conversion.IsEnum: true }, _) => ($"{property} is the whole key, and an enum is its number.", $"{From}({part})"),
            (_, ColumnKind.Boolean) => ($"{property} is the whole key: 1 for true, 0 for false.", $"{From}({part} ? 1L : 0L)"),
            (_, ColumnKind.String) => ($"{property} is the whole key, and a text is hashed.", $"{From}Text({part})"),
            (_, ColumnKind.Guid) => ($"{property} is the whole key, and a Guid is its 128 bits.", $"{From}({part})"),
            (_, ColumnKind.DateOnly) => ($"{property} is the whole key, and a date is the number of its day.", $"{From}({part})"),
            (_, ColumnKind.TimeOnly) => ($"{property} is the whole key, and a time is its ticks.", $"{From}({part})"),
            _ => ($"{property} is the whole key, and an integer is its own object id.", $"{From}({part})"),
        };
    }

    private static (string Comment, string Expression) EmitComposite(ColumnModel[] key)
    {
        bool fits = key.All(column => KindOf(column).Bits() is not null) && key.Sum(column => KindOf(column).Bits()) <= InlineBits;
        string parts = string.Join(", ", key.Select(column => fits ? $"{column.Property} ({KindOf(column).Bits()} bits)" : column.Property));
        string appends = string.Concat(key.Select(column => $".Append({Part(column)})"));
        return fits
            ? ($"The parts of the key side by side: {parts}.", $"default(global::ImageAttach.ObjectIdBits){appends}.ToObjectId()")
            : ($"The key is too long for an object id of its own, so it is hashed: {parts}.", $"new global::ImageAttach.ObjectIdHash(){appends}.ToObjectId()");
    }

    private static ColumnKind KindOf(ColumnModel column) => column.Conversion?.IdentityKind ?? column.Kind;

    private static string Part(ColumnModel column) =>
        (column.Conversion?.Identity?.Replace("{0}", column.Property) ?? column.Stored(column.Property)) + (KindOf(column) switch
        {
            ColumnKind.DateOnly => ".DayNumber",
            ColumnKind.TimeOnly => ".Ticks",
            _ => "",
        });
}
