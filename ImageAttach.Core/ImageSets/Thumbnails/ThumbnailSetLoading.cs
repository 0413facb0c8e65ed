using System.Data.Common;

namespace ImageAttach.ImageSets;

/// <summary>Loads the thumbnails of the set that has a key. See <see cref="ImageTableExtensions.LoadThumbnailsAsync"/>.</summary>
internal sealed class ThumbnailSetLoading(DbConnection connection, IReadOnlyList<object> key, string version, CancellationToken cancellationToken)
    : IImageTableOperation<Task<ThumbnailSet>>
{
    public async Task<ThumbnailSet> Run<TImage>(IImageTable<TImage> table)
        where TImage : Image =>
        await ThumbnailMaker<TImage>.LookAsync(table, connection, key, version, cancellationToken).ConfigureAwait(false);
}
