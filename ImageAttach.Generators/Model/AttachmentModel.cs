namespace ImageAttach.Generators.Model;

/// <summary>A property with [ImageAttachment].</summary>
/// <param name="Owner">The class that it belongs to.</param>
/// <param name="Property">Its name, escaped where it is a keyword.</param>
/// <param name="Modifiers">Its modifiers as the user wrote them, such as <c>public partial</c>.</param>
/// <param name="ImageType">The full name of the image type.</param>
/// <param name="Keys">Which property of the image holds which of the owner's.</param>
internal sealed record AttachmentModel(TypeModel Owner, string Property, string Modifiers, string ImageType, EquatableArray<KeyPair> Keys);

/// <summary>A part of the key.</summary>
/// <param name="ImageProperty">The image's property.</param>
/// <param name="OwnerProperty">The owner's property.</param>
internal sealed record KeyPair(string ImageProperty, string OwnerProperty);
