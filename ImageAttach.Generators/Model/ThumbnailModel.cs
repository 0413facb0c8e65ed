namespace ImageAttach.Generators.Model;

/// <summary>A [Thumbnail] of an image type.</summary>
/// <param name="Name">The name that it was given.</param>
/// <param name="Member">The property, or method, that is named after it.</param>
/// <param name="Width">Its width; 0 where it follows from the height.</param>
/// <param name="Height">Its height; 0 where it follows from the width.</param>
/// <param name="Options">Each option that was set, as an initializer: <c>Quality = 70</c>.</param>
internal sealed record ThumbnailModel(string Name, string Member, int Width, int Height, EquatableArray<string> Options);

/// <summary>The thumbnails that an image type declares.</summary>
/// <param name="All">The thumbnails, in the order of their attributes.</param>
/// <param name="IsPublic">Whether the image type and the types around it are public.</param>
/// <param name="HasExtensionProperties">Whether the language knows properties that extend a type; methods stand in otherwise.</param>
internal sealed record ThumbnailsModel(EquatableArray<ThumbnailModel> All, bool IsPublic, bool HasExtensionProperties);
