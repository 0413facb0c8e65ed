namespace ImageAttach.Stores;

/// <summary>How a bucket appears in the addresses of its files.</summary>
public enum S3AddressStyle
{
    /// <summary>In the host: <c>https://shop.s3.eu-central-1.amazonaws.com/…</c>.</summary>
    Host,

    /// <summary>In the path: <c>https://minio.example.com:9000/shop/…</c>.</summary>
    Path,
}
