using System.Data;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using ImageAttach.Imaging;

namespace ImageAttach;

[SuppressMessage("ApiDesign", "RS0026", Justification = "The specification is required, and distinguishes the two GenerateThumbnailAsync.")]
public partial class ImageSet<TImage>
{
    /// <summary>Makes a thumbnail by its specification, or returns the one already there.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="spec">Which thumbnail: its size, and how it is made. See <see cref="ThumbnailSpec.Create"/>.</param>
    /// <param name="store">The store that has the original and gets the thumbnail; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of the operation's own. Other connections don't see the thumbnail until you commit.</param>
    /// <param name="cancellationToken">Stops the work; a file already put is removed.</param>
    /// <inheritdoc cref="GenerateThumbnailAsync(IDbConnection, int?, int?, double?, IImageStore, ThumbnailOptions, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public Task<TImage> GenerateThumbnailAsync(
        IDbConnection db, ThumbnailSpec spec, IImageStore? store = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Task<TImage[]> making = FindOrMakeAsync(Connections.RequireUsable(db), [spec], store ?? StoreContext.For(Table.StoreName), transaction, cancellationToken);
        return FirstAsync();

        async Task<TImage> FirstAsync() => (await making.ConfigureAwait(false))[0];
    }
}
