using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the check for columns that can't be null and are.</summary>
internal static class NullColumnEmitter
{
    /// <returns>The method; an empty text for a type without such columns.</returns>
    public static string Emit(EntityModel entity)
    {
        string checks = string.Concat(entity.Columns.Where(column => !column.IsKey).Select(Check));
        return checks.Length == 0 ? "" : $"\npublic string? FindNullColumn({entity.Type.FullName} image) =>\n{checks}    null;\n";
    }

    private static string Check(ColumnModel column) => column.IsNullCondition($"image.{column.Property}") is { } condition
        ? $"    {condition} ? {Literal.Quote(column.Property.TrimStart('@'))} :\n"
        : "";
}
