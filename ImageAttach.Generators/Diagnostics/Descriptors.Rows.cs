using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <content>Declarations that would share rows.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SharedImageType = AtEnd(
        "IMGA023",
        "Two attachments share an image type",
        "'{0}' and '{1}' would keep their images in the same rows, those of '{2}', and replace each other's: declare another image type for one of them");

    public static readonly DiagnosticDescriptor SharedTable = AtEnd(
        "IMGA024",
        "Two image types share a table",
        "'{0}' and '{1}' would keep their rows in one table, '{2}', and replace each other's: give one of them another Table");

    private static DiagnosticDescriptor AtEnd(string id, string title, string message) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(id),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);
}
