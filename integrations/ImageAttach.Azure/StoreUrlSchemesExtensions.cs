using ImageAttach.Stores;

namespace ImageAttach.Azure;

/// <summary>Opens stores in Azure by URL.</summary>
public static class StoreUrlSchemesExtensions
{
    /// <summary>Returns these schemes and <c>azure:</c>, which opens an <see cref="AzureBlobStore"/>: <c>azure://shopimages/pictures/shop</c>.</summary>
    /// <param name="schemes">The schemes.</param>
    /// <remarks>
    /// The URL has the account, the container and perhaps a prefix. <c>base</c> is the URL of a CDN, and <c>endpoint</c> a server outside the public cloud. Credentials come from
    /// <c>AZURE_STORAGE_CONNECTION_STRING</c> if it is set, otherwise from <c>DefaultAzureCredential</c>.
    /// </remarks>
    public static StoreUrlSchemes WithAzure(this StoreUrlSchemes schemes)
    {
        ArgumentNullException.ThrowIfNull(schemes);
        return schemes.With("azure", AzureStoreUrl.Open);
    }
}
