using System.Globalization;
using ImageAttach.AspNetCore.Serving;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Answers with a thumbnail, which is made if it isn't there. An address that isn't good is answered with 404, whatever is wrong with it.</summary>
internal sealed class ThumbnailEndpoint(ThumbnailUrls urls, ThumbnailMaker maker)
{
    public const string Pattern = "/{type}/{key}/{version}/{name}";

    public Task AnswerAsync(HttpContext context) =>
        Read(context.Request) is { } asked && urls.IsGood(asked.Thumbnail, asked.Expires, asked.Signature, out TimeSpan? left)
            ? SendAsync(context, asked.Thumbnail, left)
            : ImageFileAnswer.NotFoundAsync(context);

    private static (WantedThumbnail Thumbnail, long? Expires, string Signature)? Read(HttpRequest request)
    {
        if (request.Query["s"] is not [{ } signature])
            return null;
        long? expires = null;
        if (request.Query.TryGetValue("e", out var end))
        {
            if (end is not [{ } text] || !TryParse(text, out long seconds))
                return null;
            expires = seconds;
        }

        return (new(Part("type"), Part("key"), Part("version"), Part("name")), expires, signature);

        string Part(string name) => request.RouteValues[name] as string ?? "";
    }

    // To the letter as it is written, so that one thumbnail has one address; and within what a time can be.
    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text is { Length: < 12 } and not ['0', ..];

    private async Task SendAsync(HttpContext context, WantedThumbnail wanted, TimeSpan? left)
    {
        Image image = await maker.MakeAsync(wanted, context.RequestAborted).ConfigureAwait(false);
        Stream file = await StoreContext.Of(image).OpenAsync(image.Key, context.RequestAborted).ConfigureAwait(false);
        string cacheControl = left is { } time ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)time.TotalSeconds}, immutable") : ImageFileAnswer.Immutable;
        await ImageFileAnswer.SendAsync(context, image.Key, file, image.CreatedAt, cacheControl).ConfigureAwait(false);
    }
}
