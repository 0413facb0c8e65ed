using ImageAttach.AspNetCore.Serving;
using ImageAttach.AspNetCore.Thumbnails;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Shows thumbnails that are made when they are first asked for.</summary>
public static class ThumbnailEndpoints
{
    /// <summary>Shows thumbnails below a path, each made once and then stored like any other. Their addresses are had by <see cref="ImageExtensions.ThumbnailUrl(Image, int)"/>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path, such as <c>/thumbs</c>.</param>
    /// <returns>What further conventions are added to, such as a rate limit or who may look.</returns>
    /// <remarks>
    /// <para>Which tables and widths, and the secrets for signing, are set by <see cref="ImageAttachOptions.Thumbnails"/>. A
    /// <see cref="System.Data.Common.DbConnection"/> must be among the application's services.</para>
    /// <para>Addresses that aren't signed, have expired, or name what isn't there are answered with 404. An address never shows another
    /// picture: when the original is replaced it is not found any more. While <see cref="ThumbnailUrlOptions.MaxBacklog"/> thumbnails wait, requests
    /// for others are answered with 503.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The path doesn't begin with a slash, or ends with one.</exception>
    /// <exception cref="InvalidOperationException">There is no key to sign with, a secret is too short, or no table is named.</exception>
    public static IEndpointConventionBuilder MapImageThumbnails(this IEndpointRouteBuilder endpoints, string path)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        if (path is not ['/', not '/', ..] || path.EndsWith('/'))
            throw new ArgumentException($"Thumbnails can't be shown at '{path}': give a path such as /thumbs.", nameof(path));
        ThumbnailUrlOptions options = endpoints.ServiceProvider.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Thumbnails;
        if (options.SigningKeys.Count == 0 || options.Tables.Count == 0)
        {
            throw new InvalidOperationException(
                "MapImageThumbnails needs a secret to sign addresses with, and tables: set options.Thumbnails.SigningKeys, and options.Thumbnails.Tables to ImageEntities.All.");
        }

        ThumbnailUrls urls = endpoints.ServiceProvider.GetRequiredService<ThumbnailUrls>();
        urls.ShowAt(path);
        ThumbnailEndpoint endpoint = new(urls, endpoints.ServiceProvider.GetRequiredService<SharedThumbnailMaker>(), endpoints.ServiceProvider.GetRequiredService<FileAuthorization>());
        return endpoints.MapMethods(path + ThumbnailEndpoint.Pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)endpoint.AnswerAsync);
    }
}
