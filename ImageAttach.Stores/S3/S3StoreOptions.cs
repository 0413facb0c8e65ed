namespace ImageAttach.Stores;

/// <summary>Where an <see cref="S3Store"/> keeps its files, and how.</summary>
/// <remarks>Optional headers are sent only where their option is set, since servers other than Amazon's differ in what they take.</remarks>
public sealed class S3StoreOptions
{
    /// <summary>The bucket, which must exist.</summary>
    public required string Bucket { get; set; }

    /// <summary>The server, such as <c>https://minio.example.com:9000</c>. Default: Amazon's, of <see cref="Region"/>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The region. Default: that of the client that the store is given, else <c>us-east-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>The access key. Not needed with a client, which has credentials.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret key. No message and no log shows it.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The token of temporary credentials. Default: none.</summary>
    public string? SessionToken { get; set; }

    /// <summary>What all names begin with, such as <c>shop/images</c>; slashes at its end don't matter. Default: nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The address under which the bucket is shown, such as that of a CDN. Default: the bucket's own.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>
    /// Addresses carry a signature that is good for so long, 1 second to 7 days, so that files of a private bucket can be shown.
    /// Default: addresses aren't signed.
    /// </summary>
    public TimeSpan? PresignedExpiry { get; set; }

    /// <summary>How the bucket appears in its own address. Default: <see cref="S3AddressStyle.Host"/> on Amazon's server, elsewhere <see cref="S3AddressStyle.Path"/>.</summary>
    /// <remarks>Requests, and addresses with a signature, are always in path style.</remarks>
    public S3AddressStyle? AddressStyle { get; set; }

    /// <summary>
    /// How long browsers and caches may keep a file (<c>Cache-Control: max-age=…</c>); one with a revision never changes, and is
    /// <c>immutable</c> besides. Default: not said.
    /// </summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The canned ACL of originals, such as <c>public-read</c>. Default: not said, and the bucket's rules hold.</summary>
    public string? OriginalAcl { get; set; }

    /// <summary>The canned ACL of thumbnails. Default: not said.</summary>
    public string? ThumbnailAcl { get; set; }

    /// <summary>
    /// The canned ACL of direct uploads, which their senders can't change. Default: <c>bucket-owner-full-control</c>, which is private and which
    /// buckets with ACLs disabled accept. Null for a server that doesn't know ACLs.
    /// </summary>
    public string? UploadAcl { get; set; } = "bucket-owner-full-control";

    /// <summary>The storage class of originals, such as <c>STANDARD_IA</c>. Default: not said.</summary>
    public string? OriginalStorageClass { get; set; }

    /// <summary>The storage class of thumbnails, which can be made again, such as <c>REDUCED_REDUNDANCY</c>. Default: not said.</summary>
    public string? ThumbnailStorageClass { get; set; }

    /// <summary>
    /// Lets the server itself refuse a name that is taken (<c>If-None-Match: *</c>). Amazon and MinIO do; Ceph 16 doesn't, and writes
    /// over it. Default: false. Names with a revision are never taken; for others the store looks first.
    /// </summary>
    public bool UseConditionalPut { get; set; }

    /// <inheritdoc cref="UseConditionalPut"/>
    [Obsolete("Use UseConditionalPut.")]
    public bool RefuseTakenNames
    {
        get => UseConditionalPut;
        set => UseConditionalPut = value;
    }

    /// <summary>How often a request is sent again when the server fails or can't be reached, 0 or more. What it refuses isn't tried again. Default: 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>How long to wait before the first retry, about; twice as long before each further one, up to 10 seconds. Default: 200 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the server may stay silent before a request counts as failed. Default: 60 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock that requests are signed by. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
