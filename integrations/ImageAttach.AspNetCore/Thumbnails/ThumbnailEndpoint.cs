using ImageAttach.AspNetCore.Serving;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Answers with a thumbnail, which is made if it isn't there. An address that isn't good is answered with 404, whatever is wrong with it.</summary>
internal sealed class ThumbnailEndpoint(ThumbnailUrls urls, SharedThumbnailMaker maker, FileAuthorization authorization)
{
    public const string Pattern = "/{type}/{key}/{version}/{name}";

    public Task AnswerAsync(HttpContext context) =>
        Read(context.Request) is { } asked && urls.IsGood(asked.Thumbnail, asked.Expires, asked.Signature, out TimeSpan? left)
            ? SendAsync(context, asked.Thumbnail, left)
            : ImageFileAnswer.NotFoundAsync(context);

    private (WantedThumbnail Thumbnail, long? Expires, string Signature)? Read(HttpRequest request)
    {
        if (request.Query["s"] is not [{ } signature])
            return null;
        long? expires = null;
        if (request.Query.TryGetValue("e", out var end))
        {
            if (end is not [{ } text] || !UrlExpiry.TryParse(text, out long seconds))
                return null;
            expires = seconds;
        }

        return urls.ReadSetKey(Part("type"), Part("key")) is { } key ? (new(Part("type"), key, Part("version"), Part("name")), expires, signature) : null;

        string Part(string name) => request.RouteValues[name] as string ?? "";
    }

    private async Task SendAsync(HttpContext context, WantedThumbnail wanted, TimeSpan? left)
    {
        Image image = await maker.MakeOnDemandAsync(wanted, context.RequestAborted).ConfigureAwait(false);
        FileAudience audience = await authorization.AuthorizeInEndpointAsync(context, image.Key).ConfigureAwait(false);
        if (audience == FileAudience.None)
            return;
        Stream file = await StoreContext.For(image).OpenAsync(image.Key, context.RequestAborted).ConfigureAwait(false);
        await ImageFileAnswer.SendAsync(context, image.Key, file, image.CreatedAt, new(audience, left ?? CacheLifetime.Forever)).ConfigureAwait(false);
    }
}
