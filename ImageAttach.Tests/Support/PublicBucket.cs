using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Tests.Support;

/// <summary>A bucket that lasts for one test, with a policy.</summary>
internal sealed class PublicBucket : IAsyncDisposable
{
    private readonly TestBucket _server;

    private PublicBucket(TestBucket server) => _server = server;

    public string Name { get; } = $"imageattach-public-{Guid.NewGuid():N}";

    /// <param name="policy">Gets the policy from the bucket's name.</param>
    public static async Task<PublicBucket> OpenAsync(Func<string, string> policy)
    {
        PublicBucket bucket = new(await TestBucket.OpenAsync());
        await bucket._server.Client.MakeBucketAsync(new MakeBucketArgs().WithBucket(bucket.Name));
        await bucket._server.Client.SetPolicyAsync(new SetPolicyArgs().WithBucket(bucket.Name).WithPolicy(policy(bucket.Name)));
        return bucket;
    }

    public async ValueTask DisposeAsync()
    {
        List<string> names = await _server.Client.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(Name).WithRecursive(true)).Select(item => item.Key).ToListAsync();
        if (names.Count > 0)
            await _server.Client.RemoveObjectsAsync(new RemoveObjectsArgs().WithBucket(Name).WithObjects(names));
        await _server.Client.RemoveBucketAsync(new RemoveBucketArgs().WithBucket(Name));
        await _server.DisposeAsync();
    }
}
