using Azure.Identity;
using Azure.Storage.Blobs;

namespace ImageAttach.Azure;

/// <summary>Clients of blob services, created from options.</summary>
internal static class BlobServices
{
    /// <exception cref="ArgumentException">An option can't be used, or the account is missing.</exception>
    public static BlobServiceClient Create(AzureBlobStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ConnectionString is { } connectionString)
            return Create(options, connectionString);
        Uri endpoint = options.Endpoint is { } given ? Check(given) : CreateEndpoint(options.Account);
        return new(endpoint, options.Credential ?? new DefaultAzureCredential(), options.ClientOptions);
    }

    private static BlobServiceClient Create(AzureBlobStoreOptions options, string connectionString)
    {
        if (options.Credential is not null || options.Endpoint is not null)
            throw new ArgumentException("A connection string has its own endpoint and key: leave out Endpoint and Credential.", nameof(options));
        BlobServiceClient service;
        try
        {
            service = new(connectionString, options.ClientOptions);
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the SDK's exception, which may show a part of the text, and so the key.
            throw new ArgumentException("ConnectionString can't be read. Copy the one that the Azure portal shows under the account's access keys.", nameof(options));
        }

        return options.Account is not { } account || account == service.AccountName ? service : throw new ArgumentException(
            $"The connection string is that of the account '{service.AccountName}', and not of '{account}'. Set both to the same account.", nameof(options));
    }

    private static Uri CreateEndpoint(string? account) => account is { Length: >= 3 and <= 24 } && account.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
        ? new Uri($"https://{account}.blob.core.windows.net")
        : throw new ArgumentException(
            account is null ? "An Azure store needs Account, Endpoint or ConnectionString." : $"'{account}' can't be a storage account: use 3 to 24 lower-case letters and digits.", nameof(account));

    // The URL isn't shown: its query may be a signature.
    private static Uri Check(Uri endpoint) => endpoint.IsAbsoluteUri && endpoint.Scheme is "https" or "http" && endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0
        ? endpoint
        : throw new ArgumentException("Endpoint must be a blob service's URL without user and query, such as https://shopimages.blob.core.windows.net.", nameof(endpoint));
}
