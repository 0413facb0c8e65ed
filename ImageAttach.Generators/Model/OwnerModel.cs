using ImageAttach.Generators.Emitting;

namespace ImageAttach.Generators.Model;

/// <summary>A class with image sets.</summary>
/// <param name="Type">The class.</param>
/// <param name="Properties">The properties that hold its image sets, those of its base classes first; escaped where they are keywords.</param>
/// <param name="HidingBases">The base classes that have further image sets, which only they can name.</param>
/// <param name="Hidden">Those of its own properties that derived classes may not be able to name.</param>
/// <param name="Members">The members that complete those properties that it declares itself, as they were result.</param>
internal sealed record OwnerModel(
    TypeModel Type, EquatableArray<string> Properties, EquatableArray<string> HidingBases, EquatableArray<string> Hidden, EquatableArray<string> Members)
{
    /// <summary>The owners of attachments, each once.</summary>
    public static IEnumerable<OwnerModel> CreateAll(IEnumerable<EmitResult<AttachmentModel, string>> attachments) => attachments
        .GroupBy(attachment => attachment.Model.Owner)
        .Select(same => new OwnerModel(
            same.Key,
            new([.. same.First().Model.Inherited.Concat(same.Select(attachment => attachment.Model.Property)).Distinct()]),
            same.First().Model.HidingBases,
            new([.. same.Where(attachment => attachment.Model.IsHidden).Select(attachment => attachment.Model.Property)]),
            new([.. same.Select(attachment => attachment.Code)])));
}
