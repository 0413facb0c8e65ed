using ImageAttach.AspNetCore.Uploads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Lets browsers send files to the store by themselves.</summary>
public static class UploadEndpoints
{
    /// <summary>Answers, to a user who is signed in, where a file may be sent to: <c>{"type":"image/jpeg","length":123456}</c> gives address, headers and ticket.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path, such as <c>/uploads</c>.</param>
    /// <param name="storeName">The store among <see cref="ImageAttachOptions.NamedStores"/> that takes the files; default: <see cref="ImageAttachOptions.Store"/>.</param>
    /// <returns>What further conventions are added to, such as <c>.RequireAuthorization("policy")</c>, or <c>.AllowAnonymous()</c>.</returns>
    /// <remarks>
    /// <para>Authorization is required, so the application needs <c>AddAuthorization</c>, and a way to sign in unless all may upload. Limit
    /// how often somebody may ask by a rate limit. What is allowed is set by <see cref="ImageAttachOptions.Uploads"/>.</para>
    /// <para>The browser sends the file with the method, address and headers of the answer, and then its ticket to the application, which
    /// attaches it by <see cref="UploadExtensions.FromUploadAsync"/>.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The path doesn't begin with a slash, or there is no store of that name.</exception>
    /// <exception cref="InvalidOperationException">The store is no <see cref="IUploadStore"/>, or there is no secret to sign with.</exception>
    public static IEndpointConventionBuilder MapImageUploads(this IEndpointRouteBuilder endpoints, string path, string? storeName = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        if (path is not ['/', not '/', ..])
            throw new ArgumentException($"Uploads can't be asked for at '{path}': give a path such as /uploads.", nameof(path));
        ImageAttachOptions options = endpoints.ServiceProvider.GetRequiredService<IOptions<ImageAttachOptions>>().Value;
        IImageStore? store = storeName is null ? options.Store : options.NamedStores.GetValueOrDefault(storeName);
        ImageUploads uploads = endpoints.ServiceProvider.GetRequiredService<ImageUploads>();
        UploadEndpoint endpoint = new(uploads, ImageUploads.Taking(store ?? throw new ArgumentException(
            $"There is no store '{storeName}' to upload to. Add it to options.NamedStores.", nameof(storeName))));
        if (!uploads.CanSign)
            throw new InvalidOperationException("MapImageUploads needs a secret to sign tickets with: set options.Thumbnails.SigningKeys.");
        return endpoints.MapPost(path, (RequestDelegate)endpoint.AnswerAsync)
            .WithMetadata(new RequestSizeLimitAttribute(UploadEndpoint.LongestRequest))
            .RequireAuthorization();
    }
}
