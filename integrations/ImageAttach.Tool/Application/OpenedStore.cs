using ImageAttach.Azure;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.Tool.Application;

/// <summary>Stores that are named by urls, made sure that they can be reached.</summary>
internal static class OpenedStore
{
    private static readonly StoreUrlSchemes Schemes = StoreUrlSchemes.Default.WithAzure();

    /// <param name="url">The store's url.</param>
    /// <param name="mustExist">Whether a folder that isn't there is a mistake; a store that gets files makes it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IImageStore> OpenAsync(string url, bool mustExist, CancellationToken cancellationToken)
    {
        IImageStore store = Schemes.Open(url);
        if (mustExist && Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.IsFile && !Directory.Exists(address.LocalPath))
            throw new ToolException(ExitCode.WrongUsage, $"There is no folder '{address.LocalPath}'. Give the folder that the application keeps its images in.");
        try
        {
            // The smallest question there is.
            if (store is IListableImageStore listable)
                await listable.ReadMarkAsync(cancellationToken);
            return store;
        }
        catch (ImageStoreException failure)
        {
            throw new ToolException(ExitCode.Failed, $"{store} can't be reached: {failure.Message}", failure);
        }
    }
}
