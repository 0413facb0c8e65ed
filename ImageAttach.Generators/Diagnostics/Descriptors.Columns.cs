using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <content>Columns and mapping attributes that have no effect, or not the expected one.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnreadMapping = Warning(
        "IMGA016",
        "Mapping attribute isn't read",
        "[{0}] on '{1}' isn't read by ImageAttach: {2}");

    public static readonly DiagnosticDescriptor DatabaseGenerated = Error(
        "IMGA017",
        "Column is filled by the database",
        "'{0}' is filled by the database, but ImageAttach writes every column itself: mark it with [NotMapped]");

    public static readonly DiagnosticDescriptor FieldNotStored = Warning(
        "IMGA018",
        "Public field isn't stored",
        "'{0}' is a field, and only properties are columns: make it a property with a getter and a setter, or mark it with [NotMapped]");

    public static readonly DiagnosticDescriptor FixedColumn = Warning(
        "IMGA019",
        "Column can't be set when an image is attached",
        "'{0}' has an init accessor, so `configure` can't set it and the column gets its default value: write `set` instead of `init`");

    public static readonly DiagnosticDescriptor DottedTable = Warning(
        "IMGA025",
        "Table name has a dot",
        "'{0}' would be kept in a table named '{1}': if the part before the dot is a schema, write it as Schema");

    private static DiagnosticDescriptor Warning(string id, string title, string message) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(id));
}
