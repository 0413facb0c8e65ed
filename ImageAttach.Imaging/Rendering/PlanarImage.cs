using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>A thumbnail's pixels, upright, before they are written to a file.</summary>
/// <param name="Kind">What the planes hold.</param>
/// <param name="Size">The size of the first plane; planes of color may have half of it, rounded up.</param>
/// <param name="Planes">The planes.</param>
internal sealed record PlanarImage(PixelKind Kind, ImageSize Size, IReadOnlyList<Plane> Planes);
