using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Numbered files in a bucket, put and read through the store or through the bare SDK.</summary>
internal sealed class S3Files(S3Server server)
{
    private readonly S3Store _store = server.Store();

    /// <summary>Each way a few times, on files that are gone afterwards.</summary>
    public async Task WarmUpAsync()
    {
        byte[] little = new byte[1000];
        for (int i = 0; i < 20; i++)
        {
            foreach (bool byStore in new[] { true, false })
            {
                await PutAsync(byStore, i, little);
                await GetAsync(byStore, i);
                await DeleteAsync(i);
            }
        }
    }

    public async Task PutAsync(bool byStore, int i, byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        if (byStore)
            await PutAsync(i, source);
        else
            await server.Sdk.PutObjectAsync(new PutObjectArgs().WithBucket(S3Server.Bucket).WithObject(KeyOf(i).ToObjectName())
                .WithStreamData(source).WithObjectSize(bytes.Length).WithContentType("image/jpeg"));
    }

    public Task PutAsync(int i, Stream source) => _store.PutAsync(KeyOf(i), source, reproducible: false);

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
