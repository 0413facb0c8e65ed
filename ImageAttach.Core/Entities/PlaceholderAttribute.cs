namespace ImageAttach;

/// <summary>Marks the property of an image type that keeps the picture's <see cref="ThumbHash"/>: its blur in some 25 bytes.</summary>
/// <remarks>
/// <para>The property is a <c>string?</c>, for base64, or a <c>byte[]?</c>, and a column like any other. Attaching fills it, which takes
/// decoding the picture, about as long as a small thumbnail, with the whole file in memory; a picture that can't be decoded is refused.
/// Thumbnails have their original's. It is null for what was attached before the column was declared; <c>ThumbHash.FromFileAsync</c> makes up for that.</para>
/// <para>Read it as <see cref="IImage.Placeholder"/>.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlaceholderAttribute : Attribute;
