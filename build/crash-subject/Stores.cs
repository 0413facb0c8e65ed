using System.Data.Common;
using Azure.Core.Pipeline;
using ImageAttach;
using ImageAttach.Azure;
using ImageAttach.Stores;
using Minio;

namespace CrashSubject;

/// <summary>The stores that the tests have prepared: folders, or prefixes on the servers that the tests' variables name.</summary>
/// <param name="kind">disk, s3 or azure.</param>
/// <param name="root">The folder of the stores; of servers, the bucket or the container, and the prefix.</param>
internal sealed class Stores(string kind, string root)
{
    public IListableImageStore Open(string name) => kind switch
    {
        "s3" => OpenS3(root.Split('/', 2)[0], $"{root.Split('/', 2)[1]}/{name}"),
        "azure" => OpenAzure(root.Split('/', 2)[0], $"{root.Split('/', 2)[1]}/{name}"),
        _ => new FileSystemStore(Path.Combine(root, name)),
    };

    private static S3Store OpenS3(string bucket, string prefix)
    {
        DbConnectionStringBuilder server = new() { ConnectionString = Environment.GetEnvironmentVariable("IMAGEATTACH_S3") };
        Uri endpoint = new((string)server["Endpoint"]);
        IMinioClient client = new MinioClient().WithEndpoint(endpoint.Authority).WithSSL(endpoint.Scheme == "https").WithRegion((string)server["Region"])
            .WithCredentials((string)server["AccessKey"], (string)server["SecretKey"]).WithHttpClient(CreateClient()).Build();
        return new(new S3StoreOptions { Bucket = bucket, Prefix = prefix }, client);
    }

    private static AzureBlobStore OpenAzure(string container, string prefix) => new(new AzureBlobStoreOptions
    {
        ConnectionString = Environment.GetEnvironmentVariable("IMAGEATTACH_AZURE"),
        Container = container,
        Prefix = prefix,
        ClientOptions = new() { Transport = new HttpClientTransport(CreateClient()) },
    });

    private static HttpClient CreateClient() => new(new RequestPoints(new SocketsHttpHandler()));
}
