namespace ImageAttach.Stores;

/// <summary>Stores that are named by a URL, so that operators choose one where they set everything else.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>file:///srv/images?base=https://images.example.com/</c></term><description>a <see cref="FileSystemStore"/>; <c>base</c> may be left out or be a path</description></item>
/// <item><term><c>memory:</c></term><description>a new <see cref="MemoryStore"/>, with <c>?base=</c> as well</description></item>
/// <item><term><c>s3://shop-images/pictures?region=eu-central-1</c></term><description>an <see cref="S3Store"/>: bucket and prefix; <c>endpoint</c> names a server other than Amazon's, <c>base</c> the address of a CDN. Credentials come from <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c></description></item>
/// </list>
/// <para>Further schemes, such as <c>azure:</c> of the package ImageAttach.Azure, are added by <see cref="StoreUrlSchemes"/>.</para>
/// <para>A secret has no place in a URL, which logs and process lists show: a store takes it from a variable of its own.</para>
/// </remarks>
/// <example>
/// <code>
/// IImageStore store = StoreUrls.Open(Environment.GetEnvironmentVariable("IMAGE_STORE") ?? "file:///var/lib/shop/images?base=/images/");
/// </code>
/// </example>
public static class StoreUrls
{
    /// <summary>Creates the store that a URL of one of the default schemes names. Nothing is read or written yet.</summary>
    /// <param name="url">The URL.</param>
    /// <exception cref="ArgumentException">A part of the URL is wrong, and the message says which; it shows no user or password.</exception>
    public static IImageStore Open(string url) => StoreUrlSchemes.Default.Open(url);
}
