namespace ImageAttach.Stores.Urls;

/// <summary><c>s3://shop-images/pictures?endpoint=https://minio.example.com:9000&amp;region=eu-central-1&amp;base=https://cdn.example.com/</c>.</summary>
internal static class S3Url
{
    private const string AccessKey = "AWS_ACCESS_KEY_ID";
    private const string SecretKey = "AWS_SECRET_ACCESS_KEY";

    public static S3Store Open(Uri url)
    {
        StoreUrlOptions options = new(url, "endpoint", "region", "base");
        if (url.Host.Length == 0 || url.UserInfo.Length > 0 || !url.IsDefaultPort)
            throw new ArgumentException("A store's url, 's3:', begins with the bucket alone: s3://shop-images/pictures. The server is told by 'endpoint'.", nameof(url));
        return new(new S3StoreOptions
        {
            Bucket = url.Host,
            Prefix = Uri.UnescapeDataString(url.AbsolutePath).Trim('/'),
            Endpoint = options.GetAddress("endpoint"),
            Region = options.GetText("region"),
            PublicBaseUrl = options.GetAddress("base"),
            AccessKey = Secret(AccessKey),
            SecretKey = Secret(SecretKey),
            SessionToken = Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN"),
        });
    }

    private static string Secret(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret ? secret : throw new ArgumentException(
        $"A store's url, 's3:', needs credentials from the environment, and {variable} isn't set. Set {AccessKey} and {SecretKey}.");
}
