using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore;

/// <summary>Who may read the files that the application serves, and which caches may keep them.</summary>
/// <remarks>
/// Files are sent with <c>Cache-Control: public</c> where everyone may read them, else with <c>private</c>. A file is private if its endpoint or
/// path demands authorization (by metadata, by <see cref="Policy"/> or by the application's fallback policy), if <see cref="Authorize"/> is
/// set, or if its store signs URLs that expire.
/// </remarks>
public sealed class FileAccessOptions
{
    /// <summary>
    /// The authorization policy for the files of each <see cref="Stores.HttpExposedFileSystemStore"/>, by name. Its handlers get the file's
    /// <see cref="StoreKey"/> as resource. Default: null, which is the application's fallback policy if there is one.
    /// </summary>
    public string? Policy { get; set; }

    /// <summary>Whether the files of each <see cref="Stores.HttpExposedFileSystemStore"/> can be read without authorization even if the application has a fallback policy. Default: false.</summary>
    /// <remarks>
    /// This has the same effect before and after <c>UseAuthorization</c>. An application that isn't a <c>WebApplication</c> must call <c>UseRouting</c>
    /// before <c>UseImageAttach</c>.
    /// </remarks>
    public bool AllowAnonymous { get; set; }

    /// <summary>Decides about each request for a file or a thumbnail, after the policy. A refused request is answered with 404. Default: null, and every request is allowed.</summary>
    public Func<HttpContext, StoreKey, ValueTask<bool>>? Authorize { get; set; }

    /// <summary>
    /// Whether shared caches, such as a CDN, may keep files that everyone may read. Default: true. Set it to false if the application
    /// restricts access in another way, such as its own middleware, which ImageAttach can't see.
    /// </summary>
    public bool AllowSharedCaching { get; set; } = true;
}
