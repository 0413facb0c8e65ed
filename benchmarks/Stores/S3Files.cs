using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Numbered files in a bucket, put and read through the store or through the bare SDK.</summary>
internal sealed class S3Files(S3Server server) : IServerFiles
{
    private readonly S3Store _store = server.Store();

    public Task PutAsync(bool byStore, int i, Stream source) => byStore
        ? _store.PutAsync(KeyOf(i), source, reproducible: false)
        : server.Sdk.PutObjectAsync(new PutObjectArgs().WithBucket(S3Server.Bucket).WithObject(KeyOf(i).ToObjectName())
            .WithStreamData(source).WithObjectSize(source.Length).WithContentType("image/jpeg"));

    public async Task GetAsync(bool byStore, int i)
    {
        if (byStore)
        {
            await using Stream file = await _store.OpenAsync(KeyOf(i));
            await file.CopyToAsync(Stream.Null);
        }
        else
        {
            await server.Sdk.GetObjectAsync(new GetObjectArgs().WithBucket(S3Server.Bucket).WithObject(KeyOf(i).ToObjectName())
                .WithCallbackStream((content, cancellationToken) => content.CopyToAsync(Stream.Null, cancellationToken)));
        }
    }

    public Task DeleteAsync(int i) => _store.DeleteAsync(KeyOf(i));

    private static StoreKey KeyOf(int i) => new("benchmark", ObjectId.From(i), 1, 1, "image/jpeg", "r1");
}
