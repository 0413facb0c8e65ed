using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageAttach.Azure;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Numbered files in a container of the account that <c>IMAGEATTACH_AZURE</c> names.</summary>
internal sealed class AzureServer : IServerFiles
{
    public const string Variable = "IMAGEATTACH_AZURE";

    private const string Container = "imageattach-benchmarks";

    private readonly BlobContainerClient _sdk;
    private readonly AzureBlobStore _store;

    private AzureServer(string connectionString)
    {
        _sdk = new(connectionString, Container);
        _store = new(new AzureBlobStoreOptions { Container = Container, ConnectionString = connectionString });
    }

    public static async Task<AzureServer> OpenAsync()
    {
        AzureServer server = new(Environment.GetEnvironmentVariable(Variable)!);
        await server._sdk.CreateIfNotExistsAsync();
        return server;
    }

    public Task PutAsync(bool byStore, int i, Stream source) => byStore
        ? _store.PutAsync(KeyOf(i), source, reproducible: false)
        : _sdk.GetBlobClient(KeyOf(i).ToObjectName()).UploadAsync(source, new BlobHttpHeaders { ContentType = "image/jpeg" });

    public async Task GetAsync(bool byStore, int i)
    {
        await using Stream file = byStore
            ? await _store.OpenAsync(KeyOf(i))
            : (await _sdk.GetBlobClient(KeyOf(i).ToObjectName()).DownloadStreamingAsync()).Value.Content;
        await file.CopyToAsync(Stream.Null);
    }

    public Task DeleteAsync(int i) => _store.DeleteAsync(KeyOf(i));

    private static StoreKey KeyOf(int i) => new("benchmark", ObjectId.From(i), 1, 1, "image/jpeg", "r1");
}
