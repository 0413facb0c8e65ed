using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Uploads;

/// <summary>Answers with an upload, to somebody who says what he will send.</summary>
/// <remarks>Asks for JSON, which a form of another site can't send: a browser asks first whether it may.</remarks>
internal sealed class UploadEndpoint(ImageUploads uploads, IUploadStore store)
{
    public const int LongestRequest = 4_096;

    public async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "Uploads are asked for in JSON.").ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context).ConfigureAwait(false) is not { Type: { } type, Length: >= 1 and var length })
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "An upload is asked for by its type and length.").ConfigureAwait(false);
            return;
        }

        ImageUpload upload = await uploads.BeginAsync(type, length, store, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(upload, UploadJson.Default.ImageUpload, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<AskedUpload?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(UploadJson.Default.AskedUpload, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title).ExecuteAsync(context);
}

/// <summary>What somebody wants to send.</summary>
internal sealed record AskedUpload(string? Type, long Length);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AskedUpload))]
[JsonSerializable(typeof(ImageUpload))]
internal sealed partial class UploadJson : JsonSerializerContext;
