using System.Data.Common;
using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Finds a thumbnail of the set that has a key. See <see cref="ImageTableExtensions.FindThumbnailAsync"/>.</summary>
internal sealed class ThumbnailSearch(
    DbConnection connection, IReadOnlyList<object> key, string version, ThumbnailSpec spec, CancellationToken cancellationToken)
    : IImageTableOperation<Task<Image?>>
{
    public async Task<Image?> Run<TImage>(IImageTable<TImage> table)
        where TImage : Image =>
        await ImageSet<TImage>.FindByKeyAsync(table, connection, key, version, spec, cancellationToken).ConfigureAwait(false);
}
