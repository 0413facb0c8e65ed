using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes how a key becomes an object id.</summary>
internal static class ObjectIdEmitter
{
    private const int InlineBits = 128;

    public static string Emit(EntityModel entity)
    {
        ColumnModel[] key = [.. entity.DeclaredKeyColumns];
        (string comment, string expression) = key.Length == 1 ? OfOne(key[0]) : OfMany(key);
        return $$"""
            // {{comment}}
            /// <inheritdoc/>
            {{CodeWriter.GeneratedCode}}
            public override global::ImageAttach.ObjectId ObjectId => {{expression}};

            """;
    }

    private static (string Comment, string Expression) OfOne(ColumnModel key)
    {
        string property = key.Property;
        const string From = "global::ImageAttach.ObjectId.From";
        return key switch
        {
            { EnumType: not null } => ($"{property} is the whole key, and an enum is its number.", $"{From}(({key.Kind.ToCSharp()}){property})"),
            { Kind: ColumnKind.Boolean } => ($"{property} is the whole key: 1 for true, 0 for false.", $"{From}({property} ? 1L : 0L)"),
            { Kind: ColumnKind.String } => ($"{property} is the whole key, and a text is hashed.", $"{From}Text({property})"),
            { Kind: ColumnKind.Guid } => ($"{property} is the whole key, and a Guid is its 128 bits.", $"{From}({property})"),
            _ => ($"{property} is the whole key, and an integer is its own object id.", $"{From}({property})"),
        };
    }

    private static (string Comment, string Expression) OfMany(ColumnModel[] key)
    {
        bool fits = key.All(column => column.Kind.Bits() is not null) && key.Sum(column => column.Kind.Bits()) <= InlineBits;
        string parts = string.Join(", ", key.Select(column => fits ? $"{column.Property} ({column.Kind.Bits()} bits)" : column.Property));
        string appends = string.Concat(key.Select(column => $".Append({Part(column)})"));
        return fits
            ? ($"The parts of the key side by side: {parts}.", $"default(global::ImageAttach.ObjectIdBits){appends}.ToObjectId()")
            : ($"The key is too long for an object id of its own, so it is hashed: {parts}.", $"new global::ImageAttach.ObjectIdHash(){appends}.ToObjectId()");
    }

    private static string Part(ColumnModel column) =>
        column.EnumType is null ? column.Property : $"({column.Kind.ToCSharp()}){column.Property}";
}
