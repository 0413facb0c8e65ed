using System.Data.Common;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageAttach.Azure;

namespace ImageAttach.Tests.Support;

/// <summary>A prefix of its own for one test, in a container that the tests share. The server is what <c>IMAGEATTACH_AZURE</c> names.</summary>
internal sealed class TestContainer : IAsyncDisposable
{
    public const string Variable = "IMAGEATTACH_AZURE";
    public const string Name = "imageattach-tests";

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static bool _isThere;

    private TestContainer(string connectionString)
    {
        ConnectionString = connectionString;
        DbConnectionStringBuilder parts = new() { ConnectionString = connectionString };
        (AccountName, AccountKey) = ((string)parts["AccountName"], (string)parts["AccountKey"]);
        Service = new(connectionString);
        Client = Service.GetBlobContainerClient(Name);
    }

    public string ConnectionString { get; }

    public string AccountName { get; }

    public string AccountKey { get; }

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    public BlobServiceClient Service { get; }

    /// <summary>The bare SDK, to look at what the store has done.</summary>
    public BlobContainerClient Client { get; }

    public static async Task<TestContainer> OpenAsync()
    {
        TestContainer container = new(TestServer.Require(Variable));
        await Once.WaitAsync();
        try
        {
            if (!_isThere)
                await container.Client.CreateIfNotExistsAsync();
            _isThere = true;
        }
        finally
        {
            Once.Release();
        }

        return container;
    }

    /// <summary>Options of a store there, which fails soon rather than late.</summary>
    public AzureBlobStoreOptions Options(Action<AzureBlobStoreOptions>? configure = null)
    {
        AzureBlobStoreOptions options = new() { Container = Name, ConnectionString = ConnectionString, Prefix = Prefix, ClientOptions = ImpatientOptions() };
        configure?.Invoke(options);
        return options;
    }

    public AzureBlobStore Store(Action<AzureBlobStoreOptions>? configure = null) => new(Options(configure));

    /// <summary>The connection string of the same account on another port, such as that of a proxy.</summary>
    public string ConnectionStringOn(int port) => ConnectionString.Replace($":{Service.Uri.Port}/", $":{port}/", StringComparison.Ordinal);

    /// <summary>The SDK's options, with short delays between retries.</summary>
    public static BlobClientOptions ImpatientOptions() => new() { Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(10) } };

    /// <summary>The names of all blobs below the prefix, and of the uploads that belong to it.</summary>
    public async Task<string[]> NamesAsync() => [.. await NamesBelowAsync(Prefix), .. await NamesBelowAsync($".uploads/{Prefix}")];

    public async ValueTask DisposeAsync()
    {
        foreach (string name in await NamesAsync())
            await Client.DeleteBlobIfExistsAsync(name);
    }

    private ValueTask<List<string>> NamesBelowAsync(string prefix) =>
        Client.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }).Select(blob => blob.Name).ToListAsync();
}
