using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Tests.Support;

/// <summary>A server that speaks as much of the XML API of Google Cloud Storage as a store needs, and refuses what Google refuses, on a bucket with uniform access.</summary>
internal sealed class FakeCloudStorage : IAsyncDisposable
{
    public const string Bucket = "shop-images";
    public const string AccessId = "GOOG1EXAMPLE";
    public const string Secret = "a-secret-of-forty-letters-and-digits-012";

    private const int PageSize = 1_000;

    // Not that of Amazon's.
    private static readonly XNamespace Namespace = "http://doc.s3.amazonaws.com/2006-03-01";
    private static readonly string[] StorageClasses = ["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"];

    private readonly ConcurrentDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FakeCloudStorage(WebApplication app) => _app = app;

    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>The names of all objects.</summary>
    public string[] Names => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The header names of each request, in lower case.</summary>
    public ConcurrentQueue<(string Method, string[] Headers)> Requests { get; } = [];

    public static async Task<FakeCloudStorage> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        FakeCloudStorage storage = new(builder.Build());
        storage._app.Run(storage.AnswerAsync);
        await storage._app.StartAsync();
        return storage;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        Requests.Enqueue((request.Method, [.. request.Headers.Keys.Select(name => name.ToLowerInvariant())]));
        if (FindRefusal(request) is { } refusal)
            return RefuseAsync(context, refusal.Status, refusal.Code, refusal.Message);
        if (!request.Path.StartsWithSegments($"/{Bucket}", StringComparison.Ordinal, out PathString rest))
            return RefuseAsync(context, 404, "NoSuchBucket", "The specified bucket does not exist.");
        string name = rest.Value?.TrimStart('/') ?? "";
        return (request.Method, name) switch
        {
            ("GET", "") when request.Query.ContainsKey("uploads") => WriteAsync(context, new XElement("ListMultipartUploadsResult", new XElement("IsTruncated", false))),
            ("GET", "") => ListAsync(context),
            ("PUT", not "") => PutAsync(context, name),
            ("GET" or "HEAD", _) => GetAsync(context, name),
            ("DELETE", _) => DeleteAsync(context, name),
            _ => RefuseAsync(context, 501, "NotImplemented", "A header or query you provided requested a function that is not implemented."),
        };
    }

    private static (int Status, string Code, string Message)? FindRefusal(HttpRequest request)
    {
        if (!IsSigned(request))
            return (403, "AccessDenied", "Anonymous caller does not have storage access.");
        if (HasPrefix(request, "x-amz-") && HasPrefix(request, "x-goog-"))
            return (400, "InvalidArgument", "Requests cannot specify both x-amz and x-goog headers.");
        if (request.Headers.ContainsKey("x-amz-acl"))
            return (400, "InvalidArgument", "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled.");
        return request.Headers.TryGetValue("x-amz-storage-class", out var storageClass) && !StorageClasses.Contains(storageClass.ToString())
            ? (400, "InvalidArgument", "The storage class you specified is not valid.")
            : null;
    }

    // An HMAC key of the service account, in a header or in the URL.
    private static bool IsSigned(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith($"AWS4-HMAC-SHA256 Credential={AccessId}/", StringComparison.Ordinal)
        || request.Query["X-Amz-Credential"].ToString().StartsWith($"{AccessId}/", StringComparison.Ordinal);

    private static bool HasPrefix(HttpRequest request, string prefix) => request.Headers.Keys.Any(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // If-None-Match isn't documented for writes.
    private async Task PutAsync(HttpContext context, string name)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        StoredObject stored = new(body.ToArray(), context.Request.ContentType, DateTimeOffset.UtcNow);
        _objects[name] = stored;
        context.Response.Headers.ETag = stored.ETag;
    }

    private Task GetAsync(HttpContext context, string name)
    {
        if (!_objects.TryGetValue(name, out StoredObject? stored))
            return RefuseAsync(context, 404, "NoSuchKey", "The specified key does not exist.");
        return Results.Bytes(
            stored.Bytes, stored.ContentType, lastModified: stored.Since, entityTag: new(stored.ETag), enableRangeProcessing: true).ExecuteAsync(context);
    }

    private Task DeleteAsync(HttpContext context, string name)
    {
        if (!_objects.TryRemove(name, out _))
            return RefuseAsync(context, 404, "NoSuchKey", "The specified key does not exist.");
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task ListAsync(HttpContext context)
    {
        string prefix = context.Request.Query["prefix"].ToString(), after = context.Request.Query["continuation-token"].ToString();
        string[] page = [.. Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(name, after) > 0).Take(PageSize + 1)];
        XElement list = new("ListBucketResult", new XElement("Name", Bucket), new XElement("IsTruncated", page.Length > PageSize));
        foreach (string name in page.Take(PageSize))
            list.Add(_objects.TryGetValue(name, out StoredObject? stored) ? stored.ToXml(name) : null);
        if (page.Length > PageSize)
            list.Add(new XElement("NextContinuationToken", page[PageSize - 1]));
        return WriteAsync(context, list);
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : WriteAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", message)));
    }

    private static Task WriteAsync(HttpContext context, XElement body)
    {
        foreach (XElement element in body.Name == "Error" ? [] : body.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(body.ToString());
    }

    private sealed record StoredObject(byte[] Bytes, string? ContentType, DateTimeOffset Since)
    {
        public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..32]}\"";

        public XElement ToXml(string name) => new(
            "Contents",
            new XElement("Key", name),
            new XElement("LastModified", Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            new XElement("ETag", ETag),
            new XElement("Size", Bytes.Length));
    }
}
