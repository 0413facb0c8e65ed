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
        if (key.Image is { Conversion: null, Kind: ColumnKind.String } && !attachment.AllowsDefaultKey)
            return When($"string.IsNullOrEmpty({value})", $"{owner} is null or empty");
        return (key.Image.CanBeNull ? When($"{value} is null", $"{owner} is null") : "")
            + (attachment.AllowsDefaultKey || !IsAssigned(key.Image) ? "" : Default(key.Image, value, owner));
    }

    // Enums, bools, dates and times are chosen, not given when a row is saved; so is what the user converts.
    private static bool IsAssigned(ColumnModel column) =>
        column.Conversion?.IsAssigned ?? column.Kind is not (ColumnKind.Boolean or ColumnKind.DateOnly or ColumnKind.TimeOnly);

    private static string Default(ColumnModel column, string value, string owner)
    {
        string identity = column.Conversion?.Identity?.Replace("{0}", value) ?? column.Stored(value);
        return (column.Conversion?.IdentityKind ?? column.Kind) switch
        {
            ColumnKind.String => When($"string.IsNullOrEmpty({identity})", $"{owner} is empty"),
            ColumnKind.Guid => When($"{identity} == default", $"{owner} is an empty Guid"),
            ColumnKind.Boolean or ColumnKind.DateOnly or ColumnKind.TimeOnly => "",
            _ => When($"{identity} == 0", $"{owner} is 0"),
        };
    }

    private static string When(string condition, string reason) => $"{condition} ? {Literal.Quote(reason)} : ";
}
