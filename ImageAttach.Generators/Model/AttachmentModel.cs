namespace ImageAttach.Generators.Model;

/// <summary>A property with [ImageAttachment].</summary>
/// <param name="Owner">The class that it belongs to.</param>
/// <param name="Property">Its name, escaped where it is a keyword.</param>
/// <param name="Modifiers">Its modifiers as the user wrote them, such as <c>public partial</c>.</param>
/// <param name="Image">The image type.</param>
/// <param name="Keys">Which property of the image holds which of the owner's.</param>
/// <param name="Discriminators">The rest of the key, which tells many sets apart; null for a single set.</param>
/// <param name="HasSubset">Whether another assembly has the typed GetImageSet of the image type.</param>
/// <param name="HasSummary">Whether the user documents the property, which is to stay.</param>
/// <param name="AllowsDefaultKey">Whether 0 and the like are keys of rows.</param>
/// <param name="Inherited">The properties with [ImageAttachment] of base classes that every derived class can name, escaped.</param>
/// <param name="HidingBases">The base classes that have other properties with [ImageAttachment], the topmost first.</param>
/// <param name="IsHidden">Whether there may be a derived class that can't name the property.</param>
internal sealed record AttachmentModel(
    TypeModel Owner,
    string Property,
    string Modifiers,
    ImageTypeModel Image,
    EquatableArray<KeyPair> Keys,
    EquatableArray<ColumnModel>? Discriminators,
    bool HasSubset,
    bool HasSummary,
    bool AllowsDefaultKey,
    EquatableArray<string> Inherited,
    EquatableArray<string> HidingBases,
    bool IsHidden);

/// <summary>What an attachment needs to know of its image type.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsPublic">Whether it and the types around it are public.</param>
/// <param name="IsForeign">Whether it is declared in another assembly.</param>
/// <param name="RequiredMembers">Members that every `new` must set.</param>
internal sealed record ImageTypeModel(TypeModel Type, bool IsPublic, bool IsForeign, EquatableArray<string> RequiredMembers);

/// <summary>A part of the key.</summary>
/// <param name="Image">The image's column.</param>
/// <param name="OwnerProperty">The owner's property.</param>
internal sealed record KeyPair(ColumnModel Image, string OwnerProperty);
