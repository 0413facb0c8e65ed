using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the members that complete an owner with one of its image sets.</summary>
internal static class AttachmentEmitter
{
    /// <summary>The field that holds the image sets of a property, or those of all records.</summary>
    public static string FieldFor(IPropertySymbol property) => FieldFor(property.Name, property.ContainingType.IsRecord);

    public static string Emit(AttachmentModel attachment) => attachment.Owner.IsRecord ? InRecord(attachment) : InClass(attachment);

    private static string InClass(AttachmentModel attachment)
    {
        string field = FieldFor(attachment.Property.TrimStart('@'), isRecord: false);
        return $$"""
            private {{SetType(attachment)}}? {{field}};

            {{Signature(attachment)}} => {{field}} ??=
                {{NewSet(attachment, "this")}};
            """;
    }

    // A copy of a record shares its fields, and would share the set of the record that it was copied from.
    private static string InRecord(AttachmentModel attachment)
    {
        string field = FieldFor(attachment.Property.TrimStart('@'), isRecord: true);
        return $$"""
            // Kept beside the record: a copy of it is another owner, and equality compares the fields.
            private static readonly global::System.Runtime.CompilerServices.ConditionalWeakTable<{{attachment.Owner.FullName}}, {{SetType(attachment)}}> {{field}} = new();

            {{Signature(attachment)}} => {{field}}.GetValue(this, static owner =>
                {{NewSet(attachment, "owner")}});
            """;
    }

    private static string Signature(AttachmentModel attachment) => $$"""
        {{(attachment.HasSummary ? "// Documented where it is declared." : $"/// <summary>The images attached as {attachment.Property}.</summary>")}}
        {{CodeWriter.GeneratedCode}}
        {{attachment.Modifiers}} {{SetType(attachment)}} {{attachment.Property}}
        """;

    private static string NewSet(AttachmentModel attachment, string owner)
    {
        string image = attachment.Image.Type.FullName;
        string newImage = $"() => new {image} {{ {Key(attachment, owner)} }}";
        return attachment.Discriminators is null
            ? $"global::ImageAttach.ImageSet.Create<{image}>({newImage}{MissingKeyEmitter.Emit(attachment)})"
            : $"global::ImageAttach.ImageSet.CreateMany<{image}>({newImage}{MissingKeyEmitter.Emit(attachment)}, {string.Join(", ", attachment.Keys.Select(key => Literal.Quote(key.Image.Parameter)))})";
    }

    private static string Key(AttachmentModel attachment, string owner) => string.Join(
        ", ",
        attachment.Keys.Select(key => $"{key.Image.Property} = {owner}.{key.OwnerProperty}")
            .Concat(attachment.Image.RequiredMembers.Except(attachment.Keys.Select(key => key.Image.Property)).Select(member => $"{member} = default!")));

    private static string SetType(AttachmentModel attachment) =>
        $"global::ImageAttach.{(attachment.Discriminators is null ? "ImageSet" : "MultipleImageSet")}<{attachment.Image.Type.FullName}>";

    private static string FieldFor(string property, bool isRecord) => Names.FieldFor(property) + (isRecord ? "s" : "");
}
