using System.Data.Common;
using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Makes thumbnails of the set that has a key. See <see cref="ImageTableExtensions.MakeThumbnailsAsync"/>.</summary>
internal sealed class ThumbnailCreation(
    DbConnection connection,
    IReadOnlyList<object> key,
    string version,
    Func<IReadOnlyList<ThumbnailSpec>> getSpecs,
    IImageStore store,
    CancellationToken cancellationToken)
    : IImageTableOperation<Task<IReadOnlyList<Image>>>
{
    public async Task<IReadOnlyList<Image>> Run<TImage>(IImageTable<TImage> table)
        where TImage : Image =>
        await ImageSet<TImage>.MakeByKeyAsync(table, connection, key, version, getSpecs, store, cancellationToken).ConfigureAwait(false);
}
