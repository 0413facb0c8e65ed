using Gallery.Data;
using ImageAttach;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Gallery.Web;

/// <summary>How browsers get the picture files: through the framework's static files, safely and for good.</summary>
internal static class PictureFiles
{
    public static StaticFileOptions In(DataFolder folder) => new()
    {
        FileProvider = new PhysicalFileProvider(folder.Images),
        RequestPath = DataFolder.ImagesPath,
        ContentTypeProvider = new FileExtensionContentTypeProvider(
            Uploads.Limits.AllowedTypes.ToDictionary(MediaType.ExtensionOf, type => type)),
        OnPrepareResponse = response => AddHeaders(response.Context.Response.Headers),
    };

    private static void AddHeaders(IHeaderDictionary headers)
    {
        // No browser may take a picture for something else, whatever its bytes look like.
        headers.XContentTypeOptions = "nosniff";

        // A replaced picture has another address, so what is at this one never changes.
        headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
    }
}
