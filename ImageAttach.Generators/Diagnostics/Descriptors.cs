using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>Everything that the analyzer reports. An ID is never used for anything else.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "IMGA001", "Image type must be partial", "'{0}' can't be completed with its SQL and object id: add `partial` to '{0}'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "IMGA004", "Containing type must be partial", "'{0}' lies in '{1}', which can't be completed: add `partial` to '{1}'");

    public static readonly DiagnosticDescriptor NotDerivedFromImage = Error(
        "IMGA005", "Image type must derive from Image", "'{0}' has no width, height and other columns of an image: write `: Image` after '{0}'");

    public static readonly DiagnosticDescriptor UnsupportedColumnType = Error(
        "IMGA006",
        "Image column has an unsupported type",
        "'{0}' has type '{1}', which no column can hold: use a number, bool, string, Guid, DateTime, DateTimeOffset, byte[] or enum, or mark it with [NotMapped]");

    public static readonly DiagnosticDescriptor NoKey = Error(
        "IMGA010", "Image type has no key", "'{0}' doesn't say whose image it is: mark the key properties with [Key]");

    public static readonly DiagnosticDescriptor UnsupportedKey = Error(
        "IMGA011",
        "Key type has no object id encoding",
        "The key of '{0}' can't be turned into an object id: use one integer property that can't be null as the key");

    public static readonly DiagnosticDescriptor BadObjectType = Error(
        "IMGA020",
        "Object type can't name a folder",
        "'{0}' would keep its files under '{1}': use 1 to 100 letters, digits, '-' and '_' as its ObjectType");

    public static readonly DiagnosticDescriptor NotAnImageSet = Error(
        "IMGA030",
        "Attachment doesn't point at an image type",
        "'{0}' isn't a set of images: declare it as `partial ImageSet<T> {0} {{ get; }}`, where T is a class with [ImageEntity]");

    public static readonly DiagnosticDescriptor KeysDontMatch = Error(
        "IMGA031",
        "Owner and image keys don't match",
        "'{0}' can't tell which images are its own: {1}");

    public static readonly DiagnosticDescriptor OwnerNotPartial = Error(
        "IMGA032", "Owner type must be partial", "'{0}' can't be completed with its image sets: add `partial` to '{0}'");

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NotPartial, ContainerNotPartial, NotDerivedFromImage, UnsupportedColumnType, NoKey, UnsupportedKey, BadObjectType,
        NotAnImageSet, KeysDontMatch, OwnerNotPartial,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        category: "ImageAttach",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/imageattach/imageattach/blob/main/docs/diagnostics/{id}.md");
}
