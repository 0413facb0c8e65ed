using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>Everything that the analyzer reports. An ID is never used for anything else.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "IMGA001", "Image type must be partial", "'{0}' can't be completed with its SQL and object id: add `partial` to '{0}'");

    public static readonly DiagnosticDescriptor GenericOrAbstract = Error(
        "IMGA002",
        "Image type can't be generic, file-local or abstract",
        "'{0}' can't be made row by row: put the attribute on a class that is none of these, nor static, and lies in no generic type");

    public static readonly DiagnosticDescriptor NoConstructor = Error(
        "IMGA003",
        "Image type needs a parameterless constructor",
        "'{0}' can't be made from a row: give it a constructor without parameters, public or internal");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "IMGA004", "Containing type must be partial", "'{0}' lies in '{1}', which can't be completed: add `partial` to '{1}'");

    public static readonly DiagnosticDescriptor NotDerivedFromImage = Error(
        "IMGA005", "Image type must derive from Image", "'{0}' has no width, height and other columns of an image: write `: Image` after '{0}'");

    public static readonly DiagnosticDescriptor UnsupportedColumnType = Error(
        "IMGA006",
        "Image column has an unsupported type",
        "'{0}' has type '{1}', which no column can hold: use a number, bool, string, Guid, date, time, byte[], enum or a type with one of these as its only value, name a [ColumnConverter], or mark it with [NotMapped]");

    public static readonly DiagnosticDescriptor DuplicateColumn = Error(
        "IMGA007",
        "Two properties map to one column",
        "'{0}' would be kept in the column '{1}', which is taken: name another with [Column]");

    public static readonly DiagnosticDescriptor NotVisible = Error(
        "IMGA008",
        "Image type must be visible to generated code",
        "'{0}' can't be named by the code that reads its rows: make it and the types around it public or internal");

    public static readonly DiagnosticDescriptor GeneratedMember = Error(
        "IMGA009",
        "Image type declares a generated member",
        "'{0}.{1}' is in the way of the member of this name that is generated for '{2}': remove or rename it");

    public static readonly DiagnosticDescriptor NoKey = Error(
        "IMGA010", "Image type has no key", "'{0}' doesn't say whose image it is: mark the key properties with [Key]");

    public static readonly DiagnosticDescriptor UnsupportedKey = Error(
        "IMGA011",
        "Key type has no object id encoding",
        "'{0}' has type '{1}', which can't be part of a key: use an integer, Guid, string, bool, enum, DateOnly, TimeOnly, or a type with one of these as its only value, that can't be null");

    public static readonly DiagnosticDescriptor KeyNotStored = Error(
        "IMGA012",
        "Key property isn't stored",
        "'{0}' is marked with [Key] but is no column: give it a getter and a setter, both public or internal, and no [NotMapped]");

    public static readonly DiagnosticDescriptor BadObjectId = Error(
        "IMGA013",
        "Object id has the wrong shape",
        "'{0}.ObjectId' is in the way of the object id: write it as `public override ObjectId ObjectId => …`, or rename it");

    public static readonly DiagnosticDescriptor BadObjectType = Error(
        "IMGA020",
        "Object type can't name a folder",
        "'{0}' would keep its files under '{1}': use 1 to 100 letters, digits, '-' and '_' as its ObjectType, and no name that Windows keeps for a device");

    public static readonly DiagnosticDescriptor NotAnImageSet = Error(
        "IMGA030",
        "Attachment doesn't point at an image type",
        "'{0}' isn't a set of images: declare it as `partial ImageSet<T> {0} {{ get; }}`, where T is a class with [ImageEntity]");

    public static readonly DiagnosticDescriptor KeysDontMatch = Error(
        "IMGA031",
        "Owner and image keys don't match",
        "'{0}' can't be matched with its images: {1}");

    public static readonly DiagnosticDescriptor OwnerNotPartial = Error(
        "IMGA032", "Owner type must be partial", "'{0}' can't be completed with its image sets: add `partial` to '{0}'");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "IMGA033", "Accessor name is already taken", "'{0}' needs the name '{1}' for generated code, but it is taken: rename what has it");

    public static readonly DiagnosticDescriptor NoDiscriminator = Error(
        "IMGA034", "Multiple sets need one more key column", "'{0}' can't tell its image sets apart: {1}");

    public static readonly DiagnosticDescriptor OwnerNotAClass = Error(
        "IMGA035", "Owner must be a class", "'{0}' can't hold image sets: make it a class or record class that isn't static, and visible beyond its file");

    public static readonly DiagnosticDescriptor HasBody = Error(
        "IMGA036", "Attachment has a body", "'{0}' would be given a body, but has one: remove that, or [ImageAttachment]");

    public static readonly DiagnosticDescriptor ForeignImage = Error(
        "IMGA037",
        "Image type isn't completed where it is declared",
        "'{0}' needs '{1}', for which no code was generated in its own project: fix the errors there, and reference ImageAttach.Core");

    public static readonly DiagnosticDescriptor Forbidden = Error(
        "IMGA038",
        "Obsolete member can't be used by generated code",
        "'{0}' is marked with [Obsolete] as an error, so generated code can't use it: make it a warning");

    public static readonly DiagnosticDescriptor OtherSubset = Error(
        "IMGA039",
        "GetImageSet has other parameters elsewhere",
        "'{0}' needs GetImageSet({1}), but the project of '{2}' has one with other parameters: declare the owner's key first in '{2}', or declare another image type");

    public static readonly DiagnosticDescriptor BadName = Error(
        "IMGA040",
        "Table or column name is empty or too long",
        "'{0}' would be called '{1}' in the database: use 1 to {2} bytes of UTF-8, without a control character, quotation mark or brace, and no space at the end");

    public static readonly DiagnosticDescriptor BadColumnType = Error(
        "IMGA043", "Column type can't be used", "'{0}' can't be kept in a column of type '{1}': {2}");

    public static readonly DiagnosticDescriptor BadConverter = Error(
        "IMGA044", "Column converter has the wrong shape", "'{0}' can't be converted by '{1}': {2}");

    public static readonly DiagnosticDescriptor BadThumbnailName = Error(
        "IMGA060", "Thumbnail name can't be a member", "'{0}' can't be the name of a thumbnail of '{1}': {2}");

    public static readonly DiagnosticDescriptor BadThumbnail = Error(
        "IMGA061", "Thumbnail can't be made as declared", "The thumbnail '{0}' of '{1}' can't be made: {2}");

    public static readonly DiagnosticDescriptor BadPlaceholder = Error(
        "IMGA062", "Placeholder can't be kept here", "'{0}' can't keep the picture's placeholder: {1}");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "IMGA090", "C# version is too low", "'{0}' can't be completed in C# {1}: set LangVersion to {2} or later");

    public static readonly DiagnosticDescriptor SharedObjectType = new(
        "IMGA021",
        "Two image types share an object type",
        "'{0}' and '{1}' both keep their files under '{2}', and could take one another's for their own: give one of them another ObjectType",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA021"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor SharedFile = new(
        "IMGA022",
        "Two declarations share a generated file",
        "'{0}' and '{1}' would both be completed by the file '{2}', whose case doesn't count: rename one of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA022"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor RawTransaction = new(
        "IMGA050",
        "A transaction that isn't an ImageTransaction was passed",
        "The end of '{0}' isn't seen, so its files stay after a rollback, and replaced ones after a commit: begin it with BeginImageTransactionAsync, or write ImageTransaction.Join",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA050"));

    public static readonly DiagnosticDescriptor NoAutomaticKey = Error(
        "IMGA051", "AddAsync can't choose the key", "No image set can be added to '{0}': {1}");

    public static readonly DiagnosticDescriptor LongKey = new(
        "IMGA045",
        "Key is too long for an index",
        "The key of '{0}' can be {1} bytes long, but an index holds {2} bytes on PostgreSQL and 3072 on MySQL: give its texts a shorter [StringLength]",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA045"));

    public static readonly DiagnosticDescriptor NoEffect = new(
        "IMGA063",
        "Attribute has no effect",
        "[{0}] does nothing on '{1}': {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA063"));

    public static readonly DiagnosticDescriptor NotStored = new(
        "IMGA042",
        "Property isn't stored",
        "'{0}' isn't a column, because generated code can't read and set it: make its getter and setter public or internal, or mark it with [NotMapped]",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA042"));

    public static readonly DiagnosticDescriptor Failed = new(
        "IMGA099",
        "ImageAttach couldn't generate this type",
        "'{0}' was left out, because of a mistake in ImageAttach: please report it, with the text that follows: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("IMGA099"));

    private const string Category = "ImageAttach";

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NotPartial, GenericOrAbstract, NoConstructor, ContainerNotPartial, NotDerivedFromImage, UnsupportedColumnType, DuplicateColumn,
        NotVisible, GeneratedMember, NoKey, UnsupportedKey, KeyNotStored, BadObjectId, BadObjectType, SharedObjectType, SharedFile, SharedImageType, SharedTable, UnreadMapping, DatabaseGenerated, FieldNotStored, FixedColumn, DottedTable, NotAnImageSet, KeysDontMatch, OwnerNotPartial, NameTaken,
        NoDiscriminator, OwnerNotAClass, HasBody, ForeignImage, Forbidden, OtherSubset, BadName, BadColumnType, BadConverter, LongKey, NotStored, RawTransaction, NoAutomaticKey,
        BadThumbnailName, BadThumbnail, BadPlaceholder, NoEffect, OldLanguage, Failed,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/imageattach/imageattach/blob/main/docs/diagnostics/{id}.md";
}
