using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the argument that says why an image carries no key of a saved owner.</summary>
internal static class MissingKeyEmitter
{
    /// <returns>The argument with the comma before it; nothing where every value is a key.</returns>
    public static string Emit(AttachmentModel attachment)
    {
        string reasons = string.Concat(attachment.Keys.Select(key => Reason(attachment, key)));
        return reasons.Length == 0 ? "" : $", static image => {reasons}null";
    }

    private static string Reason(AttachmentModel attachment, KeyPair key)
    {
        string value = $"image.{key.Image.Property}";
        string owner = $"{attachment.Owner.Name}.{key.OwnerProperty}".Replace("@", "");
        return (key.Image, attachment.AllowsDefaultKey) switch
        {
            ({ Kind: ColumnKind.String }, true) => When($"{value} is null", $"{owner} is null"),
            ({ Kind: ColumnKind.String }, false) => When($"string.IsNullOrEmpty({value})", $"{owner} is null or empty"),

            // Enums and bools are chosen, not given when a row is saved.
            ({ EnumType: not null } or { Kind: ColumnKind.Boolean }, _) or (_, true) => "",
            ({ Kind: ColumnKind.Guid }, _) => When($"{value} == default", $"{owner} is an empty Guid"),
            _ => When($"{value} == 0", $"{owner} is 0"),
        };
    }

    private static string When(string condition, string reason) => $"{condition} ? {Literal.Of(reason)} : ";
}
