using System.Data.Common;
using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Thumbnails of the set that has a key, where only the table is known and not its image type.</summary>
internal static class ThumbnailsByKey
{
    /// <inheritdoc cref="ImageSet{TImage}.FindByKeyAsync"/>
    public static Task<Image?> FindThumbnailAsync(
        this IImageTable table, DbConnection connection, IReadOnlyList<object> key, string version, ThumbnailSpec spec, CancellationToken cancellationToken) =>
        table.Run(new Finding(connection, key, version, spec, cancellationToken));

    /// <inheritdoc cref="ImageSet{TImage}.MakeByKeyAsync"/>
    public static Task<IReadOnlyList<Image>> MakeThumbnailsAsync(
        this IImageTable table,
        DbConnection connection,
        IReadOnlyList<object> key,
        string version,
        Func<IReadOnlyList<ThumbnailSpec>> takeSpecs,
        IImageStore store,
        CancellationToken cancellationToken) =>
        table.Run(new Making(connection, key, version, takeSpecs, store, cancellationToken));

    private sealed record Finding(
        DbConnection Connection, IReadOnlyList<object> Key, string Version, ThumbnailSpec Spec, CancellationToken CancellationToken)
        : IImageTableOperation<Task<Image?>>
    {
        public async Task<Image?> Run<TImage>(IImageTable<TImage> table)
            where TImage : Image =>
            await ImageSet<TImage>.FindByKeyAsync(table, Connection, Key, Version, Spec, CancellationToken).ConfigureAwait(false);
    }

    private sealed record Making(
        DbConnection Connection,
        IReadOnlyList<object> Key,
        string Version,
        Func<IReadOnlyList<ThumbnailSpec>> TakeSpecs,
        IImageStore Store,
        CancellationToken CancellationToken)
        : IImageTableOperation<Task<IReadOnlyList<Image>>>
    {
        public async Task<IReadOnlyList<Image>> Run<TImage>(IImageTable<TImage> table)
            where TImage : Image =>
            await ImageSet<TImage>.MakeByKeyAsync(table, Connection, Key, Version, TakeSpecs, Store, CancellationToken).ConfigureAwait(false);
    }
}
