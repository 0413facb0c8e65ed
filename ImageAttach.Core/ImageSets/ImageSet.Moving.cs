using System.Data;
using ImageAttach.Databases;
using ImageAttach.ImageSets;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Moves the original and its thumbnails to another set: of another owner, or with other discriminators. What that one had is replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="target">The set to move to, of the same table.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The original, as it is in the other set.</returns>
    /// <remarks>
    /// <para>Rows keep their time and their extra columns. Files have the set's object id in their names, so those whose id changes are put
    /// anew, and the old ones go after the commit. A thumbnail whose file is missing is left out.</para>
    /// </remarks>
    /// <exception cref="ImageNotFoundException">Nothing is attached.</exception>
    /// <exception cref="ImagesChangedException">The picture was replaced or removed meanwhile. Nothing was changed.</exception>
    /// <exception cref="OwnerNotSavedException">The owner of one of the sets has no key yet.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageFileNotFoundException">The store has lost the original's file.</exception>
    /// <exception cref="ImageFileDamagedException">A file isn't the one that was attached.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task<TImage> MoveToAsync(
        IDbConnection db,
        ImageSet<TImage> target,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) => RelocateAsync(db, target, store, keepsSource: false, transaction, cancellationToken);

    /// <summary>Copies the original and its thumbnails to another set: of another owner, or with other discriminators. What that one had is replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="target">The set to copy to, of the same table.</param>
    /// <param name="store">The store that has the files, and gets the copies; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The copy of the original.</returns>
    /// <remarks>Copies have files of their own, and extra columns like the originals'. A thumbnail whose file is missing is left out.</remarks>
    /// <inheritdoc cref="MoveToAsync" path="/exception"/>
    public Task<TImage> CopyToAsync(
        IDbConnection db,
        ImageSet<TImage> target,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) => RelocateAsync(db, target, store, keepsSource: true, transaction, cancellationToken);

    private Task<TImage> RelocateAsync(
        IDbConnection db, ImageSet<TImage> target, IImageStore? store, bool keepsSource, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        Owner.Require();
        target.Owner.Require();
        Relocation<TImage> relocation = new(Table, Connections.RequireUsable(db), store ?? StoreContext.For(Table.StoreName), keepsSource);
        return RunAsync();

        async Task<TImage> RunAsync()
        {
            await relocation.RunAsync([new(this, target)], transaction, cancellationToken).ConfigureAwait(false);
            if (!target.IsLoaded)
                await target.LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false); // it is this very set
            return target.RequireOriginal();
        }
    }
}
