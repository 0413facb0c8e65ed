using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Completes an owner with one of its image sets.</summary>
internal static class AttachmentEmitter
{
    public static string HintName(AttachmentModel attachment) =>
        attachment.Owner.HintName.Replace(".ImageAttach.g.cs", $".{attachment.Property.TrimStart('@')}.ImageAttach.g.cs");

    public static SourceText Emit(AttachmentModel attachment) => new CodeWriter()
        .Head($"The images attached to {attachment.Owner.Name} as {attachment.Property}.")
        .Namespace(attachment.Owner.Namespace)
        .OpenType(attachment.Owner)
        .Block(attachment.Owner.IsRecord ? InRecord(attachment) : InClass(attachment))
        .Close();

    private static string InClass(AttachmentModel attachment)
    {
        string set = SetType(attachment);
        string field = Field(attachment);
        return $$"""
            private {{set}}? {{field}};

            {{Signature(attachment)}} => {{field}} ??=
                global::ImageAttach.ImageSet.Of<{{attachment.ImageType}}>(() => {{NewImage(attachment, "this")}});
            """;
    }

    // A copy of a record shares its fields, and would share the set of the record that it was copied from.
    private static string InRecord(AttachmentModel attachment)
    {
        string set = SetType(attachment);
        string field = Field(attachment);
        return $$"""
            // Kept beside the record: a copy of it is another owner, and equality compares the fields.
            private static readonly global::System.Runtime.CompilerServices.ConditionalWeakTable<{{attachment.Owner.FullName}}, {{set}}> {{field}} = new();

            {{Signature(attachment)}} => {{field}}.GetValue(this, static owner =>
                global::ImageAttach.ImageSet.Of<{{attachment.ImageType}}>(() => {{NewImage(attachment, "owner")}}));
            """;
    }

    private static string Signature(AttachmentModel attachment) => $$"""
        /// <summary>The images attached as {{attachment.Property}}.</summary>
        {{CodeWriter.GeneratedCode}}
        {{attachment.Modifiers}} {{SetType(attachment)}} {{attachment.Property}}
        """;

    private static string NewImage(AttachmentModel attachment, string owner) =>
        $"new {attachment.ImageType} {{ {string.Join(", ", attachment.Keys.Select(key => $"{key.ImageProperty} = {owner}.{key.OwnerProperty}"))} }}";

    private static string SetType(AttachmentModel attachment) => $"global::ImageAttach.ImageSet<{attachment.ImageType}>";

    private static string Field(AttachmentModel attachment)
    {
        string name = attachment.Property.TrimStart('@');
        return $"_{char.ToLowerInvariant(name[0])}{name.Substring(1)}ImageSet{(attachment.Owner.IsRecord ? "s" : "")}";
    }
}
