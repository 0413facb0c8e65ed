using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageAttach.AspNetCore.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>Answers a request with a file, by the framework's own file result: conditions, ranges and HEAD are its part, safe headers ours.</summary>
internal static class ImageFileAnswer
{
    // Opened as a page of its own nothing runs and nothing is loaded, whatever the bytes turn out to be.
    private const string Inert = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>Sends a file, and disposes of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The file's name.</param>
    /// <param name="file">The file, open at its first byte.</param>
    /// <param name="written">When it was written, if that isn't known from the file itself.</param>
    /// <param name="lifetime">How long it may be cached.</param>
    public static async Task SendAsync(HttpContext context, StoreKey key, Stream file, DateTimeOffset? written, CacheLifetime lifetime)
    {
        using Activity? activity = Activities.Start("ImageAttach.Serve", key.ObjectType);
        DateTimeOffset? modified = file is FileStream onDisk
            ? new DateTimeOffset(File.GetLastWriteTimeUtc(onDisk.SafeFileHandle), TimeSpan.Zero)
            : written;
        IHeaderDictionary headers = context.Response.Headers;
        context.Response.OnStarting(() =>
        {
            headers.CacheControl = CacheControlOf(context.Response.StatusCode, lifetime);
            return Task.CompletedTask;
        });
        headers.XContentTypeOptions = "nosniff";

        // Browsers show a PDF in a viewer of theirs, which is a sandbox already and doesn't start in another.
        if (key.MimeType != "application/pdf")
            headers.ContentSecurityPolicy = Inert;
        await TypedResults.Stream(file, key.MimeType, lastModified: modified, entityTag: ETagOf(key, modified), enableRangeProcessing: true)
            .ExecuteAsync(context).ConfigureAwait(false);
        Logging.Counters.FilesServed.Add(1);
    }

    /// <summary>Says that there is no such file, now: it may be put later.</summary>
    public static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    // A failed condition or an impossible range says something about the request, not about the file.
    private static string CacheControlOf(int status, CacheLifetime lifetime) =>
        status is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified ? lifetime.ToHeader() : "no-store";

    // A revision stands for the bytes. The files of the original library have none, and may have been written over.
    private static EntityTagHeaderValue? ETagOf(StoreKey key, DateTimeOffset? modified) => (key.Revision, modified) switch
    {
        ({ Length: > 0 } revision, _) => new($"\"{revision}\""),
        (_, { } time) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.ToPath()} {time.Ticks}"))))[..32]}\""),
        _ => null,
    };
}
