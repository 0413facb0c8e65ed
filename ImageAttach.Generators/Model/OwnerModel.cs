namespace ImageAttach.Generators.Model;

/// <summary>A class with image sets.</summary>
/// <param name="Type">The class.</param>
/// <param name="Properties">The properties that hold its image sets, those of its base classes first; escaped where they are keywords.</param>
internal sealed record OwnerModel(TypeModel Type, EquatableArray<string> Properties)
{
    /// <summary>The owners of attachments, each once.</summary>
    public static IEnumerable<OwnerModel> Of(IEnumerable<AttachmentModel> attachments) => attachments
        .GroupBy(attachment => attachment.Owner)
        .Select(same => new OwnerModel(same.Key, new([.. same.First().Inherited.Concat(same.Select(attachment => attachment.Property)).Distinct()])));
}
