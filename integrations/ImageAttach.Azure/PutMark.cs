using Azure.Storage.Blobs.Models;

namespace ImageAttach.Azure;

/// <summary>A mark in a blob's metadata that differs for every put, so that a put whose answer was lost recognizes its own blob.</summary>
internal static class PutMark
{
    private const string Name = "imageattach_put";

    public static string Create() => Guid.NewGuid().ToString("N");

    public static Dictionary<string, string> ToMetadata(string mark) => new() { [Name] = mark };

    /// <summary>Whether a put with that mark wrote the blob.</summary>
    public static bool IsOn(BlobProperties blob, string mark) => blob.Metadata.TryGetValue(Name, out string? found) && found == mark;

    /// <summary>What distinguishes the blob from one that takes its name later. Unlike an ETag, touching a file leaves it unchanged.</summary>
    public static string GetVersion(BlobDownloadDetails blob) => blob.Metadata.TryGetValue(Name, out string? mark) ? mark : blob.ETag.ToString();
}
