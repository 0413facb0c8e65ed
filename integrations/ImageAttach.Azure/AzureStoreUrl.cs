using ImageAttach.Stores;

namespace ImageAttach.Azure;

/// <summary><c>azure://shopimages/pictures/shop?base=https://cdn.example.com/</c>: account, container and prefix.</summary>
internal static class AzureStoreUrl
{
    private const string ConnectionString = "AZURE_STORAGE_CONNECTION_STRING";

    public static AzureBlobStore Open(Uri url)
    {
        StoreUrlOptions options = new(url, "endpoint", "base");
        string[] path = Uri.UnescapeDataString(url.AbsolutePath).Trim('/').Split('/', 2);
        if (url.Host.Length == 0 || url.UserInfo.Length > 0 || !url.IsDefaultPort || path[0].Length == 0)
            throw new ArgumentException("A store's url, 'azure:', has the account, the container and perhaps a prefix: azure://shopimages/pictures/shop. Another server is given by 'endpoint'.", nameof(url));
        string? connectionString = Environment.GetEnvironmentVariable(ConnectionString) is { Length: > 0 } text ? text : null;
        return new(new AzureBlobStoreOptions
        {
            Account = url.Host,
            Container = path[0],
            Prefix = path.Length == 2 ? path[1] : "",
            Endpoint = options.GetAddress("endpoint"),
            PublicBaseUrl = options.GetAddress("base"),
            ConnectionString = connectionString,
        });
    }
}
