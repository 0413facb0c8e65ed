using System.Net;
using ImageAttach.Stores.S3;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Stores;

/// <summary>Keeps image files in a bucket of Amazon S3, or of a server that speaks its protocol.</summary>
/// <remarks>
/// <para>Files are streamed both ways: neither is ever in memory whole. A stream that can't seek is first copied, beyond 1 MiB to a
/// temporary file, because a server wants to know how long a file is, and may have to be sent it again. A file may have up to 5 GiB.</para>
/// <para>A request that the server fails, or that doesn't reach it, is sent again; one that it refuses isn't.</para>
/// <para>Names with a revision are never taken. A file without one is looked for before it is put, which two that put it at the same
/// moment both pass; see <see cref="S3StoreOptions.UseConditionalPut"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var store = new S3Store(new S3StoreOptions
/// {
///     Bucket = "shop-images",
///     Region = "eu-central-1",
///     AccessKey = accessKey,
///     SecretKey = secretKey,
///     MaxAge = TimeSpan.FromDays(365),
///     PresignedExpiry = TimeSpan.FromHours(1),
/// });
/// </code>
/// </example>
public sealed partial class S3Store : IListableImageStore
{
    private static readonly TimeSpan MaxExpiry = TimeSpan.FromDays(7);

    private readonly S3Connection _connection;
    private readonly S3Failure _failure;

    /// <summary>Keeps files in a bucket, which is reached when the first file comes or goes.</summary>
    /// <param name="options">Where, and how.</param>
    /// <exception cref="ArgumentException">An option can't be used, or credentials are missing; the message says which.</exception>
    public S3Store(S3StoreOptions options)
        : this(S3Connection.Open(Validate(options)))
    {
    }

    /// <summary>Keeps files in a bucket of a client's server, with its credentials and its connections.</summary>
    /// <param name="options">Where, and how. Endpoint and credentials are left out.</param>
    /// <param name="client">A client that is built. It stays the caller's, and must live as long as the store.</param>
    /// <exception cref="ArgumentException">An option can't be used; the message says which.</exception>
    public S3Store(S3StoreOptions options, IMinioClient client)
        : this(S3Connection.Open(Validate(options), client ?? throw new ArgumentNullException(nameof(client))))
    {
    }

    private S3Store(S3Connection connection) => (_connection, _failure) = (connection, new(connection.Location));

    private S3StoreOptions Options => _connection.Options;

    private S3Location Location => _connection.Location;

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor { get; init; }

    /// <inheritdoc/>
    /// <remarks>The stream can seek: going elsewhere asks the server for the rest from there. Disposed early, it reads no further.</remarks>
    public async Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await TryAsync(S3Action.Open, key, () => S3ObjectStream.OpenAsync(_connection, Location.NameOf(key), S3Action.Open, key, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Delete, Location.NameOf(key));
        await TryAsync(S3Action.Delete, key, () => DeleteAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Uri Locate(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Options.PresignedExpiry is not { } expiry)
            return Location.PublicUrlOf(key);

        PresignedGetObjectArgs url = new PresignedGetObjectArgs().WithBucket(Location.Bucket).WithObject(Location.NameOf(key))
            .WithExpiry((int)expiry.TotalSeconds).WithRequestDate(Options.TimeProvider.GetUtcNow().UtcDateTime);

        // Computed at once, unless a client's credentials have to be fetched first: on a thread of its own, then, as the caller's may be the only one.
        return new Uri(Task.Run(async () => await (await _connection.ClientAsync().ConfigureAwait(false)).PresignedGetObjectAsync(url).ConfigureAwait(false))
            .GetAwaiter().GetResult());
    }

    /// <summary>The bucket, as messages show it.</summary>
    public override string ToString() => $"S3Store of {Location}";

    private async Task<bool> DeleteAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (S3RefusedException refusal) when (refusal is { StatusCode: HttpStatusCode.NotFound, Code: not "NoSuchBucket" })
        {
            return false;
        }
    }

    private async Task<bool> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<T> TryAsync<T>(S3Action action, StoreKey? key, Func<Task<T>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception failure) when (S3Failure.Covers(failure))
        {
            throw _failure.Create(action, key, failure);
        }
    }

    private static S3StoreOptions Validate(S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxRetries, nameof(options.MaxRetries));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero, nameof(options.RetryDelay));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero, nameof(options.Timeout));
        if (options.MaxAge < TimeSpan.Zero)
            throw new ArgumentException($"MaxAge can't be {options.MaxAge}: use a time of 0 or more.", nameof(options));
        if (options.PresignedExpiry is { } expiry && (expiry < TimeSpan.FromSeconds(1) || expiry > MaxExpiry))
            throw new ArgumentException($"PresignedExpiry can't be {expiry}: use 1 second to 7 days.", nameof(options));
        if (options is { PresignedExpiry: not null, PublicBaseUrl: not null })
            throw new ArgumentException("A signature is good for the server's own address alone: set PresignedExpiry or PublicBaseUrl, not both.", nameof(options));
        return options;
    }
}
