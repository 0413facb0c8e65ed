using ImageAttach.Stores.FileSystem;

namespace ImageAttach.Stores;

/// <summary>Keeps image files in a folder on disk that the application itself shows over HTTP.</summary>
/// <remarks>
/// <para>Files are kept as in <see cref="FileSystemStore"/>; only their addresses differ. They begin with the application's own, which is
/// taken from <c>hostUrlGetter</c> if there is one, else from the request that is being answered.</para>
/// <para>A request's <c>Host</c> header is its sender's word, so it becomes part of an address only if <c>allowedHosts</c> names it, and is
/// forgotten when the request ends. In any other request addresses are paths, such as <c>/images/user-picture/…</c>, which browsers
/// read as the application's own. Outside of requests, where a path would lead nowhere, locating without <c>hostUrlGetter</c> is an error.</para>
/// <para>Files are public unless <see cref="PresignedExpiry"/> is set, or the application demands authorization for them.</para>
/// </remarks>
public sealed class HttpExposedFileSystemStore : IListableImageStore
{
    private readonly FileSystemStore _files;
    private readonly Func<Uri>? _hostUrlGetter;
    private readonly AllowedHosts _allowedHosts;
    private readonly AsyncLocal<string?> _application = new();
    private FileSignature? _signature;

    /// <summary>Keeps files in a folder, which is made when the first file comes.</summary>
    /// <param name="path">The folder. A relative path begins at the present working directory.</param>
    /// <param name="prefix">The path under which the application shows the files; a slash at either end makes no difference. Default: <c>__images__</c>.</param>
    /// <param name="hostUrlGetter">
    /// Gives the application's address, such as <c>https://shop.example.com/</c>, with or without the last slash. Asked for each address.
    /// Default: none.
    /// </param>
    /// <param name="cors">Whether scripts of other sites may read the files; default: no.</param>
    /// <param name="allowedHosts">
    /// The hosts that a request may name: <c>shop.example.com</c> with any port, <c>localhost:5080</c> with that port alone,
    /// <c>*.example.com</c> for all below it. Default: none.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty, the prefix can't be a path of an address, or an allowed host is none.</exception>
    public HttpExposedFileSystemStore(
        string path, string prefix = "__images__", Func<Uri>? hostUrlGetter = null, bool cors = false, IEnumerable<string>? allowedHosts = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        _files = new(path);
        RequestPath = "/" + UrlPrefix.Check(prefix.Trim('/'));
        _hostUrlGetter = hostUrlGetter;
        _allowedHosts = new(allowedHosts ?? []);
        Cors = cors;
    }

    /// <summary>The path under which the application shows the files, such as <c>/images</c>: a file's address is this, a slash, and the path of its key.</summary>
    public string RequestPath { get; }

    /// <summary>Whether scripts of other sites may read the files: whether they are sent with <c>Access-Control-Allow-Origin: *</c>.</summary>
    public bool Cors { get; }

    /// <summary>Tells which request is being answered, until the result is disposed of. Called by middleware; flows with async calls.</summary>
    /// <param name="scheme">How the request came: <c>http</c> or <c>https</c>.</param>
    /// <param name="host">The host that it names, with the port if there is one. Whatever is no allowed host is ignored.</param>
    /// <param name="pathBase">The path at which the application begins, escaped as in addresses, such as <c>/shop</c>; default: the host's first.</param>
    /// <returns>What forgets the request.</returns>
    /// <exception cref="ArgumentException">The path base doesn't begin with one slash, and would make another host of what follows.</exception>
    public IDisposable BeginRequest(string scheme, string host, string pathBase = "")
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(pathBase);
        if (pathBase is not "" and not ['/'] and not ['/', not '/' and not '\\', ..])
            throw new ArgumentException($"An application can't begin at '{pathBase}': give a path that begins with one slash, or nothing.", nameof(pathBase));
        string? before = _application.Value;
        _application.Value = (_allowedHosts.Origin(scheme, host) ?? "") + pathBase.TrimEnd('/');
        return new Request(this, before);
    }

    /// <summary>
    /// How long the signed URLs of files are valid, 1 second or more; up to twice as long, so that a URL stays the same for a while. Files
    /// are then shown at signed URLs alone. Default: null, and URLs are neither signed nor expire.
    /// </summary>
    /// <remarks>Anyone who has a URL can open the file until the URL expires. <see cref="SigningKeys"/> is required.</remarks>
    public TimeSpan? PresignedExpiry { get; init; }

    /// <summary>
    /// The secrets that sign URLs, each of 32 characters or more. The first one signs; URLs signed with any of them are valid. To rotate,
    /// put a new secret in front, and remove the old one once its URLs have expired. Default: none.
    /// </summary>
    public IReadOnlyList<string> SigningKeys { get; init; } = [];

    /// <summary>The clock that URLs expire by. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor { get; init; }

    /// <inheritdoc/>
    public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
        _files.PutAsync(key, content, reproducible, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => _files.OpenAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => _files.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default) => _files.TouchAsync(key, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No request is being answered and there is no <c>hostUrlGetter</c>, or it gave no address of a host.</exception>
    public Uri Locate(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string application = _hostUrlGetter is null
            ? _application.Value ?? throw new InvalidOperationException(
                $"The address of {key} isn't known, because {this} has no host and no request is being answered. Give it the application's address as " +
                "hostUrlGetter, or locate in a request after UseImageAttach, for whole addresses with its host among allowedHosts.")
            : HostOf(key, _hostUrlGetter());
        Uri address = new BaseAddress(new Uri(application + RequestPath, UriKind.RelativeOrAbsolute)).GetUrl(key, ToString(), "");
        return Signature is { } signature ? new Uri(address.OriginalString + signature.Sign(key), UriKind.RelativeOrAbsolute) : address;
    }

    /// <summary>Checks a URL's signature. Called by middleware before it shows a file, if <see cref="PresignedExpiry"/> is set.</summary>
    /// <param name="key">The file.</param>
    /// <param name="expires">The URL's parameter <c>e</c>.</param>
    /// <param name="signature">The URL's parameter <c>s</c>.</param>
    /// <returns>How long the URL stays valid; null when it isn't valid.</returns>
    /// <exception cref="InvalidOperationException">URLs can't be signed: <see cref="SigningKeys"/> or <see cref="PresignedExpiry"/> is missing or too short.</exception>
    public TimeSpan? VerifyUrl(StoreKey key, string? expires, string? signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (Signature ?? throw CannotSign("PresignedExpiry isn't set")).Verify(key, expires, signature);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredFile> ListAsync(string objectType, CancellationToken cancellationToken = default) =>
        _files.ListAsync(objectType, cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        _files.RemoveUnfinishedAsync(before, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => _files.ReadMarkAsync(cancellationToken);

    /// <inheritdoc/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => _files.WriteMarkAsync(mark, cancellationToken);

    /// <summary>The folder, as messages show it.</summary>
    public override string ToString() => $"HttpExposed{_files}";

    private FileSignature? Signature => PresignedExpiry is { } validFor ? _signature ??= CreateSignature(validFor) : null;

    private FileSignature CreateSignature(TimeSpan validFor)
    {
        if (validFor < TimeSpan.FromSeconds(1))
            throw CannotSign("PresignedExpiry is less than a second");
        if (SigningKeys.Count == 0 || SigningKeys.Any(secret => secret is null or { Length: < HmacSigner.MinSecretLength }))
            throw CannotSign($"SigningKeys must have secrets of {HmacSigner.MinSecretLength} characters or more");
        return new(RequestPath, SigningKeys, validFor, TimeProvider);
    }

    private InvalidOperationException CannotSign(string reason) => new($"URLs of {this} can't be signed: {reason}. Set both PresignedExpiry and SigningKeys.");

    private static string HostOf(StoreKey key, Uri? host)
    {
        if (host is null || !host.IsAbsoluteUri || host.Scheme is not ("http" or "https") || host.UserInfo.Length > 0 || host.Query.Length > 0 || host.Fragment.Length > 0)
        {
            throw new InvalidOperationException(
                $"The address of {key} isn't known, because hostUrlGetter gave none of a host. It must give one such as https://shop.example.com/.");
        }

        return host.AbsoluteUri.TrimEnd('/');
    }

    private sealed class Request(HttpExposedFileSystemStore store, string? before) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
                store._application.Value = before;
            _done = true;
        }
    }
}
