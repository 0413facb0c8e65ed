using System.Buffers;

namespace ImageAttach.Stores.S3;

/// <summary>A place in a bucket: the one gate from key to the name of an object and its urls.</summary>
internal sealed class S3Location
{
    private static readonly SearchValues<char> BucketLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> PrefixLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");

    private static readonly SearchValues<char> UploadLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    // A dot keeps it apart from all object types.
    private const string Touched = ".touched/";

    private readonly string _prefix;
    private readonly string _requests;
    private readonly BaseAddress _public;

    public S3Location(S3StoreOptions options, Uri? endpoint, string region)
    {
        Bucket = CheckBucket(options.Bucket);
        _prefix = CheckPrefix(options.Prefix);
        (Region, Endpoint) = (region, CheckEndpoint(endpoint) ?? new Uri($"https://s3.{region}.amazonaws.com"));
        _requests = $"{Endpoint.GetLeftPart(UriPartial.Authority)}/{Bucket}/";

        // A certificate of Amazon's doesn't cover bucket names with dots.
        S3AddressStyle style = options.AddressStyle ?? (endpoint is null && !Bucket.Contains('.', StringComparison.Ordinal) ? S3AddressStyle.Host : S3AddressStyle.Path);
        _public = new(options.PublicBaseUrl ?? new Uri(style == S3AddressStyle.Path ? _requests : $"{Endpoint.Scheme}://{Bucket}.{Endpoint.Authority}/"));
    }

    public string Bucket { get; }

    public string Region { get; }

    public Uri Endpoint { get; }

    /// <summary>The name of the object that says which database the files belong to. No object type can be called that: it begins with a dot.</summary>
    public string MarkName => _prefix + ".belongs-to";

    /// <summary>What the names of uploads begin with: outside of the prefix, so that a policy that publishes the prefix doesn't publish uploads.</summary>
    public string NamesOfUploads => ".uploads/" + _prefix;

    /// <summary>What the names of the objects begin with that have the times of touched files; of an object type, or of all when it is null.</summary>
    public string NamesOfTouches(string? objectType) => objectType is null ? $"{_prefix}{Touched}" : $"{_prefix}{Touched}{objectType}/";

    /// <summary>The name of the object that has the time at which a file was touched.</summary>
    public string NameOfTouch(StoreKey key) => $"{_prefix}{Touched}{key.ToObjectName()}";

    /// <summary>The key of the file that such an object is about; null when its name isn't one of ours.</summary>
    public StoreKey? KeyOfTouch(string name) =>
        StoreKey.TryParseObjectName(name[NamesOfTouches(null).Length..], out StoreKey? key) ? key : null;

    /// <summary>The name of an upload's object.</summary>
    /// <exception cref="ArgumentException">It isn't of letters and digits alone.</exception>
    public string NameOfUpload(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IsUpload(name) ? NamesOfUploads + name : throw new ArgumentException($"'{name}' can't be an upload: use letters and digits.", nameof(name));
    }

    /// <summary>What the names of uploads began with in version 0.1. Without a prefix both are the same.</summary>
    public string FormerNamesOfUploads => _prefix + ".uploads/";

    /// <summary>Whether what follows <see cref="NamesOfUploads"/> in an object's name is the name of an upload, rather than of one to a longer prefix.</summary>
    public static bool IsUpload(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(UploadLetters);

    /// <summary>The name of a file's object.</summary>
    public string NameOf(StoreKey key) => _prefix + key.ToObjectName();

    /// <summary>What the names of an object type's files begin with; of all files when it is null.</summary>
    public string NamesOf(string? objectType) => objectType is null ? _prefix : $"{_prefix}{objectType}/";

    /// <summary>The key of an object; null when its name is none of ours.</summary>
    public StoreKey? KeyOf(string name) =>
        name.StartsWith(_prefix, StringComparison.Ordinal) && StoreKey.TryParseObjectName(name[_prefix.Length..], out StoreKey? key) ? key : null;

    /// <summary>The url that requests about an object go to. Neither keys nor prefixes have letters that need escaping.</summary>
    public Uri RequestUrlOf(string name) => new(_requests + name);

    /// <summary>The url under which the world sees a file.</summary>
    public Uri PublicUrlOf(StoreKey key) => _public.Combine(NameOf(key));

    /// <summary>The place as messages show it.</summary>
    public override string ToString() => _prefix.Length == 0 ? $"bucket '{Bucket}' of {Endpoint.Authority}" : $"bucket '{Bucket}' of {Endpoint.Authority}, below '{_prefix}'";

    private static string CheckBucket(string bucket)
    {
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        bool isName = bucket.Length is >= 3 and <= 63 && !bucket.AsSpan().ContainsAnyExcept(BucketLetters)
            && char.IsAsciiLetterOrDigit(bucket[0]) && char.IsAsciiLetterOrDigit(bucket[^1]) && !bucket.Contains("..", StringComparison.Ordinal);
        return isName ? bucket : throw new ArgumentException(
            $"'{bucket}' can't be a bucket: use 3 to 63 lower-case letters, digits, '-' and '.', with a letter or digit at both ends.", nameof(bucket));
    }

    private static string CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string trimmed = prefix.TrimEnd('/');
        if (trimmed.Length == 0)
            return "";
        if (trimmed.AsSpan().ContainsAnyExcept(PrefixLetters) || trimmed.Split('/').Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{prefix}' can't be a prefix: use letters, digits, '-', '_' and '.', with single slashes between names.", nameof(prefix));
        return trimmed + "/";
    }

    private static Uri? CheckEndpoint(Uri? endpoint)
    {
        // The url isn't shown: it may have a password in it.
        if (endpoint is not null && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") || endpoint.PathAndQuery != "/" || endpoint.UserInfo.Length > 0 || endpoint.Fragment.Length > 0))
            throw new ArgumentException("The endpoint of an S3 server is http:// or https://, a host and perhaps a port, such as https://minio.example.com:9000, and nothing else.", nameof(endpoint));
        return endpoint;
    }
}
